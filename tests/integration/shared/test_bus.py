"""The bus and its bell, on a real Redis."""

from itertools import pairwise
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from redis import Redis

from shared.bell import MARK_MS, SUBSCRIPTIONS, Registration
from shared.bus import NO_STREAM, STREAM, Bus, Entry, Head, Sequenced
from shared.chain import GENESIS, digest, link
from shared.contracts.goals import ProgressRecorded
from tests.support.relaying import event

BUS_KEY = bytes(range(32))
CLIENT = UUID(int=7)


@pytest.fixture
def bus(redis: Redis) -> Bus:
    return Bus(redis, BUS_KEY)


def some(count: int) -> list[Sequenced]:
    """Return the first events of a log."""
    chain = GENESIS
    events = []
    for position in range(1, count + 1):
        new = event(CLIENT, position)
        chain = link(chain, position, digest(new.body))
        events.append(Sequenced(position, 0, digest(new.body), chain, new.body))
    return events


def head_of(events: list[Sequenced]) -> Head:
    return Head(events[-1].position, events[-1].chain)


def test_what_is_appended_is_read_byte_for_byte(bus: Bus) -> None:
    events = some(3)

    assert bus.append(NO_STREAM, events, kept=10) is None

    assert bus.read(0, 10) == [
        Entry(
            sent.position,
            CLIENT,
            ProgressRecorded.type,
            sent.digest,
            sent.chain,
            sent.body,
        )
        for sent in events
    ]
    assert bus.read(2, 10)[0].position == 3
    assert bus.head() == head_of(events)


def test_appending_behind_another_tail_changes_nothing_and_tells_the_tail(
    bus: Bus, redis: Redis
) -> None:
    events = some(4)
    bus.append(NO_STREAM, events[:2], kept=10)

    tail = bus.append(NO_STREAM, events[2:], kept=10)

    assert tail == bus.tail() == bus.ending_in(head_of(events[:2]))
    assert redis.xlen(STREAM) == 2


def test_appending_goes_on_behind_the_tail_that_it_left(bus: Bus) -> None:
    events = some(4)
    for first, last in pairwise(range(5)):
        tail = bus.ending_in(head_of(events[:first])) if first else NO_STREAM
        assert bus.append(tail, events[first:last], kept=10) is None

    assert [entry.position for entry in bus.read(0, 10)] == [1, 2, 3, 4]


def test_a_large_batch_is_one_append(bus: Bus, redis: Redis) -> None:
    bus.append(NO_STREAM, some(2_000), kept=5_000)

    assert redis.xlen(STREAM) == 2_000
    assert len(bus.read(0, 5_000)) == 2_000


def test_reading_stops_in_front_of_a_hole(bus: Bus, redis: Redis) -> None:
    bus.append(NO_STREAM, some(5), kept=10)
    redis.xdel(STREAM, "3-0")

    assert [entry.position for entry in bus.read(0, 10)] == [1, 2]
    assert bus.read(2, 10) == []


def test_reading_before_the_oldest_entry_finds_nothing(bus: Bus, redis: Redis) -> None:
    bus.append(NO_STREAM, some(5), kept=10)
    redis.xtrim(STREAM, maxlen=2, approximate=False)

    assert bus.read(0, 10) == []
    assert [entry.position for entry in bus.read(3, 10)] == [4, 5]


@pytest.mark.parametrize("field", ["body", "proof"])
def test_an_entry_with_one_altered_field_is_not_read(
    bus: Bus, redis: Redis, field: str
) -> None:
    events = some(2)
    bus.append(NO_STREAM, events, kept=10)
    entries: Any = redis.xrange(STREAM, min="2-0")
    [(_, fields)] = entries
    redis.delete(STREAM)
    bus.append(NO_STREAM, events[:1], kept=10)
    fields[field.encode()] += b" "
    redis.xadd(STREAM, fields, id="2-0")

    assert [entry.position for entry in bus.read(0, 10)] == [1]


def test_another_key_reads_nothing(bus: Bus, redis: Redis) -> None:
    bus.append(NO_STREAM, some(2), kept=10)

    assert Bus(redis, bytes(32)).read(0, 10) == []
    assert Bus(redis, bytes(32)).head() is None


def test_waiting_for_an_entry_ends_when_it_comes(bus: Bus, redis: Redis) -> None:
    found: list[Entry] = []
    waiting = Thread(target=lambda: found.extend(bus.read(0, 10, block_ms=5_000)))
    waiting.start()

    Bus(redis, BUS_KEY).append(NO_STREAM, some(1), kept=10)

    waiting.join(timeout=5)
    assert [entry.position for entry in found] == [1]


def test_a_tail_is_discarded_only_while_it_is_the_tail(bus: Bus, redis: Redis) -> None:
    redis.xadd(STREAM, {"anything": "at all"})
    bad = bus.tail()
    redis.delete(STREAM)
    bus.append(NO_STREAM, some(1), kept=10)

    assert bus.discard(bad) is False
    assert redis.xlen(STREAM) == 1
    assert bus.discard(bus.tail()) is True
    assert bus.tail() == NO_STREAM


def test_a_lane_is_rung_once_until_its_mark_is_cleared(bus: Bus, redis: Redis) -> None:
    assert bus.ring("inbox", 1) is True
    assert bus.ring("inbox", 1) is False
    assert bus.ring_all([("inbox", 1), ("inbox", 2)]) == [("inbox", 2)]
    assert 0 < redis.pttl("guidepost:ring:inbox:1") <= MARK_MS

    bus.clear_mark("inbox", 1)

    assert not bus.marked("inbox", 1)
    assert bus.ring("inbox", 1) is True


def test_who_registered_is_known_and_garbage_is_passed_over(
    bus: Bus, redis: Redis
) -> None:
    bus.register("inbox", 4, "notifications.drain", "notifications.drain")
    redis.hset(SUBSCRIPTIONS, "forged", "{")
    redis.hset(SUBSCRIPTIONS, "huge", '{"lanes":1000000,"task":"t","queue":"q"}')

    assert bus.registered() == {
        "inbox": Registration(4, "notifications.drain", "notifications.drain")
    }


def test_many_hints_are_one(bus: Bus) -> None:
    bus.hint()
    bus.hint()

    assert bus.wait_for_hint(0.01) is True
    assert bus.wait_for_hint(0.01) is False
