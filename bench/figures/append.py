"""Appending through the store, as a share of raw single-row INSERT commits."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from bench.floors import postgres as floor
from bench.ground import Ground
from bench.measuring import Figure, Step, in_turns, per_second
from services.goals.event_store import NewEvent, append, connected
from shared.codec import CODEC
from shared.contracts.goals import ProgressRecorded
from shared.database import make_engine

CLINIC = UUID(int=1)
MOMENT = datetime(2025, 1, 6, 20, tzinfo=UTC)
FACT = ProgressRecorded(
    entry_id=UUID(int=2),
    occurred_on=MOMENT.date(),
    measure_id=UUID(int=3),
    value=10,
    note="On the train, before the first meeting of the day",
)


def figures(ground: Ground, rounds: int, seconds: float) -> list[Figure]:
    """Return the figures at one connection and at eight and sixteen."""
    return [
        _figure(ground, rounds, seconds, connections=1, aim=0.75),
        _figure(ground, rounds, seconds, connections=8, aim=0.85),
        _figure(ground, rounds, seconds, connections=16, aim=0.85),
    ]


def _figure(
    ground: Ground, rounds: int, seconds: float, *, connections: int, aim: float
) -> Figure:
    engine = make_engine(
        ground.url("goals", "api"), pool_size=connections, application_name="bench"
    )
    try:
        ratio, raw, ours = in_turns(
            lambda: floor.appends_per_second(ground.postgres_url, connections, seconds),
            lambda: per_second([_appender(engine)] * connections, seconds),
            rounds,
        )
    finally:
        engine.dispose()
    return Figure(
        name=f"append through the store, {connections} connection(s)",
        floor="raw single-row INSERT commits",
        detail=f"{ours:,.0f}/s of {raw:,.0f}/s",
        ratio=ratio,
        must=0.6,
        aim=aim,
    )


def _appender(engine: sa.Engine) -> Step:
    def step() -> None:
        event_id, client_id, goal_id = uuid7(), uuid4(), uuid4()
        body = CODEC.encode(
            FACT,
            event_id=event_id,
            clinic_id=CLINIC,
            client_id=client_id,
            subject=f"goals/{goal_id}",
            version=1,
            recorded_at=MOMENT,
            actor="clinician:01944a5e-0000-7000-8000-000000000001",
        )
        event = NewEvent(
            event_id, CLINIC, client_id, goal_id, 1, FACT.type, MOMENT, body
        )
        with connected(engine) as connection:
            append(connection, [event])

    return step
