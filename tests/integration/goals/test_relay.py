"""Sequencing and publishing, step by step, on real servers."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from redis import Redis

from services.goals import log
from services.goals.event_store import append
from services.goals.log import Connection
from services.goals.publishing import HistoryForked, Publisher
from services.goals.sequencing import EventIsMissing, connect, sequence, waiting
from shared.bus import STREAM, Bus
from shared.chain import lane_key
from tests.support.relaying import (
    BUS_KEY,
    assert_bus_is_end_of_log,
    assert_one_order,
    commit_events,
    commit_many,
    event,
    relay_all,
    whole_bus,
)
from tests.support.servers import Urls

KEPT = 1_000


@pytest.fixture
def relay(goals_db: Urls) -> Iterator[Connection]:
    with connect(goals_db.relay, "test") as connection:
        yield connection


@pytest.fixture
def bus(redis: Redis) -> Bus:
    return Bus(redis, BUS_KEY)


@pytest.fixture
def publisher(bus: Bus) -> Publisher:
    return Publisher(bus, kept=KEPT)


def test_committed_events_get_dense_positions_in_the_order_of_their_stream(
    goals_db: Urls, relay: Connection
) -> None:
    stream_id = commit_events(goals_db.api, 3)

    moved = sequence(relay, 10)

    assert [found.position for found in moved] == [1, 2, 3]
    assert {found.lane_key for found in moved} == {lane_key(stream_id)}
    assert waiting(relay) == 0
    assert_one_order(relay, goals_db.admin, 3)


def test_a_move_takes_no_more_than_it_may_and_the_next_goes_on(
    goals_db: Urls, relay: Connection
) -> None:
    commit_events(goals_db.api, 5)

    moves = [len(sequence(relay, 2)) for _ in range(4)]

    assert moves == [2, 2, 1, 0]
    assert_one_order(relay, goals_db.admin, 5)


def test_what_another_client_has_not_committed_is_not_there_yet(
    goals_db: Urls, relay: Connection
) -> None:
    with psycopg.connect(goals_db.api, autocommit=True) as slow:
        append(slow, [event(uuid4(), 1)])
        with slow.transaction():
            append(slow, [event(uuid4(), 1)])
            commit_events(goals_db.api, 2)
            assert len(sequence(relay, 10)) == 3

    assert [found.position for found in sequence(relay, 10)] == [4]
    assert_one_order(relay, goals_db.admin, 4)


def test_what_waits_without_an_event_stops_the_move_and_changes_nothing(
    goals_db: Urls, relay: Connection
) -> None:
    commit_events(goals_db.api, 1)
    with psycopg.connect(goals_db.admin) as admin:
        admin.execute("INSERT INTO pending VALUES (99)")

    with pytest.raises(EventIsMissing):
        sequence(relay, 10)

    assert waiting(relay) == 2
    assert log.head(relay) == log.BEGINNING


def test_events_are_published_byte_for_byte(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis, publisher: Publisher
) -> None:
    commit_events(goals_db.api, 3)

    fresh = sequence(relay, 10)
    published = publisher.publish(relay, fresh)

    assert list(published) == fresh
    assert_bus_is_end_of_log(relay, bus, redis)


def test_two_publishers_make_one_stream(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis, publisher: Publisher
) -> None:
    other = Publisher(bus, kept=KEPT)

    for _ in range(3):
        commit_events(goals_db.api, 2)
        relay_all(relay, publisher)
        commit_events(goals_db.api, 2)
        relay_all(relay, other)

    assert redis.xlen(STREAM) == 12
    assert_bus_is_end_of_log(relay, bus, redis)


def test_the_stream_keeps_about_the_configured_number(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis
) -> None:
    commit_many(goals_db.api, 1_000)

    relay_all(relay, Publisher(bus, kept=100))

    assert 100 <= redis.xlen(STREAM) < 300
    assert_bus_is_end_of_log(relay, bus, redis)


def test_an_empty_redis_gets_the_newest_part_of_the_log(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis, publisher: Publisher
) -> None:
    commit_many(goals_db.api, 500)
    relay_all(relay, publisher)
    redis.flushdb()

    relay_all(relay, Publisher(bus, kept=100))

    assert [position for position, _, _ in whole_bus(bus, redis)] == [*range(401, 501)]
    assert_bus_is_end_of_log(relay, bus, redis)


def test_a_warm_publisher_notices_that_redis_was_wiped(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis, publisher: Publisher
) -> None:
    commit_events(goals_db.api, 3)
    relay_all(relay, publisher)
    redis.flushdb()

    commit_events(goals_db.api, 1)
    relay_all(relay, publisher)

    assert len(whole_bus(bus, redis)) == 4
    assert_bus_is_end_of_log(relay, bus, redis)


def test_a_bus_ahead_of_the_log_stops_publishing(
    goals_db: Urls, relay: Connection, bus: Bus, redis: Redis, publisher: Publisher
) -> None:
    commit_events(goals_db.api, 3)
    relay_all(relay, publisher)
    with psycopg.connect(goals_db.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM log WHERE position = 3")

    with pytest.raises(HistoryForked):
        Publisher(bus, kept=KEPT).look(relay)

    assert redis.xlen(STREAM) == 3
