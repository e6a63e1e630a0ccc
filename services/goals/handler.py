"""
The one meeting of rules and storage: load, decide, append.

A command without a version to match is decided again on the newer state when somebody
else was faster; one with a version is refused then. The answer to a named request is
kept with its events, and given again before anything else is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from uuid_utils.compat import uuid7

from services.goals import event_store, streams
from services.goals.afterwards import Afterwards
from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.state import Goal, GoalDoesNotExist
from services.goals.event_store import NewEvent, StreamChanged
from services.goals.idempotency import Answer, RequestKey
from services.goals.loading import Standing, facts_of, load
from services.goals.memory import Memory
from services.goals.snapshots import EVERY, Mark
from shared.codec import CODEC
from shared.contracts.goals import GoalEvent
from shared.tokens import CallerIsUnclear

ATTEMPTS: Final = 4
TICK: Final = timedelta(microseconds=1)
OWN_IDS: Final = ("entry_id", "milestone_id", "measure_id")


class VersionIsStale(Exception):
    """The goal has changed since that version; read it again and decide anew."""

    def __init__(self, version: int) -> None:
        super().__init__()
        self.members = {"version": version}


@dataclass(frozen=True, slots=True)
class Goals:
    """Where goals are kept, and what follows a change."""

    engine: sa.Engine
    afterwards: Afterwards
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What someone asks of one goal, and what recording it takes.

    ``now`` is the moment of asking; the command's ``today`` is that moment's date where
    the client lives. ``clinic_id`` is the clinic that is asked for, if any.
    """

    goal_id: UUID
    command: type[GoalCommand]
    values: Mapping[str, Any]
    now: datetime
    actor: str
    clinic_id: UUID | None = None
    status: int = 200
    version_seen: int | None = None
    key: RequestKey | None = None
    correlation_id: str | None = None
    traceparent: str | None = None


def handle(goals: Goals, request: Request) -> Answer:
    """
    Carry out a command and return the answer, or the one given before.

    :raises GoalError: if a rule of the domain says no; nothing is recorded then.
    :raises VersionIsStale: if the goal is no longer as the caller has seen it.
    :raises StreamChanged: if others kept being faster.
    :raises KeyWasUsedOtherwise: if the request's key belongs to another request.
    """
    with event_store.connected(goals.engine) as connection:
        for _ in range(ATTEMPTS):
            standing = load(connection, goals.memory, request.goal_id, request.key)
            if standing.answer:
                return standing.answer
            _must_be_as_seen(request, standing.mark)
            facts = decide(standing.goal, _command(request, standing.goal))
            events = _events(request, facts, standing.mark)
            answer = _answer(request, facts, standing.mark)
            try:
                event_store.append(connection, events, answer, request.key)
            except StreamChanged:
                continue
            _follow_up(goals, standing, events, facts)
            return answer
    raise StreamChanged


def look(
    goals: Goals, goal_id: UUID, clinic_id: UUID | None
) -> tuple[Goal, Mark, GoalEvent]:
    """
    Return a goal, where its stream stands, and the fact that it began with.

    :raises GoalDoesNotExist: if there is no such goal in that clinic.
    """
    with event_store.connected(goals.engine) as connection:
        standing = load(connection, goals.memory, goal_id)
        mark = must_be_of(clinic_id, standing.mark)
        [first] = facts_of(streams.read(connection, goal_id, limit=1))
    return standing.goal, mark, first


def must_be_of(clinic_id: UUID | None, mark: Mark | None) -> Mark:
    """
    Return where a stream stands, if the clinic that is asked for may know of it.

    :raises GoalDoesNotExist: if there is none, or it is another clinic's.
    """
    if mark is None or clinic_id not in (None, mark.clinic_id):
        raise GoalDoesNotExist
    return mark


def _must_be_as_seen(request: Request, mark: Mark | None) -> None:
    if mark is None:
        return
    must_be_of(request.clinic_id, mark)
    if request.version_seen not in (None, mark.version):
        raise VersionIsStale(mark.version)


def _command(request: Request, goal: Goal) -> GoalCommand:
    values = dict(request.values)
    if "today" in request.command.__dataclass_fields__:
        there = request.now.astimezone(ZoneInfo(goal.time_zone))
        values["today"] = there.date()
    return request.command(**values)


def _events(
    request: Request, facts: Iterable[GoalEvent], mark: Mark | None
) -> list[NewEvent]:
    """Return the facts as they will be stored: one version and one moment each."""
    version = mark.version if mark else 0
    recorded_at = max(request.now, mark.recorded_at + TICK) if mark else request.now
    clinic_id, client_id = _whose(request, mark)
    cause = None
    events = []
    for number, fact in enumerate(facts, 1):
        event_id = uuid7()
        at = recorded_at + (number - 1) * TICK
        body = CODEC.encode(
            fact,
            event_id=event_id,
            clinic_id=clinic_id,
            client_id=client_id,
            subject=f"goals/{request.goal_id}",
            version=version + number,
            recorded_at=at,
            actor=request.actor,
            causation_id=cause,
            correlation_id=request.correlation_id,
            traceparent=request.traceparent,
        )
        events.append(
            NewEvent(
                id=event_id,
                clinic_id=clinic_id,
                client_id=client_id,
                stream_id=request.goal_id,
                version=version + number,
                type=fact.type,
                recorded_at=at,
                body=body,
            )
        )
        cause = cause or str(event_id)
    return events


def _whose(request: Request, mark: Mark | None) -> tuple[UUID, UUID | None]:
    if mark:
        return mark.clinic_id, mark.client_id
    if request.clinic_id is None:
        raise CallerIsUnclear("Send Guidepost-Clinic as a UUID.")
    return request.clinic_id, request.values.get("client_id")


def _answer(request: Request, facts: Iterable[GoalEvent], mark: Mark | None) -> Answer:
    types = [fact.type for fact in facts]
    version = (mark.version if mark else 0) + len(types)
    told: dict[str, Any] = {"id": request.goal_id, "version": version}
    for name in OWN_IDS:
        if name in request.values:
            told[name] = request.values[name]
            break
    body = msgspec.json.encode(told | {"events": types})
    return Answer(request.status, request.goal_id, version, body)


def _follow_up(
    goals: Goals, before: Standing, events: list[NewEvent], facts: list[GoalEvent]
) -> None:
    """Remember the goal as it stands now, and have the rest done after the reply."""
    if not events:
        return
    goals.afterwards.committed()
    last = events[-1]
    mark = Mark(
        last.stream_id, last.version, last.recorded_at, last.clinic_id, last.client_id
    )
    goal = reduce(evolve, facts, before.goal)
    snapshot = before.snapshot
    if last.version - snapshot >= EVERY:
        goals.afterwards.keep(mark, goal)
        snapshot = last.version
    goals.memory.remember(mark, goal, snapshot)
