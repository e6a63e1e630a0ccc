"""Law 4: a projection's rows and its checkpoint change together, or not at all."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from shared.envelope import Recorded
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import CannotBeCounted, replayed, tally, tally_with


def killed_at(consumer: Consumer, redis_url: str, lane: int, position: int) -> int:
    """Drain in another process that is killed once a position is written."""
    done = subprocess.run(  # noqa: S603 - our own module
        [
            *(sys.executable, "-m", "tests.support.dying_drain"),
            *(consumer.urls.worker, redis_url, str(lane), str(position)),
        ],
        check=False,
        timeout=60,
    )
    return done.returncode


def test_a_drain_killed_half_way_through_a_batch_has_done_nothing_of_it(
    consumer: Consumer, redis_url: str
) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    consumer.log.count((number % 7, number) for number in range(100))
    consumer.publish()
    drain_all(listener, subscription)
    before = consumer.rows()
    consumer.log.count((number % 7, number) for number in range(100))
    consumer.publish()

    ends = [killed_at(consumer, redis_url, lane, 120) for lane in range(2)]

    assert ends == [-signal.SIGKILL] * 2
    assert consumer.rows() == before
    assert consumer.checkpoints() == [100, 100]
    drain_all(consumer.listener(subscription), subscription)
    assert consumer.rows() == replayed(consumer.log)


def test_rows_of_a_batch_that_fails_are_taken_back(consumer: Consumer) -> None:
    count = tally_with()

    def fail_after_writing(
        connection: sa.Connection, events: Sequence[Recorded[Any]]
    ) -> None:
        count(connection, events)
        raise CannotBeCounted

    subscription = tally(handle=fail_after_writing, lanes=1)
    consumer.log.count([(1, 1), (2, 2)])
    consumer.publish()

    consumer.listener(subscription).drain("tally", 0)

    assert consumer.rows() == {}
    assert consumer.checkpoints() == [0]


@pytest.mark.parametrize("lanes", [1, 3, 8])
def test_whatever_the_number_of_lanes_each_event_takes_effect_once(
    consumer: Consumer, lanes: int
) -> None:
    subscription = tally(lanes=lanes)
    listener = consumer.listener(subscription)
    consumer.log.count((number % 11, number) for number in range(120))
    consumer.publish()

    for _ in range(2):
        drain_all(listener, subscription)

    assert consumer.rows() == replayed(consumer.log)
    assert consumer.checkpoints() == [120] * lanes
