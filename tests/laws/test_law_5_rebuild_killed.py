"""Law 5, with a rebuild that is killed half-way: it resumes and ends the same."""

import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from shared import generations
from shared.rebuild import Rebuilder
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import replayed, tally
from tests.support.tally_facts import TODAY


@pytest.fixture
def feed_url(consumer: Consumer) -> Iterator[str]:
    """Serve the consumer's feed on a real port."""
    server = make_server("127.0.0.1", 0, consumer.feed_app.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_rebuild_killed_half_way_goes_on_where_its_last_commit_was(
    consumer: Consumer, feed_url: str
) -> None:
    subscription = tally(generations=True)
    consumer.log.count((number % 7, number) for number in range(200))
    drain_all(consumer.listener(subscription), subscription)
    queue: deque[tuple[str, int]] = deque()

    def rebuilder() -> Rebuilder:
        return Rebuilder(
            engine=consumer.engine,
            feed=consumer.feed_app.client(),
            subscriptions=(subscription,),
            queue=lambda name, lane: queue.append((name, lane)),
            codec=TODAY,
            page_size=10,
        )

    rebuilder().start("tally")
    ends = [
        subprocess.run(  # noqa: S603 - our own module
            [
                *(sys.executable, "-m", "tests.support.dying_rebuild"),
                *(consumer.urls.worker, feed_url, str(lane), "100"),
            ],
            check=False,
            timeout=60,
        ).returncode
        for lane in range(2)
    ]

    assert ends == [-signal.SIGKILL] * 2
    half_way = consumer.checkpoints(generation="b")
    assert all(0 < position < 200 for position in half_way)
    queue.clear()
    consumer.look(
        "UPDATE checkpoints SET leased_until = leased_until + interval '1 hour'"
        " WHERE generation = 'b'"
    )
    rebuilder().sweep()
    assert not queue, "a lease is respected until it runs out"
    consumer.look("UPDATE checkpoints SET leased_until = now() WHERE generation = 'b'")
    rebuilder().sweep()
    while queue:
        rebuilder().step(*queue.popleft())
    with consumer.engine.connect() as connection:
        assert generations.live(connection, "tally") == "b"
    assert consumer.rows("generation_b") == replayed(consumer.log)
    assert consumer.rows("generation_a") == replayed(consumer.log)
