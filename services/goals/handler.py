"""
The one meeting of rules and storage: load, decide, append.

A command without a version to match is decided again on the newer state when somebody
else was faster; one with a version is refused then. The answer to a named request is
kept with its events, and given again before anything else is looked at. What follows
for other streams (``procedures``) is recorded in the same commit, or nothing is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from services.goals import event_store, streams
from services.goals.afterwards import Afterwards
from services.goals.aggregates import Aggregate
from services.goals.event_store import Connection, NewEvent, StreamChanged
from services.goals.idempotency import Answer, RequestKey
from services.goals.loading import Standing, facts_of, load
from services.goals.memory import Memory
from services.goals.procedures import FOLLOWING, Records, Step
from services.goals.recording import (
    Change,
    Circumstances,
    answer_to,
    mark_after,
    new_events,
)
from services.goals.snapshots import EVERY, Mark
from shared.tokens import CallerIsUnclear

ATTEMPTS: Final = 4
OWN_IDS: Final = (
    "entry_id",
    "rating_id",
    "milestone_id",
    "measure_id",
    "step_id",
    "barrier_id",
    "setback_id",
    "acknowledgement_id",
    "request_id",
    "concern_id",
    "value_id",
    "win_id",
    "administration_id",
    "consent_id",
    "proxy_id",
)
"""Ids that the caller may have left to be made; the first of a command is told."""


class VersionIsStale(Exception):
    """The record has changed since that version; read it again and decide anew."""

    def __init__(self, version: int) -> None:
        super().__init__()
        self.members = {"version": version}


@dataclass(frozen=True, slots=True)
class Goals:
    """Where goals and clients are kept, and what follows a change."""

    engine: sa.Engine
    afterwards: Afterwards
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What someone asks of one goal or client, and what recording it takes.

    ``now`` is the moment of asking; the command's ``today`` is that moment's date where
    the client lives. ``beside`` is what a procedure needs beside the command's own
    values. ``clinic_id`` is the clinic that is asked for, if any.
    """

    aggregate: Aggregate
    stream_id: UUID
    command: type[Any]
    values: Mapping[str, Any]
    now: datetime
    actor: str
    beside: Mapping[str, Any] = field(default_factory=dict)
    clinic_id: UUID | None = None
    status: int = 200
    version_seen: int | None = None
    key: RequestKey | None = None
    correlation_id: str | None = None
    traceparent: str | None = None


def handle(goals: Goals, request: Request) -> Answer:
    """
    Carry out a command and return the answer, or the one given before.

    :raises GoalError, ClientError: if a rule of the domain says no; nothing is
        recorded then.
    :raises VersionIsStale: if the record is no longer as the caller has seen it.
    :raises StreamChanged: if others kept being faster.
    :raises KeyWasUsedOtherwise: if the request's key belongs to another request.
    """
    with event_store.connected(goals.engine) as connection:
        for _ in range(ATTEMPTS):
            standing = load(
                connection,
                goals.memory,
                request.aggregate,
                request.stream_id,
                request.key,
            )
            if standing.answer:
                return standing.answer
            _must_be_as_seen(request, standing.mark)
            step = Step(
                request.aggregate, request.stream_id, request.command, request.values
            )
            first = _decided(request, standing, step)
            changes = [first, *_following(goals, connection, request, first)]
            events = [list(new_events(one, _around(request, one))) for one in changes]
            answer = answer_to(request.status, changes, _told(request))
            try:
                flat = [event for some in events for event in some]
                event_store.append(connection, flat, answer, request.key)
            except StreamChanged:
                continue
            for change, recorded in zip(changes, events, strict=True):
                _follow_up(goals, change, recorded)
            return answer
    raise StreamChanged


def look(
    goals: Goals, aggregate: Aggregate, stream_id: UUID, clinic_id: UUID | None
) -> tuple[Any, Mark, Any]:
    """
    Return a state, where its stream stands, and the fact that it began with.

    :raises GoalDoesNotExist, ClientDoesNotExist: if it is not there, in that clinic.
    """
    with event_store.connected(goals.engine) as connection:
        standing = load(connection, goals.memory, aggregate, stream_id)
        mark = must_be_of(aggregate, clinic_id, standing.mark)
        [first] = facts_of(streams.read(connection, stream_id, limit=1))
    return standing.state, mark, first


def must_be_of(aggregate: Aggregate, clinic_id: UUID | None, mark: Mark | None) -> Mark:
    """
    Return where a stream stands, if the clinic that is asked for may know of it.

    :raises GoalDoesNotExist, ClientDoesNotExist: if there is none, or it is another
        clinic's.
    """
    if mark is None or clinic_id not in (None, mark.clinic_id):
        raise aggregate.missing
    return mark


def _must_be_as_seen(request: Request, mark: Mark | None) -> None:
    if mark is None:
        return
    must_be_of(request.aggregate, request.clinic_id, mark)
    if request.version_seen not in (None, mark.version):
        raise VersionIsStale(mark.version)


def _following(
    goals: Goals, connection: Connection, request: Request, first: Change
) -> Iterator[Change]:
    """Yield what the first change leads to on other streams."""
    procedure = FOLLOWING.get(request.command)
    if procedure is None:
        return
    clinic_id = _clinic(request, first.before.mark)
    records = Records(connection, goals.memory, clinic_id)
    asked = {**request.values, **request.beside, "now": request.now}
    for step in procedure(records, first, asked):
        standing = records.standing(step.aggregate, step.stream_id)
        change = _decided(request, standing, step)
        if change.facts:
            yield change


def _decided(request: Request, standing: Standing, step: Step) -> Change:
    values, fields = dict(step.values), step.command.__dataclass_fields__
    if "today" in fields:
        there = request.now.astimezone(ZoneInfo(standing.state.time_zone))
        values["today"] = there.date()
    if "requested_at" in fields:
        values["requested_at"] = request.now
    facts = step.aggregate.decide(standing.state, step.command(**values))
    return Change(step.aggregate, step.stream_id, standing, facts)


def _around(request: Request, change: Change) -> Circumstances:
    mark = change.before.mark
    client_id = mark.client_id if mark else _client_of(change)
    return Circumstances(
        clinic_id=_clinic(request, mark),
        client_id=client_id,
        now=request.now,
        actor=request.actor,
        correlation_id=request.correlation_id,
        traceparent=request.traceparent,
    )


def _clinic(request: Request, mark: Mark | None) -> UUID:
    if mark:
        return mark.clinic_id
    if request.clinic_id is None:
        raise CallerIsUnclear("Send Guidepost-Clinic as a UUID.")
    return request.clinic_id


def _client_of(change: Change) -> UUID | None:
    """Return whose record begins: a goal names its client, a client is one."""
    [first, *_] = change.facts or [None]
    return getattr(first, "client_id", change.stream_id)


def _told(request: Request) -> dict[str, UUID]:
    for name in OWN_IDS:
        if name in request.values:
            return {name: request.values[name]}
    return {}


def _follow_up(goals: Goals, change: Change, events: Sequence[NewEvent]) -> None:
    """Remember the state as it is now, and have the rest done after the reply."""
    if not events:
        return
    goals.afterwards.committed()
    mark = mark_after(events[-1])
    state = reduce(change.aggregate.evolve, change.facts, change.before.state)
    snapshot = change.before.snapshot
    if mark.version - snapshot >= EVERY:
        goals.afterwards.keep(change.aggregate.kind, mark, state)
        snapshot = mark.version
    goals.memory.remember(mark, state, snapshot)
