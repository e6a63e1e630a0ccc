"""Where the log stands, and a version of a stream in it: asked of goals."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

_TIMEOUT = httpx.Timeout(2, connect=1, pool=1)


class GoalsAreAway(Exception):
    """The goals service cannot be asked at the moment; try again shortly."""


class Positions:
    """A connection to the goals service that is kept open; one per process."""

    def __init__(
        self, url: str, token: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
            transport=transport,
        )

    def of(self, stream_id: UUID, version: int) -> int | None:
        """
        Return a version's position; ``None`` as long as it has none.

        :raises GoalsAreAway: if there is no answer.
        """
        answer = self._ask(f"/v1/streams/{stream_id}/position", {"version": version})
        return None if answer is None else int(answer["position"])

    def newest(self) -> int:
        """
        Return the newest position of the log.

        :raises GoalsAreAway: if there is no answer.
        """
        answer = self._ask("/v1/events", {"after": 0, "limit": 1})
        if answer is None:
            raise GoalsAreAway
        return int(answer["head"])

    def _ask(self, path: str, question: dict[str, int]) -> dict[str, Any] | None:
        try:
            answer = self._client.get(path, params=question)
        except httpx.HTTPError as error:
            raise GoalsAreAway from error
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        if answer.status_code != HTTPStatus.OK:
            raise GoalsAreAway
        found: dict[str, Any] = answer.json()
        return found
