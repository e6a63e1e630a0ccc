"""A long history, written straight into the store: what the relay finds waiting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from bench.ground import Ground
from shared.chain import lane_key
from shared.codec import CODEC
from shared.contracts.goals import (
    GoalActivated,
    GoalCreated,
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    ProgressRecorded,
    Target,
)

CLINIC = UUID(int=1)
START = date(2025, 1, 6)
MOMENT = datetime(2025, 1, 6, 20, tzinfo=UTC)
INTO_EVENTS = (
    "COPY events (id, clinic_id, client_id, lane_key, stream_id, version, type,"
    " recorded_at, body) FROM STDIN"
)


def write(ground: Ground, events: int, *, goals: int, first: int = 0) -> None:
    """Commit so many events of so many goals, all of them waiting for the relay."""
    with psycopg.connect(_admin(ground), autocommit=True) as connection:
        [before] = connection.execute(
            "SELECT COALESCE(max(ordinal), 0) FROM events"
        ).fetchone() or (0,)
        with connection.transaction():
            with connection.cursor().copy(INTO_EVENTS) as copy:
                for row in _rows(events, goals, first):
                    copy.write_row(row)
            connection.execute(
                "INSERT INTO pending SELECT ordinal FROM events WHERE ordinal > %s",
                (before,),
            )
        connection.execute("VACUUM ANALYZE events, pending")


def _rows(events: int, goals: int, first: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows, one event of each goal in turn."""
    ids = [(uuid7(), uuid7(), uuid7()) for _ in range(goals)]
    for number in range(events):
        goal_id, client_id, measure_id = ids[number % goals]
        version = number // goals + 1
        fact = _fact(version, client_id, measure_id)
        event_id, at = uuid7(), MOMENT + timedelta(milliseconds=first + number)
        body = CODEC.encode(
            fact,
            event_id=event_id,
            clinic_id=CLINIC,
            client_id=client_id,
            subject=f"goals/{goal_id}",
            version=version,
            recorded_at=at,
            actor=f"client:{client_id}",
        )
        key = lane_key(client_id)
        yield (
            event_id,
            CLINIC,
            client_id,
            key,
            goal_id,
            version,
            fact.type,
            at,
            body,
        )


def _fact(version: int, client_id: UUID, measure_id: UUID) -> GoalEvent:
    match version:
        case 1:
            return GoalCreated(client_id=client_id, own_words="Walk by the river")
        case 2:
            return MeasureDefined(
                measure_id=measure_id,
                kind=MeasureKind.COUNT,
                unit="walks",
                baseline=0,
                target=Target(low=1_000_000),
            )
        case 3:
            return GoalActivated(start_on=START)
        case _:
            return ProgressRecorded(
                entry_id=uuid7(),
                occurred_on=START + timedelta(days=version // 2),
                measure_id=measure_id,
                value=1,
                note="Along the water and back, before the rain",
            )


def _admin(ground: Ground) -> str:
    """Return the superuser's URL of the goals database."""
    server, _, _ = ground.postgres_url.rpartition("/")
    return f"{server}/goals"
