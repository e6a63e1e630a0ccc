"""Law 3, one order: positions 1..N, whoever writes, rolls back, dies or is stopped."""

import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from redis import Redis

from services.goals.event_store import append
from services.goals.log import Connection
from tests.support.patience import eventually
from tests.support.relay_runner import running
from tests.support.relaying import Stand, commit_events, event, stand_on
from tests.support.servers import Urls

WRITERS = 8
STREAMS = 3
EVENTS = 60
ROLLED_BACK = 0.2
STEPS = (
    "before sequencing commits",
    "after sequencing commits",
    "before publishing",
    "after publishing",
)


class Acknowledged(NamedTuple):
    """An event that was committed, and when it was sent and acknowledged."""

    event_id: UUID
    sent: float
    at: float


@pytest.fixture
def stand(goals_db: Urls, redis: Redis, redis_url: str) -> Iterator[Stand]:
    with stand_on(goals_db, redis, redis_url) as stand:
        yield stand


def test_eight_writers_with_rollbacks_and_delays_make_one_order_with_two_relays(
    stand: Stand,
) -> None:
    acknowledged: list[Acknowledged] = []
    writers = [
        threading.Thread(target=write, args=(stand.urls.api, seed, acknowledged))
        for seed in range(WRITERS)
    ]

    with (
        running(stand.urls.relay, stand.redis_url),
        running(stand.urls.relay, stand.redis_url),
    ):
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        eventually(lambda: stand.newest == len(acknowledged))

    stand.assert_sound(len(acknowledged))
    assert_acknowledged_before_is_earlier(stand.reader, acknowledged)


@pytest.mark.parametrize("step", STEPS)
def test_a_relay_killed_at_any_step_leaves_one_order(stand: Stand, step: str) -> None:
    with running(stand.urls.relay, stand.redis_url, step, "SIGKILL") as relay:
        commit_events(stand.urls.api, 1)
        eventually(lambda: stand.newest == 1)
        commit_events(stand.urls.api, 9)
        assert relay.wait(timeout=60) == -signal.SIGKILL

    commit_events(stand.urls.api, 5)
    with running(stand.urls.relay, stand.redis_url):
        eventually(lambda: stand.newest == 15)

    stand.assert_sound(15)


@pytest.mark.parametrize("step", STEPS)
def test_a_relay_stopped_at_any_step_and_resumed_beside_its_successor(
    stand: Stand, step: str
) -> None:
    with running(stand.urls.relay, stand.redis_url, step, "SIGSTOP") as stopped:
        commit_events(stand.urls.api, 1)
        eventually(lambda: stand.newest == 1)
        commit_events(stand.urls.api, 9)
        eventually(lambda: is_stopped(stopped.pid))
        with running(stand.urls.relay, stand.redis_url):
            commit_events(stand.urls.api, 5)
            eventually(lambda: stand.newest == 15)
            stopped.send_signal(signal.SIGCONT)
            commit_events(stand.urls.api, 5)
            eventually(lambda: stand.newest == 20)

    stand.assert_sound(20)


def test_a_relay_goes_on_when_its_connections_are_cut(
    stand: Stand,
) -> None:
    with running(stand.urls.relay, stand.redis_url):
        commit_events(stand.urls.api, 3)
        eventually(lambda: stand.newest == 3)
        with psycopg.connect(stand.urls.admin) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'relay under test'"
            )
        cut_other_clients(stand.redis)
        commit_events(stand.urls.api, 3)
        eventually(lambda: stand.newest == 6)

    stand.assert_sound(6)


def assert_acknowledged_before_is_earlier(
    reader: Connection, acknowledged: list[Acknowledged]
) -> None:
    rows = reader.execute("SELECT id, position FROM log JOIN events USING (ordinal)")
    positions: dict[UUID, int] = dict(rows.fetchall())
    for earlier in acknowledged:
        for later in acknowledged:
            if earlier.at < later.sent:
                assert positions[earlier.event_id] < positions[later.event_id]


def write(url: str, seed: int, acknowledged: list[Acknowledged]) -> None:
    """Commit to streams in turn, slowly, and roll some of it back."""
    chance = random.Random(seed)  # noqa: S311 - any choice will do
    streams = {uuid4(): 0 for _ in range(STREAMS)}
    pause = threading.Event()
    with psycopg.connect(url, autocommit=True) as connection:
        first = event(uuid4(), 1)
        began = monotonic()
        append(connection, [first])
        acknowledged.append(Acknowledged(first.id, began, monotonic()))
        for _ in range(EVENTS):
            stream_id = chance.choice(list(streams))
            new = event(stream_id, streams[stream_id] + 1)
            began = monotonic()
            try:
                with connection.transaction():
                    append(connection, [new])
                    pause.wait(chance.uniform(0, 0.03))
                    if chance.random() < ROLLED_BACK:
                        raise psycopg.Rollback
                    streams[stream_id] += 1
            finally:
                if streams[stream_id] == new.version:
                    acknowledged.append(Acknowledged(new.id, began, monotonic()))


def cut_other_clients(redis: Redis) -> None:
    """Cut every connection to this test's logical database but our own."""
    for client in redis.client_list():
        ours = client["db"] == redis.client_info()["db"]
        if ours and client["id"] != str(redis.client_id()):
            redis.client_kill_filter(_id=client["id"])


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
