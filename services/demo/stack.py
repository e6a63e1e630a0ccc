"""
A running Guidepost, spoken to over HTTP and nothing else.

Answers that say "not now" are asked again; refusals end the demo with their reason.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

import httpx

from shared.asking import NOT_NOW, AskedInVain, Asking, Refused


class DemoStopped(Exception):
    """The demo could not go on; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Where a running Guidepost is, and the token that opens it."""

    goals_url: str
    notifications_url: str
    reporting_url: str
    token: str
    clinic_id: UUID
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    @cached_property
    def _asking(self) -> Asking:
        return Asking(token=self.token, clinic_id=self.clinic_id, client=self.client)

    def ask(
        self,
        method: str,
        url: str,
        *,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        not_now: frozenset[int] = NOT_NOW,
    ) -> httpx.Response:
        """
        Return the answer to a request, asking again while it is "not now".

        :raises DemoStopped: if it is refused, or still not answered after a minute.
        """
        try:
            return self._asking.ask(
                method, url, body=body, headers=headers, not_now=not_now
            )
        except AskedInVain as vain:
            raise DemoStopped(str(vain)) from None

    def find(self, url: str) -> dict[str, Any] | None:
        """
        Return what is at an address, or nothing when there is nothing yet.

        :raises DemoStopped: if reading is refused, or not answered after a minute.
        """
        try:
            found: dict[str, Any] = self._asking.ask("GET", url).json()
        except Refused as refused:
            if refused.status == httpx.codes.NOT_FOUND:
                return None
            raise DemoStopped(str(refused)) from None
        except AskedInVain as vain:
            raise DemoStopped(str(vain)) from None
        return found
