"""
Play a story through the public HTTP APIs, as any other system would.

Every command carries an idempotency key made from the story, so a telling that was
interrupted goes on where it stopped and one that is complete adds nothing. Answers
that say "not now" are asked again; refusals end the telling with their reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from services.demo.story import Step, Story
from shared.asking import NOT_NOW, AskedInVain, Asking


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
        asking = Asking(token=self.token, clinic_id=self.clinic_id, client=self.client)
        try:
            return asking.ask(method, url, body=body, headers=headers, not_now=not_now)
        except AskedInVain as why:
            raise DemoStopped(str(why)) from None


def require_demo_clock(stack: Stack) -> None:
    """
    Make sure that the stack was started for the demo.

    :raises DemoStopped: if it keeps real records, which the demo must not touch.
    """
    ready = stack.ask("GET", f"{stack.goals_url}/health/ready").json()
    if not ready.get("demo"):
        raise DemoStopped(
            "This Guidepost was not started for the demo: its clock is the real one. "
            "Start another with GUIDEPOST_DEMO=on and play the demo there."
        )


def introduce(stack: Stack, story: Story) -> None:
    """Tell notifications who the clients are and how they like to be written to."""
    for person_id, client in story.people():
        stack.ask(
            "PUT",
            f"{stack.notifications_url}/v1/people/{person_id}/preferences",
            body={
                "email": f"{client.name.lower()}@clinic.example",
                "time_zone": client.time_zone,
                "tone": client.tone,
            },
        )


def play(
    stack: Stack, story: Story, on_step: Callable[[Step], None]
) -> dict[UUID, int]:
    """Ask for every step of a story, in order; return each goal's last version."""
    versions: dict[UUID, int] = {}
    for number, step in enumerate(story.steps()):
        answer = stack.ask(
            "POST",
            f"{stack.goals_url}/v1/goals{_within(step)}",
            body=step.body,
            headers={
                "Guidepost-Actor": step.actor,
                "Guidepost-Clock": step.at.isoformat(),
                "Idempotency-Key": f"demo-{story.clinic_id}-{number}",
            },
        )
        versions[step.goal_id] = answer.json()["version"]
        on_step(step)
    return versions


def _within(step: Step) -> str:
    return f"/{step.goal_id}{step.path}" if step.path else ""
