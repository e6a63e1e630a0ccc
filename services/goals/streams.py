"""
Streams as people read them: a goal's history, and which goals a client has.

Loading a goal to decide on it is the event store's; nothing here is in a hurry.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.types.numeric import Int4, Int8

from services.goals.event_store import Connection, StoredEvent
from services.goals.snapshots import Mark

READ: Final = """
SELECT version, body FROM events
WHERE stream_id = %s AND version > %s ORDER BY version LIMIT %s
"""

NEWEST: Final = """
SELECT version, recorded_at, clinic_id, client_id FROM events
WHERE stream_id = %s ORDER BY version DESC LIMIT 1
"""

BEGUN: Final = """
SELECT ordinal, stream_id, recorded_at, body, (
    SELECT max(version) FROM events AS later WHERE later.stream_id = first.stream_id
)
FROM events AS first
WHERE client_id = %(client_id)s AND version = 1 AND ordinal > %(after)s
    AND stream_id <> client_id
    AND (%(clinic_id)s::uuid IS NULL OR clinic_id = %(clinic_id)s)
ORDER BY ordinal LIMIT %(limit)s
"""

LAST_VERSION: Final = 2**31 - 1


class Begun(NamedTuple):
    """A stream by its first event; ``ordinal`` is its place in a list."""

    ordinal: int
    stream_id: UUID
    recorded_at: datetime
    body: bytes
    version: int


def read(
    connection: Connection, stream_id: UUID, *, after: int = 0, limit: int | None = None
) -> list[StoredEvent]:
    """Return a stream's events in order, from the one after a version."""
    cursor = connection.cursor(binary=True)
    start = Int4(min(after, LAST_VERSION))
    return [
        StoredEvent(*row)
        for row in cursor.execute(READ, (stream_id, start, limit), prepare=True)
    ]


def newest(connection: Connection, stream_id: UUID) -> Mark | None:
    """Return where a stream stands, if there is one."""
    cursor = connection.cursor(binary=True)
    row = cursor.execute(NEWEST, (stream_id,), prepare=True).fetchone()
    return Mark(stream_id, *row) if row else None


def begun_for(
    connection: Connection,
    client_id: UUID,
    clinic_id: UUID | None,
    *,
    after: int,
    limit: int,
) -> list[Begun]:
    """Return a client's goals as they began, oldest first, of one clinic if named."""
    cursor = connection.cursor(binary=True)
    values = {
        "client_id": client_id,
        "clinic_id": clinic_id,
        "after": Int8(after),
        "limit": limit,
    }
    return [Begun(*row) for row in cursor.execute(BEGUN, values, prepare=True)]
