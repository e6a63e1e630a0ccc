"""
A running Guidepost, spoken to over HTTP and nothing else.

Answers that say "not now" are asked again; refusals end the demo with their reason.
"""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.2
NOT_NOW = frozenset(
    {
        httpx.codes.TOO_MANY_REQUESTS,
        httpx.codes.BAD_GATEWAY,
        httpx.codes.SERVICE_UNAVAILABLE,
        httpx.codes.GATEWAY_TIMEOUT,
    }
)


class DemoStopped(Exception):
    """The demo could not go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Where a running Guidepost is, and the token that opens it."""

    goals_url: str
    notifications_url: str
    reporting_url: str
    token: str
    clinic_id: UUID
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

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
        answer = self._answer(method, url, body, headers or {}, not_now)
        if isinstance(answer, httpx.Response) and answer.is_success:
            return answer
        raise DemoStopped(_why(method, url, answer))

    def find(self, url: str) -> dict[str, Any] | None:
        """
        Return what is at an address, or nothing when there is nothing yet.

        :raises DemoStopped: if reading is refused, or not answered after a minute.
        """
        answer = self._answer("GET", url, None, {}, NOT_NOW)
        if isinstance(answer, httpx.Response):
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.is_success:
                found: dict[str, Any] = answer.json()
                return found
        raise DemoStopped(_why("GET", url, answer))

    def _answer(
        self,
        method: str,
        url: str,
        body: dict[str, Any] | None,
        headers: dict[str, str],
        not_now: frozenset[int],
    ) -> httpx.Response | httpx.TransportError:
        """Return the last answer: the first that is not "not now", if one came."""
        known = {
            "Authorization": f"Bearer {self.token}",
            "Guidepost-Clinic": str(self.clinic_id),
            **headers,
        }
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._once(method, url, body, known)
            late = time.monotonic() > deadline
            said = None if isinstance(answer, httpx.TransportError) else answer
            if late or (said is not None and said.status_code not in not_now):
                return answer
            time.sleep(PAUSE_SECONDS)

    def _once(
        self,
        method: str,
        url: str,
        body: dict[str, Any] | None,
        headers: dict[str, str],
    ) -> httpx.Response | httpx.TransportError:
        try:
            return self.client.request(method, url, json=body, headers=headers)
        except httpx.TransportError as error:
            return error


def _why(method: str, url: str, answer: httpx.Response | httpx.TransportError) -> str:
    path = httpx.URL(url).path
    if isinstance(answer, httpx.TransportError):
        return f"No answer from {url}: is Guidepost running? (make run)"
    try:
        problem = answer.json()
        said = " ".join(str(problem[k]) for k in ("title", "detail") if k in problem)
    except ValueError:
        said = "no reason given"
    return f"{method} {path} was answered {answer.status_code}: {said}"
