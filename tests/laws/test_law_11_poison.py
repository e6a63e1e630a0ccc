"""Law 11: a poison event stops nobody else."""

from shared.chain import lane_key
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import replayed, tally
from tests.support.tally_facts import Counted, client

POISON = 13


def test_other_clients_and_other_subscriptions_go_on(consumer: Consumer) -> None:
    sick, sound = tally("sick", poison={POISON}), tally("sound", handle=ignore)
    listener = consumer.listener(sick, sound)
    consumer.log.count((number % 6, number + 20) for number in range(30))
    poison = consumer.log.record(Counted(amount=POISON), client(3))
    consumer.log.count((number % 6, number + 20) for number in range(30))
    consumer.publish()

    for subscription in (sick, sound):
        drain_all(listener, subscription)

    expected = replayed(consumer.log)
    rows = consumer.rows()
    assert {key: rows[key] for key in rows if key != client(3)} == {
        key: expected[key] for key in expected if key != client(3)
    }
    assert rows[client(3)][1] == sum(
        event.lane_key == lane_key(client(3))
        for event in consumer.log.events[: poison - 1]
    )
    assert consumer.checkpoints("sick") == consumer.checkpoints("sound") == [61, 61]


def test_nothing_of_the_poison_is_kept_but_where_and_what_kind(
    consumer: Consumer,
) -> None:
    sick = tally("sick", poison={POISON})
    consumer.log.count([(1, 1), (1, POISON), (2, 1)])
    consumer.publish()

    drain_all(consumer.listener(sick), sick)

    [row] = consumer.look("SELECT * FROM parked")
    assert row[:6] == ("sick", "a", client(1), row[3], 2, "CannotBeCounted")


def test_the_alert_is_a_fact_that_health_shows(consumer: Consumer) -> None:
    sick = tally("sick", poison={POISON}, lanes=1)
    listener = consumer.listener(sick)
    consumer.log.count([(1, POISON), (2, 1)])
    consumer.publish()

    drain_all(listener, sick)

    [health] = listener.health()
    assert (health.parked, health.halted, health.lag) == (1, None, 0)


def ignore(_connection: object, _events: object) -> None:
    """Hear everything and do nothing."""
