"""
Asking Guidepost's APIs over HTTP, as any other system would.

Where the answer is "not now", we ask again for a while, so whatever changes something
carries an idempotency key. A refusal ends it, with the reason that the API gave.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.2
NOT_NOW = frozenset(
    {
        httpx.codes.TOO_MANY_REQUESTS,
        httpx.codes.BAD_GATEWAY,
        httpx.codes.SERVICE_UNAVAILABLE,
        httpx.codes.GATEWAY_TIMEOUT,
    }
)


class AskedInVain(Exception):
    """A request came to nothing; the message says why."""


class NobodyAnswered(AskedInVain):
    """There was no answer for as long as we had patience."""


class Refused(AskedInVain):
    """An API said no; ``problem`` is what it says about it (RFC 9457)."""

    def __init__(self, message: str, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, for which clinic, and for how long they ask again."""

    token: str
    clinic_id: UUID
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    patience: float = PATIENCE_SECONDS

    def ask(
        self,
        method: str,
        url: str,
        *,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        not_now: frozenset[int] = NOT_NOW,
    ) -> httpx.Response:
        """
        Return the answer to a request, asking again while it is "not now".

        :raises Refused: if it is refused, or "not now" for too long.
        :raises NobodyAnswered: if there was no answer at all.
        """
        known = {
            "Authorization": f"Bearer {self.token}",
            "Guidepost-Clinic": str(self.clinic_id),
        }
        deadline = time.monotonic() + self.patience
        while True:
            answer = self._once(method, url, body, known | dict(headers or {}))
            if answer is not None and answer.is_success:
                return answer
            refused = answer is not None and answer.status_code not in not_now
            if refused or time.monotonic() > deadline:
                raise _why(method, url, answer)
            time.sleep(PAUSE_SECONDS)

    def _once(
        self,
        method: str,
        url: str,
        body: dict[str, Any] | None,
        headers: dict[str, str],
    ) -> httpx.Response | None:
        try:
            return self.client.request(method, url, json=body, headers=headers)
        except httpx.TransportError:
            return None


def _why(method: str, url: str, answer: httpx.Response | None) -> AskedInVain:
    if answer is None:
        return NobodyAnswered(f"No answer from {url}: is Guidepost running? (make run)")
    problem = _problem(answer)
    said = [str(problem[k]) for k in ("title", "detail") if k in problem]
    reason = " ".join(said) or "no reason given"
    path = httpx.URL(url).path
    return Refused(
        f"{method} {path} was answered {answer.status_code}: {reason}",
        answer.status_code,
        problem,
    )


def _problem(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        problem = answer.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
