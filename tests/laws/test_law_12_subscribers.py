"""Law 12, for subscribers: history cannot fork silently."""

from tests.support.consumer import Consumer, drain_all
from tests.support.fact_log import Log
from tests.support.tally import replayed, tally


def restored(log: Log, upto: int) -> None:
    """Put the log back to an older point, as restoring a backup does."""
    del log.events[upto:]


def heard_then_restored(consumer: Consumer, upto: int) -> None:
    subscription = tally()
    listener = consumer.listener(subscription)
    for amount in range(1, 5):
        consumer.log.count([(1, amount), (2, amount)])
        drain_all(listener, subscription)
        listener = consumer.listener(subscription)
    restored(consumer.log, upto)


def test_a_subscriber_that_is_ahead_halts_without_waiting_for_new_events(
    consumer: Consumer,
) -> None:
    heard_then_restored(consumer, upto=3)

    drain_all(consumer.listener(), tally())

    assert {one.halted for one in consumer.listener().health()} == {"forked"}


def test_nothing_of_the_other_history_is_applied(consumer: Consumer) -> None:
    heard_then_restored(consumer, upto=3)
    before = consumer.rows()
    consumer.log.count([(number, 500) for number in range(20)])

    for _ in range(3):
        drain_all(consumer.listener(), tally())

    assert consumer.rows() == before
    assert consumer.checkpoints() == [8, 8]


def test_recover_goes_back_to_the_newest_step_that_the_log_confirms(
    consumer: Consumer,
) -> None:
    heard_then_restored(consumer, upto=5)
    listener = consumer.listener()
    drain_all(listener, tally())

    recovered = listener.recover()

    assert [(one.heard, one.confirmed) for one in recovered] == [(8, 4), (8, 4)]
    assert consumer.checkpoints() == [4, 4]
    assert all(one.halted is None for one in listener.health())


def test_after_recover_new_events_are_heard_again(consumer: Consumer) -> None:
    heard_then_restored(consumer, upto=4)
    listener = consumer.listener()
    drain_all(listener, tally())
    listener.recover()
    consumer.log.count([(9, 1)])

    drain_all(consumer.listener(), tally())

    assert consumer.checkpoints() == [5, 5]
    assert set(replayed(consumer.log)) <= set(consumer.rows())


def test_a_skip_of_a_lost_event_does_not_hit_its_successor(consumer: Consumer) -> None:
    heard_then_restored(consumer, upto=4)
    consumer.look(
        "INSERT INTO skips (subscription, position, who, why)"
        " VALUES ('tally', 5, 'ops:ada', 'gone')"
    )
    listener = consumer.listener()
    listener.recover()

    in_force = consumer.look("SELECT count(*) FROM skips WHERE voided_at IS NULL")

    assert in_force == [(0,)]
