"""A projection is rebuilt beside the live one and replaces it in one transaction."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared import generations, parking
from shared.codec import Codec
from shared.rebuild import (
    CannotBeRebuilt,
    CopyIsStillRead,
    Rebuilder,
    RebuildIsRunning,
)
from shared.subscription import Subscription
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import replayed, tally, tally_with
from tests.support.tally_facts import TODAY, client

POISON = 13
A, B = "generation_a", "generation_b"


@dataclass
class Rebuilding:
    """A rebuilder with its queue of slices, worked off by hand."""

    consumer: Consumer
    subscription: Subscription
    codec: Codec = TODAY
    queue: deque[tuple[str, int]] = field(default_factory=deque)

    def rebuilder(self, **options: Any) -> Rebuilder:
        """Return a fresh rebuilder, as a newly started worker would have it."""
        return Rebuilder(
            engine=self.consumer.engine,
            feed=self.consumer.feed_app.client(),
            subscriptions=(self.subscription,),
            queue=lambda name, lane: self.queue.append((name, lane)),
            codec=self.codec,
            **({"grace_seconds": 0.0, "page_size": 10} | options),
        )

    def work_off(self, **options: Any) -> None:
        """Carry out slices until none is asked for."""
        while self.queue:
            self.rebuilder(**options).step(*self.queue.popleft())

    def live(self) -> str:
        with self.consumer.engine.connect() as connection:
            return generations.live(connection, self.subscription.name)


@pytest.fixture
def rebuilding(consumer: Consumer) -> Rebuilding:
    """Return a live projection of two hundred events, ready to be rebuilt."""
    subscription = tally(generations=True)
    consumer.log.count((number % 7, number) for number in range(200))
    consumer.publish()
    drain_all(consumer.listener(subscription), subscription)
    return Rebuilding(consumer, subscription)


def test_a_rebuilt_copy_equals_the_live_one_and_a_straight_replay(
    rebuilding: Rebuilding,
) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")

    rebuilding.work_off()

    assert rebuilding.live() == "b"
    assert consumer.rows(B) == consumer.rows(A) == replayed(consumer.log)


def test_the_live_copy_goes_on_hearing_during_a_rebuild(rebuilding: Rebuilding) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")
    rebuilding.rebuilder(slice_seconds=0.0).step(*rebuilding.queue.popleft())
    consumer.log.count([(1, 1000)])
    consumer.publish()

    drain_all(consumer.listener(rebuilding.subscription), rebuilding.subscription)

    assert rebuilding.live() == "a"
    assert consumer.rows(A) == replayed(consumer.log)
    rebuilding.work_off()
    assert consumer.rows(B) == replayed(consumer.log)


def test_after_the_switch_the_new_copy_hears_what_comes(rebuilding: Rebuilding) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")
    rebuilding.work_off()
    consumer.log.count([(1, 1000), (2, 2000)])
    consumer.publish()

    drain_all(consumer.listener(rebuilding.subscription), rebuilding.subscription)

    assert consumer.rows(B) == replayed(consumer.log)
    assert consumer.rows(A) != replayed(consumer.log)


def test_a_rebuild_goes_on_slice_by_slice(rebuilding: Rebuilding) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")

    rebuilding.work_off(slice_seconds=0.0)

    assert rebuilding.live() == "b"
    assert consumer.rows(B) == replayed(consumer.log)


def test_a_rebuild_whose_tasks_were_all_lost_is_taken_up_by_the_sweep(
    rebuilding: Rebuilding,
) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")
    rebuilding.rebuilder(slice_seconds=0.0).step(*rebuilding.queue.popleft())
    rebuilding.queue.clear()

    rebuilding.rebuilder().sweep()
    rebuilding.work_off()

    assert rebuilding.live() == "b"
    assert consumer.rows(B) == replayed(consumer.log)


def test_a_lane_that_someone_works_on_is_left_alone(rebuilding: Rebuilding) -> None:
    rebuilding.rebuilder().start("tally")
    rebuilding.consumer.look(
        "UPDATE checkpoints SET lease = gen_random_uuid(),"
        " leased_until = now() + interval '1 minute' WHERE generation = 'b'"
    )

    rebuilding.work_off()

    assert rebuilding.consumer.checkpoints(generation="b") == [0, 0]


def test_a_lease_that_ran_out_is_taken_over(rebuilding: Rebuilding) -> None:
    rebuilding.rebuilder().start("tally")
    rebuilding.consumer.look(
        "UPDATE checkpoints SET lease = gen_random_uuid(),"
        " leased_until = now() - interval '1 second' WHERE generation = 'b'"
    )

    rebuilding.work_off()

    assert rebuilding.live() == "b"


def test_a_cancelled_rebuild_stops_and_changes_nothing_that_is_read(
    rebuilding: Rebuilding,
) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")
    rebuilding.rebuilder(slice_seconds=0.0).step(*rebuilding.queue.popleft())

    rebuilding.rebuilder().cancel("tally")
    rebuilding.work_off()
    rebuilding.rebuilder().sweep()

    assert rebuilding.live() == "a"
    assert consumer.rows(A) == replayed(consumer.log)
    assert consumer.rows(B) == {}


def test_the_old_copy_is_emptied_once_nobody_reads_it(rebuilding: Rebuilding) -> None:
    consumer = rebuilding.consumer
    rebuilding.rebuilder().start("tally")
    rebuilding.work_off()

    rebuilding.rebuilder(grace_seconds=60.0).sweep()
    assert consumer.rows(A) == replayed(consumer.log)
    rebuilding.rebuilder().sweep()

    assert consumer.rows(A) == {}
    assert consumer.checkpoints(generation="a") == []
    assert consumer.rows(B) == replayed(consumer.log)


def test_a_projection_can_be_rebuilt_again_and_again(rebuilding: Rebuilding) -> None:
    consumer = rebuilding.consumer
    for live in ("b", "a", "b"):
        rebuilding.rebuilder().start("tally")
        rebuilding.work_off()

        assert rebuilding.live() == live
        assert consumer.rows(f"generation_{live}") == replayed(consumer.log)


def test_only_one_rebuild_runs_at_a_time(rebuilding: Rebuilding) -> None:
    rebuilding.rebuilder().start("tally")

    with pytest.raises(RebuildIsRunning):
        rebuilding.rebuilder().start("tally")


def test_a_copy_that_was_live_a_moment_ago_is_not_filled(
    rebuilding: Rebuilding,
) -> None:
    rebuilding.rebuilder().start("tally")
    rebuilding.work_off()

    with pytest.raises(CopyIsStillRead):
        rebuilding.rebuilder(grace_seconds=60.0).start("tally")


def test_only_a_projection_can_be_rebuilt(rebuilding: Rebuilding) -> None:
    with pytest.raises(CannotBeRebuilt):
        rebuilding.rebuilder().start("inbox")


def test_progress_says_how_far_and_how_fast(rebuilding: Rebuilding) -> None:
    rebuilding.rebuilder().start("tally")
    for _ in range(6):
        rebuilding.rebuilder(slice_seconds=0.0).step(*rebuilding.queue.popleft())

    half_way = rebuilding.rebuilder().progress("tally")
    rebuilding.work_off()
    done = rebuilding.rebuilder().progress("tally")

    assert half_way is not None
    assert (half_way.state, half_way.head) == ("running", 200)
    assert 0 < half_way.position < 200
    assert half_way.events_per_second > 0
    assert half_way.seconds_left
    assert done is not None
    assert (done.state, done.position, done.events) == ("switched", 200, 200)


def test_poison_parks_in_the_copy_that_is_filled_too(consumer: Consumer) -> None:
    subscription = tally(generations=True, poison={POISON})
    rebuilding = Rebuilding(consumer, subscription)
    consumer.log.count([(1, 1), (1, POISON), (1, 2), (2, 5)])
    consumer.publish()
    drain_all(consumer.listener(subscription), subscription)
    rebuilding.rebuilder().start("tally")

    rebuilding.work_off()

    parked = consumer.look("SELECT generation, client_id, position FROM parked")
    assert set(parked) == {("a", client(1), 2), ("b", client(1), 2)}
    assert consumer.rows(A) == consumer.rows(B)


def test_a_rebuild_honours_skips(consumer: Consumer) -> None:
    subscription = tally(generations=True, poison={POISON})
    rebuilding = Rebuilding(consumer, subscription)
    consumer.log.count([(1, 1), (1, POISON), (1, 2), (2, 5)])
    listener = consumer.listener(subscription)
    drain_all(listener, subscription)
    with consumer.engine.begin() as connection:
        parking.skip(connection, "tally", 2, who="ops:ada", why="a test")
    listener.retry("tally", client(1))
    rebuilding.rebuilder().start("tally")

    rebuilding.work_off()

    assert rebuilding.live() == "b"
    assert consumer.rows(B) == consumer.rows(A) == replayed(consumer.log, without={2})


def test_a_faster_fill_is_used_for_the_copy_nobody_reads(consumer: Consumer) -> None:
    heard: list[int] = []
    subscription = tally(generations=True, fill=tally_with(hook=heard.append))
    rebuilding = Rebuilding(consumer, subscription)
    consumer.log.count([(1, 1), (2, 2)])
    drain_all(consumer.listener(subscription), subscription)
    rebuilding.rebuilder().start("tally")

    rebuilding.work_off()

    assert sorted(heard) == [1, 2]


def test_after_recover_a_projection_waits_for_its_rebuilt_copy(
    rebuilding: Rebuilding,
) -> None:
    consumer = rebuilding.consumer
    del consumer.log.events[150:]
    consumer.redis.flushdb()
    listener = consumer.listener(rebuilding.subscription)
    drain_all(listener, rebuilding.subscription)
    recovered = listener.recover()

    assert {one.halted for one in listener.health()} == {"recovering"}
    assert {one.confirmed for one in recovered} == {0}
    rebuilding.rebuilder().start("tally")
    rebuilding.work_off()

    assert {one.halted for one in listener.health()} == {None}
    assert consumer.rows(B) == replayed(consumer.log)
