"""A subscription hears each event once, in order, from the bus or from the feed."""

import threading
import time

import pytest

from shared.bus import STREAM, Bus, Entry
from shared.checkpoints import LanesDiffer
from shared.feed import FeedUnavailable
from shared.listening import Listener
from tests.support.consumer import Consumer, drain_all
from tests.support.fact_log import KEY
from tests.support.tally import replayed, tally
from tests.support.tally_facts import EVERYTHING, CountedFinely, Remarked, client


def test_a_drain_applies_what_is_on_the_bus(consumer: Consumer) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count((number % 5, number) for number in range(50))
    consumer.publish()

    applied = drain_all(listener, subscription)

    assert applied == 50
    assert consumer.rows() == replayed(consumer.log)
    assert consumer.checkpoints() == [50, 50]


def test_ringing_the_same_task_twenty_times_changes_nothing(
    consumer: Consumer,
) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count((number % 5, number) for number in range(20))
    consumer.publish()

    for _ in range(20):
        drain_all(listener, subscription)

    assert consumer.rows() == replayed(consumer.log)


def test_an_empty_bus_is_made_up_for_by_the_feed(consumer: Consumer) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count((number % 5, number) for number in range(30))

    drain_all(listener, subscription)

    assert consumer.rows() == replayed(consumer.log)
    assert consumer.feed_app.reads > 0


def test_a_hole_in_the_stream_is_filled_from_the_feed(consumer: Consumer) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count((number % 5, number) for number in range(30))
    consumer.publish()
    consumer.redis.xdel(STREAM, "1-0", "11-0", "12-0")

    drain_all(listener, subscription)

    assert consumer.rows() == replayed(consumer.log)


def test_a_gap_that_the_feed_cannot_fill_now_is_left_for_later(
    consumer: Consumer,
) -> None:
    subscription = tally(lanes=1)
    listener = consumer.listener(subscription)
    consumer.log.count((number, number) for number in range(3))
    consumer.publish()
    consumer.redis.xdel(STREAM, "1-0")
    consumer.feed_app.away = True

    with pytest.raises(FeedUnavailable):
        listener.drain("tally", 0)
    consumer.feed_app.away = False
    listener.drain("tally", 0)

    assert consumer.rows() == replayed(consumer.log)


def test_unwanted_and_unknown_families_are_passed_over(consumer: Consumer) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count([(1, 1)])
    consumer.log.record(Remarked(), client(1))
    consumer.log.count([(1, 2)])
    consumer.publish()

    drain_all(listener, subscription)

    assert consumer.rows() == replayed(consumer.log)
    assert consumer.checkpoints() == [3, 3]


def test_an_unknown_version_halts_this_code_and_newer_code_goes_on(
    consumer: Consumer,
) -> None:
    subscription = tally(lanes=1)
    consumer.log.count([(1, 1)])
    consumer.log.record(CountedFinely(amount=5), client(1))
    consumer.publish()

    consumer.listener(subscription).drain("tally", 0)

    halted = "SELECT halted FROM checkpoints"
    assert consumer.checkpoints() == [1]
    assert consumer.look(halted) == [("unknown guidepost.tally.counted.v2",)]

    consumer.listener(subscription, codec=EVERYTHING).drain("tally", 0)

    assert consumer.checkpoints() == [2]
    assert consumer.look(halted) == [(None,)]
    assert consumer.rows()[client(1)][:2] == (6, 2)


def test_a_lane_that_is_held_is_left_alone_with_its_mark(consumer: Consumer) -> None:
    subscription = tally(lanes=1)
    listener = consumer.listener(subscription)
    consumer.log.count([(1, 1)])
    consumer.publish()
    consumer.bus.ring("tally", 0)
    with consumer.engine.begin() as holder:
        holder.exec_driver_sql("SELECT 1 FROM checkpoints FOR UPDATE")

        applied = listener.drain("tally", 0)

    assert applied == 0
    assert consumer.bus.marked("tally", 0)


def test_a_finished_drain_leaves_no_mark(consumer: Consumer) -> None:
    listener = consumer.listener(tally(lanes=1))
    consumer.bus.ring("tally", 0)

    listener.drain("tally", 0)

    assert not consumer.bus.marked("tally", 0)


def test_when_every_wake_up_is_lost_the_sweep_rings_for_all(
    consumer: Consumer,
) -> None:
    listener = consumer.listener(tally())
    consumer.log.count((number % 5, number) for number in range(10))
    consumer.publish()

    listener.sweep()
    for name, lane in consumer.bell.rung:
        listener.drain(name, lane)

    assert sorted(consumer.bell.rung) == [("tally", 0), ("tally", 1)]
    assert consumer.rows() == replayed(consumer.log)
    assert consumer.bus.registered()["tally"].lanes == 2


def test_each_commit_leaves_one_step_of_the_trail(consumer: Consumer) -> None:
    listener = consumer.listener(tally(lanes=1))
    for amount in (1, 2):
        consumer.log.count([(1, amount)] * 10)
        consumer.publish()
        listener.drain("tally", 0)

    trail = consumer.look("SELECT position, chain FROM trail ORDER BY position")

    assert trail == [
        (10, consumer.log.events[9].chain),
        (20, consumer.log.events[19].chain),
    ]


class LookingAMomentTooEarly(Bus):
    """A bus whose first look comes just before the event does."""

    looks = 0

    def read(self, after: int, count: int, block_ms: int | None = None) -> list[Entry]:
        self.looks += 1
        return [] if self.looks == 1 else super().read(after, count, block_ms)


def test_an_event_that_comes_between_two_looks_is_no_gap(consumer: Consumer) -> None:
    consumer.bus = LookingAMomentTooEarly(consumer.redis, KEY)
    listener = consumer.listener(tally(lanes=1))
    consumer.log.count([(1, 1)])
    consumer.publish()
    consumer.feed_app.away = True

    applied = listener.drain("tally", 0)

    assert applied == 1


def test_a_lane_that_lingers_hears_what_comes_meanwhile(consumer: Consumer) -> None:
    listener = consumer.listener(tally(lanes=1), linger=1.0)
    consumer.log.count([(1, 1)])
    later = threading.Timer(0.3, consumer.publish)
    consumer.feed_app.away = True
    later.start()

    applied = listener.drain("tally", 0)
    later.join()

    assert applied == 1


def test_a_lane_does_not_linger_while_others_wait_for_a_worker(
    consumer: Consumer,
) -> None:
    listener = consumer.listener(tally(lanes=1), linger=60.0)
    consumer.bell.waiting = True
    before = time.monotonic()

    listener.drain("tally", 0)

    assert time.monotonic() - before < 1.5


def test_a_lane_that_is_busy_for_long_rings_itself_and_makes_room(
    consumer: Consumer,
) -> None:
    listener = consumer.listener(tally(lanes=1), turn=0.0)
    consumer.log.count([(1, 1)])
    consumer.publish()

    listener.drain("tally", 0)

    assert consumer.bell.rung == [("tally", 0)]


def test_code_with_another_number_of_lanes_refuses_and_moves_nothing(
    consumer: Consumer,
) -> None:
    consumer.listener(tally(lanes=2))
    consumer.log.count((number, number) for number in range(9))
    consumer.publish()
    with pytest.raises(LanesDiffer):
        consumer.listener(tally(lanes=1))

    applied = consumer.listener(tally(lanes=2)).drain("tally", 0)
    others = Listener(
        engine=consumer.engine,
        bus=consumer.bus,
        feed=consumer.feed_app.client(),
        subscriptions=(tally(lanes=1),),
        doorbell=consumer.bell,
        codec=EVERYTHING,
    ).drain("tally", 1)

    assert (applied > 0, others) == (True, 0)
    assert consumer.checkpoints() == [9, 0]
