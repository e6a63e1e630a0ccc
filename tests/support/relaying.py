"""What the relay's tests need: committed events, and log and bus side by side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from redis import Redis

from services.goals import log
from services.goals.event_store import NewEvent, append
from services.goals.log import Connection
from services.goals.publishing import Publisher
from services.goals.sequencing import connect, sequence
from shared.bus import STREAM, Bus, Entry, Head
from shared.chain import GENESIS, digest, link
from shared.contracts.goals import ProgressRecorded
from tests.support.new_events import stored
from tests.support.servers import Urls

BUS_KEY = bytes(range(32))
CLINIC = UUID(int=1)
MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stand:
    """One goals database and one bus, and a connection that only reads."""

    urls: Urls
    redis: Redis
    redis_url: str
    reader: Connection
    bus: Bus

    @property
    def newest(self) -> int:
        """The newest position on the bus."""
        head = self.bus.head()
        return head.position if head else 0

    def as_relay(self) -> Connection:
        """Connect as a relay would."""
        return connect(self.urls.relay, "test")

    def assert_sound(self, expected: int) -> None:
        """Check that log and bus are what they should be after so many events."""
        assert_one_order(self.reader, self.urls.admin, expected)
        assert_bus_is_end_of_log(self.reader, self.bus, self.redis)


@contextmanager
def stand_on(urls: Urls, redis: Redis, redis_url: str) -> Iterator[Stand]:
    """Connect to a goals database and a bus."""
    with psycopg.connect(urls.relay, autocommit=True) as reader:
        yield Stand(urls, redis, redis_url, reader, Bus(redis, BUS_KEY))


def event(stream_id: UUID, version: int, client_id: UUID | None = None) -> NewEvent:
    """Return one entry of progress, ready to append."""
    fact = ProgressRecorded(
        entry_id=uuid4(), measure_id=stream_id, occurred_on=MONDAY, value=1
    )
    return stored(
        fact,
        stream_id,
        version,
        clinic_id=CLINIC,
        client_id=client_id or stream_id,
        recorded_at=MORNING,
    )


def commit_events(url: str, count: int, *, stream_id: UUID | None = None) -> UUID:
    """Commit so many events of a new stream, one transaction each; return its id."""
    stream_id = stream_id or uuid4()
    with psycopg.connect(url, autocommit=True) as connection:
        for version in range(1, count + 1):
            append(connection, [event(stream_id, version)])
    return stream_id


def commit_many(url: str, count: int) -> None:
    """Commit so many events, each of a stream of its own, a hundred at a time."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(0, count, 100):
            append(connection, [event(uuid4(), 1) for _ in range(100)])


def relay_all(connection: Connection, publisher: Publisher) -> None:
    """Sequence and publish until nothing waits, as a relay would."""
    while sequence(connection, 100):
        pass
    while publisher.publish(connection):
        pass


def whole_log(connection: Connection) -> list[tuple[int, bytes, bytes]]:
    """Return the log's positions, bodies and chains, having checked every link."""
    events = log.read(connection, 0, 1_000_000)
    chain = GENESIS
    for position, found in enumerate(events, start=1):
        chain = link(chain, position, digest(found.body))
        assert (found.position, found.chain) == (position, chain)
    return [(found.position, found.body, found.chain) for found in events]


def whole_bus(bus: Bus, redis: Any) -> list[tuple[int, bytes, bytes]]:
    """Return what the stream holds, having checked that all of it is genuine."""
    oldest = redis.xrange(STREAM, count=1)
    if not oldest:
        return []
    first = int(oldest[0][0].split(b"-")[0])
    entries: Sequence[Entry] = bus.read(first - 1, 1_000_000)
    assert len(entries) == redis.xlen(STREAM)
    return [(entry.position, entry.body, entry.chain) for entry in entries]


def assert_one_order(connection: Connection, url: str, expected: int) -> None:
    """Check that every committed event has exactly one place, in its stream's order."""
    assert len(whole_log(connection)) == expected
    with psycopg.connect(url) as admin:
        rows = admin.execute(
            "SELECT stream_id, version FROM log JOIN events USING (ordinal)"
            " ORDER BY position"
        ).fetchall()
        [missing] = admin.execute(
            "SELECT count(*) FROM events LEFT JOIN log USING (ordinal)"
            " WHERE position IS NULL"
        ).fetchone() or (None,)
    seen: dict[UUID, int] = {}
    for stream_id, version in rows:
        assert version == seen.get(stream_id, 0) + 1
        seen[stream_id] = version
    assert missing == 0


def assert_bus_is_end_of_log(connection: Connection, bus: Bus, redis: Any) -> None:
    """Check that the stream equals the newest part of the log, byte for byte."""
    written, published = whole_log(connection), whole_bus(bus, redis)
    assert published == written[-len(published) :]
    assert bus.head() == Head(written[-1][0], written[-1][2])
