"""
Play a telling through the public HTTP API, as any other system would.

What a record holds already is not asked again, and every command carries an
idempotency key made from what it asks; so a telling that was interrupted goes on where
it stopped, and one that is complete adds nothing.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from services.demo.clinic.everybody import CLIENTS, GOALS
from services.demo.stack import DemoStopped, Stack
from services.demo.telling import Step, Telling


class Kept(NamedTuple):
    """How far a record has come."""

    version: int
    recorded_at: datetime


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


def introduce(stack: Stack, telling: Telling) -> None:
    """Tell notifications who the clients are and how they like to be written to."""
    for client in CLIENTS:
        person_id = telling.id(client.id)
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
    stack: Stack,
    telling: Telling,
    steps: Iterable[Step],
    on_step: Callable[[Step], None],
) -> dict[UUID, int]:
    """Ask for steps in their order; return the version of every record after them."""
    kept = dict(_kept(stack, telling))
    versions = {record_id: one.version for record_id, one in kept.items()}
    for step in steps:
        known = kept.get(step.record_id)
        if known is None or step.at >= known.recorded_at:
            versions |= _asked(stack, telling, step)
        on_step(step)
    return versions


def _kept(stack: Stack, telling: Telling) -> Iterable[tuple[UUID, Kept]]:
    """
    Yield the records that are there already.

    Facts of one moment are microseconds apart, so whole seconds are compared: what was
    asked in the last moment is asked again, and its key makes that harmless.
    """
    named = [("clients", client.id) for client in CLIENTS]
    named += [("goals", goal.id) for goal in GOALS]
    for records, name in named:
        record_id = telling.id(name)
        found = stack.find(f"{stack.goals_url}/v1/{records}/{record_id}")
        if found:
            recorded_at = datetime.fromisoformat(found["recorded_at"])
            yield record_id, Kept(found["version"], recorded_at.replace(microsecond=0))


def _asked(stack: Stack, telling: Telling, step: Step) -> dict[UUID, int]:
    """Ask for a step; return the versions of the records that it changed."""
    answer = stack.ask(
        "POST",
        f"{stack.goals_url}{step.path}",
        body=step.body,
        headers={
            "Guidepost-Actor": step.actor,
            "Guidepost-Clock": step.at.isoformat(),
            "Idempotency-Key": f"demo-{_key(telling, step)}",
        },
    ).json()
    changed = (answer, *answer.get("also", ()))
    return {UUID(record["id"]): record["version"] for record in changed}


def _key(telling: Telling, step: Step) -> UUID:
    asked = json.dumps([step.at.isoformat(), step.path, step.body], sort_keys=True)
    return uuid5(telling.clinic_id, asked)
