"""
The event store: append to a stream, and load one to decide on it.

Appending is one statement, so one round trip and one commit: the events, in the order
of their versions, their ordinals into ``pending`` for the relay, and the answer under
the request's key. No lock is taken and no position assigned; two writers of one stream
meet in its unique (stream_id, version). Loading is one round trip as well.

Both run on the psycopg connection under SQLAlchemy, in autocommit, prepared: through
``text()`` the same statement reaches half as many commits a second.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple
from uuid import UUID

import psycopg
import sqlalchemy as sa
from psycopg.pq.abc import PGresult

from services.goals.idempotency import Answer, RequestKey, require_same
from services.goals.prepared import (
    Prepared,
    Value,
    as_int,
    as_moment,
    int4,
    int8,
    moment,
)
from services.goals.snapshots import Mark
from shared.chain import lane_key

Connection = psycopg.Connection[Any]


class StreamChanged(Exception):
    """Others are changing this goal at the same moment; send the request again."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about to be appended; ``body`` is what it is, the rest are copies."""

    id: UUID
    clinic_id: UUID
    client_id: UUID | None
    stream_id: UUID
    version: int
    type: str
    recorded_at: datetime
    body: bytes


class StoredEvent(NamedTuple):
    """An event of one stream."""

    version: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    A stream as the store knows it, and the answer if the request had one already.

    ``events`` are those after ``snapshot``, whose body holds the state up to there;
    ``mark`` is where the last of them stands, ``first`` the first of the events.
    """

    mark: Mark | None
    snapshot: StoredEvent | None
    events: Sequence[StoredEvent]
    answer: Answer | None = None
    first: Mark | None = None


@contextmanager
def connected(engine: sa.Engine) -> Iterator[Connection]:
    """Lend a psycopg connection of the pool, in autocommit."""
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        if not isinstance(connection, psycopg.Connection):
            raise TypeError("The event store needs psycopg under SQLAlchemy.")
        if not connection.autocommit:
            connection.autocommit = True
        try:
            yield connection
        finally:
            if connection.broken:
                pooled.invalidate()
    finally:
        pooled.close()


def append(
    connection: Connection,
    events: Sequence[NewEvent],
    answer: Answer | None = None,
    key: RequestKey | None = None,
) -> None:
    """
    Add events to their stream, and the answer under its key; all of it or nothing.

    :raises StreamChanged: if a version is taken by now, or the key has an answer.
    """
    values: list[Value] = []
    for event in events:
        client_id = event.client_id
        values += (
            event.id.bytes,
            event.clinic_id.bytes,
            client_id.bytes if client_id else None,
            int8(lane_key(client_id)),
            event.stream_id.bytes,
            int4(event.version),
            event.type.encode(),
            moment(event.recorded_at),
            event.body,
        )
    answered = key is not None and answer is not None
    if key is not None and answer is not None:
        values += (key.principal.encode(), key.key.encode(), key.body_hash)
        values += (int4(answer.status), answer.stream_id.bytes)
        values += (int4(answer.version), answer.body)
    if not values:
        return
    try:
        _append(len(events), with_answer=answered).run(connection, values)
    except psycopg.errors.UniqueViolation:
        # The error quotes the values of the key; ours says no more than that.
        raise StreamChanged from None


def load(
    connection: Connection,
    stream_id: UUID,
    state: str = "",
    key: RequestKey | None = None,
    since: int = 1,
) -> Loaded:
    """
    Return a stream from its newest snapshot of a kind, or the answer already given.

    :param since: the version to start from when there is no snapshot.

    :raises KeyWasUsedOtherwise: if the key was used with another body.
    """
    named = (key.principal.encode(), key.key.encode()) if key else (None, None)
    stream = stream_id.bytes
    result = LOAD.run(connection, (*named, stream, state.encode(), int4(since)))
    snapshot = answer = first = None
    events: list[StoredEvent] = []
    value = result.get_value
    last = result.ntuples - 1
    for row in range(last + 1):
        part, version = as_int(value(row, 0) or b""), as_int(value(row, 1) or b"")
        body = value(row, 5) or b""
        if part == EVENT:
            first = first or _mark(stream_id, result, row)
            events.append(StoredEvent(version, body))
        elif part == SNAPSHOT:
            snapshot = StoredEvent(version, body)
        elif key:
            require_same(key, value(row, 6) or b"")
            status = as_int(value(row, 7) or b"")
            kept_for = UUID(bytes=value(row, 3))
            answer = Answer(status, kept_for, version, body)
    mark = _mark(stream_id, result, last) if snapshot or events else None
    return Loaded(mark, snapshot, events, answer, first)


def _mark(stream_id: UUID, result: PGresult, row: int) -> Mark:
    version, recorded_at, clinic_id, client_id = (
        result.get_value(row, column) for column in range(1, 5)
    )
    return Mark(
        stream_id,
        as_int(version or b""),
        as_moment(recorded_at or b""),
        UUID(bytes=clinic_id),
        UUID(bytes=client_id) if client_id else None,
    )


ANSWER, SNAPSHOT, EVENT = 0, 1, 2

# The snapshot's body is read where it is answered: a common table or a sort would
# copy it, and it may be large. The parts come in the order in which they stand here.
LOAD: Final = Prepared(
    b"load",
    b"""
SELECT 0::int2 AS part, version, created_at, stream_id, NULL::uuid, answer, body_hash,
    status
FROM idempotency WHERE principal = $1::text AND key = $2::text
UNION ALL
SELECT 1::int2, version, recorded_at, clinic_id, client_id, body, NULL, NULL
FROM snapshots WHERE stream_id = $3::uuid AND state = $4::text
UNION ALL
(SELECT 2::int2, version, recorded_at, clinic_id, client_id, body, NULL, NULL
FROM events
WHERE stream_id = $3::uuid AND version > COALESCE(
    (SELECT version FROM snapshots WHERE stream_id = $3::uuid AND state = $4::text),
    $5::int4 - 1)
ORDER BY version)
""",
)

EVENT_TYPES = (
    *("uuid", "uuid", "uuid", "int8", "uuid"),
    *("int4", "text", "timestamptz", "bytea"),
)
ANSWER_TYPES = ["text", "text", "bytea", "int4", "uuid", "int4", "bytea"]

INSERT_EVENTS = """
INSERT INTO events
    (id, clinic_id, client_id, lane_key, stream_id, version, type, recorded_at, body)
VALUES {rows} RETURNING ordinal
"""
INSERT_PENDING = "INSERT INTO pending (ordinal) SELECT ordinal FROM appended"
INSERT_ANSWER = """
INSERT INTO idempotency
    (principal, key, body_hash, status, stream_id, version, answer)
VALUES {rows}
"""


@cache
def _append(events: int, *, with_answer: bool) -> Prepared:
    """Return the one statement for so many events."""
    numbers = count(1)
    rows = [_row(EVENT_TYPES, numbers) for _ in range(events)]
    parts = []
    if events:
        parts.append(INSERT_EVENTS.format(rows=", ".join(rows)))
        parts.append(INSERT_PENDING)
    if with_answer:
        parts.append(INSERT_ANSWER.format(rows=_row(ANSWER_TYPES, numbers)))
    names = ("appended", "waiting")
    before = [
        f"{name} AS ({part})" for name, part in zip(names, parts[:-1], strict=False)
    ]
    statement = f"WITH {', '.join(before)} {parts[-1]}" if before else parts[-1]
    suffix = "_answered" if with_answer else ""
    return Prepared(f"append_{events}{suffix}".encode(), statement.encode())


def _row(types: Sequence[str], numbers: Iterator[int]) -> str:
    """Return one row of VALUES: numbered parameters of these types."""
    return f"({', '.join(f'${next(numbers)}::{kind}' for kind in types)})"
