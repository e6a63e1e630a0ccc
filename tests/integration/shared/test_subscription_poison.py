"""An event that cannot be applied holds up its client and nobody else."""

import psycopg
import pytest
import sqlalchemy as sa

from shared import parking
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import replayed, tally, tally_with
from tests.support.tally_facts import ClientErased, client, lane

POISON = 13


def poisoned(consumer: Consumer) -> int:
    """Record five clients' amounts, one of them poison; return its position."""
    consumer.log.count([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)])
    consumer.log.count([(1, 10), (1, POISON), (1, 20), (2, 7)])
    consumer.publish()
    return 7


def waiting(consumer: Consumer) -> list[tuple[object, ...]]:
    return consumer.look("SELECT client_id, position, error FROM parked")


def test_the_poisoned_client_waits_and_the_others_go_on(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    position = poisoned(consumer)

    drain_all(consumer.listener(subscription), subscription)

    assert waiting(consumer) == [(client(1), position, "CannotBeCounted")]
    rows = consumer.rows()
    assert rows[client(1)][:2] == (11, 2)
    assert rows[client(2)] == replayed(consumer.log)[client(2)]
    assert consumer.checkpoints() == [9, 9]


def test_a_parked_clients_later_events_wait(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    poisoned(consumer)
    listener = consumer.listener(subscription)
    drain_all(listener, subscription)
    consumer.log.count([(1, 100), (2, 100)])
    consumer.publish()

    drain_all(listener, subscription)

    assert consumer.rows()[client(1)][0] == 11
    assert consumer.rows()[client(2)][0] == 109


def test_a_retry_applies_what_waited_in_order(consumer: Consumer) -> None:
    poisoned(consumer)
    sick = tally(poison={POISON})
    drain_all(consumer.listener(sick), sick)

    applied = consumer.listener(tally()).retry("tally", client(1))

    assert applied == 2
    assert consumer.rows() == replayed(consumer.log)
    assert waiting(consumer) == []


def test_a_client_goes_on_after_its_retry(consumer: Consumer) -> None:
    poisoned(consumer)
    sick = tally(poison={POISON})
    listener = consumer.listener(tally())
    drain_all(consumer.listener(sick), sick)
    listener.retry("tally", client(1))
    consumer.log.count([(1, 100)])
    consumer.publish()

    drain_all(listener, tally())

    assert consumer.rows() == replayed(consumer.log)


def test_a_retry_in_vain_leaves_the_client_parked(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    listener = consumer.listener(subscription)
    position = poisoned(consumer)
    drain_all(listener, subscription)

    applied = listener.retry("tally", client(1))

    assert applied == 0
    assert waiting(consumer) == [(client(1), position, "CannotBeCounted")]


def test_a_skipped_event_is_passed_over_with_who_and_why(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    listener = consumer.listener(subscription)
    position = poisoned(consumer)
    drain_all(listener, subscription)

    with consumer.engine.begin() as connection:
        parking.skip(connection, "tally", position, who="ops:ada", why="a test")
    listener.retry("tally", client(1))

    assert consumer.rows() == replayed(consumer.log, without={position})
    assert consumer.look("SELECT position, who, why FROM skips") == [
        (position, "ops:ada", "a test")
    ]


def test_only_what_holds_something_up_can_be_skipped(consumer: Consumer) -> None:
    consumer.listener()

    with (
        consumer.engine.begin() as connection,
        pytest.raises(parking.NothingWaitsThere),
    ):
        parking.skip(connection, "tally", 1, who="ops:ada", why="a slip")


def test_when_every_client_fails_nobody_is_parked_and_the_lane_halts(
    consumer: Consumer,
) -> None:
    subscription = tally(poison={POISON}, lanes=1)
    consumer.log.count([(1, POISON), (2, POISON), (3, POISON)])
    consumer.publish()

    consumer.listener(subscription).drain("tally", 0)

    assert waiting(consumer) == []
    assert consumer.checkpoints() == [0]
    assert consumer.look("SELECT halted FROM checkpoints") == [
        ("failing CannotBeCounted",)
    ]


def test_a_lane_that_halted_goes_on_by_itself_with_repaired_code(
    consumer: Consumer,
) -> None:
    sick = tally(poison={POISON}, lanes=1)
    consumer.log.count([(1, POISON), (2, POISON), (3, POISON)])
    consumer.publish()
    consumer.listener(sick).drain("tally", 0)

    consumer.listener(tally(lanes=1)).drain("tally", 0)

    assert consumer.rows() == replayed(consumer.log)
    assert consumer.look("SELECT halted FROM checkpoints") == [(None,)]


def test_erasure_is_applied_at_once_and_ends_the_waiting(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    listener = consumer.listener(subscription)
    poisoned(consumer)
    drain_all(listener, subscription)
    consumer.log.record(ClientErased(), client(1))
    consumer.publish()

    drain_all(listener, subscription)

    assert waiting(consumer) == []
    assert consumer.rows()[client(1)] == (0, 0, "erased")


def test_erasure_in_the_same_batch_overtakes_the_poison(consumer: Consumer) -> None:
    subscription = tally(poison={POISON})
    poisoned(consumer)
    consumer.log.record(ClientErased(), client(1))
    consumer.publish()

    drain_all(consumer.listener(subscription), subscription)

    assert waiting(consumer) == []
    assert consumer.rows()[client(1)] == (0, 0, "erased")


@pytest.mark.parametrize(
    "passing",
    [
        sa.exc.OperationalError("", {}, psycopg.errors.DeadlockDetected("a deadlock")),
        sa.exc.OperationalError("", {}, psycopg.errors.DiskFull("the disk is full")),
        sa.exc.OperationalError("", {}, psycopg.OperationalError("connection lost")),
        MemoryError(),
    ],
    ids=["deadlock", "disk", "connection", "memory"],
)
def test_a_passing_fault_parks_nobody_and_the_batch_is_done_again(
    consumer: Consumer, passing: Exception
) -> None:
    faults = [passing]

    def stumble(_position: int) -> None:
        if faults:
            raise faults.pop()

    stumbling = tally(handle=tally_with(hook=stumble))
    consumer.log.count([(1, 1), (1, 2)])
    consumer.publish()
    listener = consumer.listener(stumbling)

    with pytest.raises(type(passing)):
        listener.drain("tally", lane(1))
    listener.drain("tally", lane(1))

    assert waiting(consumer) == []
    assert consumer.rows() == replayed(consumer.log)
