"""Where a version of a stream stands in the log: asked of the goals service."""

from http import HTTPStatus
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
        try:
            answer = self._client.get(
                f"/v1/streams/{stream_id}/position", params={"version": version}
            )
        except httpx.HTTPError as error:
            raise GoalsAreAway from error
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        if answer.status_code != HTTPStatus.OK:
            raise GoalsAreAway
        return int(answer.json()["position"])
