"""Law 5: every projection equals the fold of the store's events."""

import threading
from collections import deque

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import generations
from shared.bus import STREAM
from shared.rebuild import Rebuilder
from tests.support.consumer import Consumer, drain_all
from tests.support.patience import eventually
from tests.support.tally import replayed, tally
from tests.support.tally_facts import TODAY

Step = tuple[str, int]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    lanes=st.integers(1, 5),
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("record"), st.integers(1, 30)),
            st.tuples(st.just("drain"), st.integers(0, 4)),
            st.tuples(st.just("restart"), st.just(0)),
            st.tuples(st.just("wipe the bus"), st.just(0)),
            st.tuples(st.just("lose an entry"), st.integers(1, 60)),
        ),
        max_size=25,
    ),
)
def test_any_history_in_any_batches_over_any_restart_gives_the_same_rows(
    consumer: Consumer, lanes: int, steps: list[Step]
) -> None:
    consumer = anew(consumer)
    subscription = tally(lanes=lanes)
    listener = consumer.listener(subscription)
    for step, number in steps:
        match step:
            case "record":
                amounts = range(number)
                consumer.log.count((one % 7, one) for one in amounts)
                consumer.publish()
            case "drain":
                listener.drain("tally", number % lanes)
            case "restart":
                listener = consumer.listener(subscription)
            case "wipe the bus":
                consumer.redis.flushdb()
            case _:
                consumer.redis.xdel(STREAM, f"{number}-0")

    drain_all(consumer.listener(subscription), subscription)

    assert consumer.rows() == replayed(consumer.log)


def test_a_rebuild_under_live_load_equals_the_live_copy_and_a_replay(
    consumer: Consumer,
) -> None:
    subscription = tally(generations=True)
    consumer.log.count((number % 9, number) for number in range(300))
    consumer.publish()
    drain_all(consumer.listener(subscription), subscription)
    queue: deque[Step] = deque()
    done = threading.Event()

    def load() -> None:
        listener = consumer.listener(subscription)
        try:
            for number in range(60):
                consumer.log.count([(number % 9, number)])
                consumer.publish()
                drain_all(listener, subscription)
        finally:
            done.set()

    rebuilder = Rebuilder(
        engine=consumer.engine,
        feed=consumer.feed_app.client(),
        subscriptions=(subscription,),
        queue=lambda name, lane: queue.append((name, lane)),
        codec=TODAY,
        page_size=50,
        slice_seconds=0.0,
        grace_seconds=0.0,
    )
    rebuilder.start("tally")
    live = threading.Thread(target=load)
    live.start()

    def has_switched() -> bool:
        while queue:
            rebuilder.step(*queue.popleft())
        rebuilder.sweep()
        with consumer.engine.connect() as connection:
            return generations.live(connection, "tally") == "b"

    eventually(lambda: has_switched() and done.is_set())
    live.join()

    drain_all(consumer.listener(subscription), subscription)

    assert consumer.rows("generation_b") == replayed(consumer.log)


def anew(consumer: Consumer) -> Consumer:
    """Return the consumer with nothing recorded and nothing heard."""
    consumer.redis.flushdb()
    consumer.look("TRUNCATE checkpoints, trail, parked, skips, generations, tally")
    return Consumer(consumer.urls, consumer.engine, consumer.redis, consumer.bus)
