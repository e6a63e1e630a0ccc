"""
The PostgreSQL floors: one-row commits, a bare load, and a bare fold.

Written with psycopg alone: no framework, no envelope, no checks.
"""

import json
import random
import time
import uuid
from typing import Any, LiteralString

import psycopg

from bench.measuring import Step, median_ms, per_second

TABLES: LiteralString = """
CREATE TABLE raw_events (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_id   uuid NOT NULL,
  version     integer NOT NULL,
  type        text NOT NULL,
  body        jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (stream_id, version)
);
CREATE TABLE raw_goals (
  goal_id uuid PRIMARY KEY, version int NOT NULL, total numeric NOT NULL,
  n int NOT NULL, title text NOT NULL
);
CREATE TABLE raw_checkpoint (position bigint NOT NULL);
INSERT INTO raw_checkpoint VALUES (0);
"""
INSERT: LiteralString = (
    "INSERT INTO raw_events (stream_id, version, type, body)"
    " VALUES (%s, %s, %s, %s::jsonb)"
)
MERGE: LiteralString = (
    "INSERT INTO raw_goals AS g SELECT * FROM stage ON CONFLICT (goal_id) DO UPDATE"
    " SET version = excluded.version, total = g.total + excluded.total,"
    " n = g.n + excluded.n, title = excluded.title"
)
READ: LiteralString = (
    "SELECT position, stream_id, version, type, body FROM raw_events"
    " WHERE position > %s ORDER BY position LIMIT 500"
)


def body(number: int) -> str:
    """Return an event of about 500 bytes as JSON."""
    return json.dumps(
        {
            "goal_id": str(uuid.UUID(int=(number * 2654435761) % (1 << 128))),
            "title": f"Walk by the river, step {number:08d}",
            "amount": f"{(number % 9973) + 0.25:.2f}",
            "actor": {"id": str(uuid.UUID(int=number + 1)), "role": "client"},
            "note": "x" * 160,
            "tags": ["goal", "walking", "river"],
            "correlation_id": str(uuid.UUID(int=number + 2)),
            "due": "2027-01-31T00:00:00+00:00",
        },
        separators=(",", ":"),
    )


def set_up(url: str) -> None:
    """Create the floors' own tables."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)


def appends_per_second(url: str, connections: int, seconds: float) -> float:
    """Return one-row INSERTs a second, each its own commit."""
    opened = [psycopg.connect(url, autocommit=True) for _ in range(connections)]
    text = body(7)

    def appender(connection: psycopg.Connection[Any]) -> Step:
        cursor = connection.cursor()
        return lambda: cursor.execute(
            INSERT, (uuid.uuid4(), 1, "GoalProgressed", text), prepare=True
        )

    try:
        return per_second([appender(connection) for connection in opened], seconds)
    finally:
        for connection in opened:
            connection.close()


def load_ms(url: str, events: int, times: int) -> float:
    """Return the median milliseconds of selecting and decoding a stream."""
    stream = uuid.uuid4()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.cursor().executemany(
            INSERT,
            [(stream, n, "GoalProgressed", body(n)) for n in range(1, events + 1)],
        )
        select: LiteralString = (
            "SELECT version, type, body::text FROM raw_events"
            " WHERE stream_id = %s ORDER BY version"
        )

        def load() -> None:
            for _, _, text in connection.execute(select, (stream,), prepare=True):
                json.loads(text)

        return median_ms(load, times)


def fold_per_second(url: str, events: int, goals: int) -> float:
    """Return events a second of the hand-written fold: read, decode, fold, COPY."""
    with psycopg.connect(url, autocommit=True) as connection:
        _seed(connection, events, goals)
        connection.execute("CREATE TEMP TABLE stage (LIKE raw_goals)")
        position, folded, began = 0, 0, time.perf_counter()
        while True:
            with connection.transaction():
                rows = connection.execute(READ, (position,), prepare=True).fetchall()
                if not rows:
                    break
                position = rows[-1][0]
                _fold(connection, rows)
                connection.execute(
                    "UPDATE raw_checkpoint SET position = %s", (position,), prepare=True
                )
            folded += len(rows)
        return folded / (time.perf_counter() - began)


def _fold(connection: psycopg.Connection[Any], rows: list[Any]) -> None:
    state: dict[uuid.UUID, list[Any]] = {}
    for _, stream, version, _, event in rows:
        amount, title = float(event["amount"]), event["title"]
        row = state.get(stream)
        if row is None:
            state[stream] = [stream, version, amount, 1, title]
        else:
            row[1:] = [version, row[2] + amount, row[3] + 1, title]
    with connection.cursor() as cursor:
        with cursor.copy("COPY stage FROM STDIN") as copy:
            for row in state.values():
                copy.write_row(row)
        cursor.execute(MERGE, prepare=True)
        cursor.execute("TRUNCATE stage")


def _seed(connection: psycopg.Connection[Any], events: int, goals: int) -> None:
    connection.execute("TRUNCATE raw_events, raw_goals RESTART IDENTITY")
    chance = random.Random(1)  # noqa: S311 - the same events in every run
    ids = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(goals)]
    versions = [0] * goals
    bodies = [body(n) for n in range(1000)]
    with connection.cursor().copy(
        "COPY raw_events (stream_id, version, type, body) FROM STDIN"
    ) as copy:
        for number in range(events):
            goal = chance.randrange(goals)
            versions[goal] += 1
            copy.write_row(
                (ids[goal], versions[goal], "GoalProgressed", bodies[number % 1000])
            )
    connection.execute("VACUUM ANALYZE raw_events")
