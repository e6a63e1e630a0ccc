"""
The goals feed, as subscriptions read it: the log over HTTP, in order.

It is the authority. A reader names the position and the chain where it stands,
so a log that was restored to an older point, or another one, is noticed on the
first read and never applied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

import httpx
import msgspec

from shared.envelope import Published
from shared.subscription import Heard

MAX_LIMIT = 5000
_TIMEOUT = httpx.Timeout(30, connect=3, pool=3)


class HistoryForked(Exception):
    """The log holds another history than the one this reader has heard."""


class FeedUnavailable(ConnectionError):
    """The goals feed cannot be read at the moment."""


class FeedRefused(Exception):
    """The goals feed does not serve this reader: wrong token, or too new a question."""


@dataclass(frozen=True, slots=True)
class Page:
    """
    A stretch of the log: what was asked for, and how far that reaches.

    ``next`` is the last position looked at, ``chain`` the chain there and ``head``
    the newest position of the log.
    """

    events: list[Heard]
    next: int
    chain: bytes
    head: int


class _Answer(msgspec.Struct, gc=False):
    events: list[Published]
    next: int
    head: int
    chain: str


class Feed:
    """A connection to the feed that is kept open; one per process or thread."""

    def __init__(
        self, url: str, token: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
            transport=transport,
        )
        self._answers = msgspec.json.Decoder(_Answer)

    def read(  # noqa: PLR0913 - the feed's own questions, by name
        self,
        after: int,
        limit: int = MAX_LIMIT,
        *,
        types: Sequence[str] = (),
        lanes: int | None = None,
        lane: int | None = None,
        chain: bytes | None = None,
    ) -> Page:
        """
        Return the events after a position.

        :raises HistoryForked: if the log's chain at that position is another.
        :raises FeedUnavailable: if trying again later may help.
        :raises FeedRefused: if it will not.
        """
        asked: dict[str, str | int] = {"after": after, "limit": limit}
        if types:
            asked["types"] = ",".join(types)
        if lanes is not None and lane is not None:
            asked |= {"lanes": lanes, "lane": lane}
        if chain is not None:
            asked["chain"] = chain.hex()
        answer = self._answers.decode(self._get(asked))
        return Page(
            [_heard(event) for event in answer.events],
            answer.next,
            bytes.fromhex(answer.chain),
            answer.head,
        )

    def confirms(self, position: int, chain: bytes) -> bool:
        """Return whether the log has this chain at this position."""
        try:
            self.read(position, 1, chain=chain)
        except HistoryForked:
            return False
        return True

    def close(self) -> None:
        self._client.close()

    def _get(self, asked: dict[str, str | int]) -> bytes:
        try:
            response = self._client.get("/v1/events", params=asked)
        except httpx.HTTPError as error:
            raise FeedUnavailable(type(error).__name__) from error
        if response.status_code == HTTPStatus.CONFLICT:
            raise HistoryForked(f"at position {asked['after']}")
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise FeedUnavailable(str(response.status_code))
        if response.status_code != HTTPStatus.OK:
            raise FeedRefused(str(response.status_code))
        return response.content


def _heard(event: Published) -> Heard:
    return Heard(
        event.type,
        event.position,
        bytes.fromhex(event.chain),
        event.clientid,
        event,
    )
