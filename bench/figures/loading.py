"""Loading a goal: beside a bare select and decode, and when it has a long history."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from bench.floors import postgres as floor
from bench.ground import Ground
from bench.measuring import Figure, in_turns, median_ms
from services.goals import event_store, snapshots
from services.goals.aggregates import GOAL
from services.goals.domain.goal.evolve import replay
from services.goals.loading import folded
from shared.codec import CODEC
from shared.contracts.goals import (
    GoalActivated,
    GoalAgreed,
    GoalCreated,
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    Party,
    ProgressRecorded,
    Target,
)
from shared.database import make_engine

START = date(2025, 1, 6)
MOMENT = datetime(2025, 1, 6, 20, tzinfo=UTC)
FEW, MANY = 100, 10_000
TIMES = 300


def figures(ground: Ground, rounds: int, _seconds: float) -> list[Figure]:
    """Return how long a goal takes to load, short and long."""
    engine = make_engine(ground.url("goals", "api"), application_name="bench")
    short, long = _goal(engine, FEW), _goal(engine, MANY)
    try:
        over_raw, raw, ours = in_turns(
            lambda: floor.load_ms(ground.postgres_url, FEW, TIMES),
            lambda: _load_ms(engine, short),
            rounds,
        )
        over_short, few, many = in_turns(
            lambda: _load_ms(engine, short), lambda: _load_ms(engine, long), rounds
        )
    finally:
        engine.dispose()
    return [
        Figure(
            name=f"load a goal of {FEW} events",
            floor="select and decode as many",
            detail=f"{ours:.2f} ms of {raw:.2f} ms",
            ratio=over_raw,
            must=3,
            aim=1.5,
            better="lower",
        ),
        Figure(
            name=f"load a goal of {MANY:,} events",
            floor=f"load one of {FEW}",
            detail=f"{many:.2f} ms of {few:.2f} ms",
            ratio=over_short,
            must=1.5,
            aim=1.1,
            better="lower",
        ),
    ]


def _load_ms(engine: sa.Engine, goal_id: UUID) -> float:
    def load() -> None:
        with event_store.connected(engine) as connection:
            loaded = event_store.load(connection, goal_id, GOAL.kind.name)
            folded(connection, GOAL, goal_id, loaded)

    return median_ms(load, TIMES)


def _goal(engine: sa.Engine, size: int) -> UUID:
    """Write a goal with so many events, and the snapshots that it would have."""
    goal_id, history = uuid4(), _history(size)
    events = _stored(goal_id, history)
    kept = (size - 1) // snapshots.EVERY * snapshots.EVERY
    with event_store.connected(engine) as connection:
        for start in range(0, size, 100):
            event_store.append(connection, events[start : start + 100])
        if kept:
            last = events[kept - 1]
            mark = snapshots.Mark(
                goal_id, kept, last.recorded_at, last.clinic_id, last.client_id
            )
            snapshots.save(connection, GOAL.kind, mark, replay(history[:kept]))
    return goal_id


def _history(size: int) -> list[GoalEvent]:
    client_id, measure_id = uuid4(), uuid4()
    planned: list[GoalEvent] = [
        GoalCreated(client_id=client_id, own_words="Walk by the river"),
        MeasureDefined(
            measure_id=measure_id,
            kind=MeasureKind.PRACTICE,
            unit="min",
            baseline=0,
            target=Target(low=7),
            amount=30,
        ),
        GoalAgreed(party=Party.CLIENT),
        GoalAgreed(party=Party.CLINICIAN),
        GoalActivated(start_on=START),
    ]
    return planned + [
        ProgressRecorded(
            entry_id=uuid4(),
            occurred_on=START + timedelta(days=number // 10),
            measure_id=measure_id,
            value=3,
            note="Along the water and back, before the rain",
        )
        for number in range(size - len(planned))
    ]


def _stored(goal_id: UUID, history: list[GoalEvent]) -> list[event_store.NewEvent]:
    clinic_id, client_id = uuid4(), uuid4()
    events = []
    for version, fact in enumerate(history, 1):
        event_id, at = uuid7(), MOMENT + timedelta(seconds=version)
        body = CODEC.encode(
            fact,
            event_id=event_id,
            clinic_id=clinic_id,
            client_id=client_id,
            subject=f"goals/{goal_id}",
            version=version,
            recorded_at=at,
            actor=f"client:{client_id}",
        )
        events.append(
            event_store.NewEvent(
                event_id,
                clinic_id,
                client_id,
                goal_id,
                version,
                fact.type,
                at,
                body,
            )
        )
    return events
