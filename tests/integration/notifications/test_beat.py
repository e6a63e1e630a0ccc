"""Of several beats one sends; when it is killed, the next one does."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from services.notifications.beat import BEATING
from tests.support.patience import eventually
from tests.support.servers import Urls

PATIENCE = 30

Start = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(notifications_db: Urls, redis_url: str, tmp_path: Path) -> Iterator[Start]:
    """Start beats, each with a heartbeat file named after it."""
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "services.notifications.beat"],
            env=os.environ
            | {
                "REDIS_URL": redis_url,
                "NOTIFICATIONS_WORKER_DATABASE_URL": notifications_db.worker,
                "HEARTBEAT_FILE": str(tmp_path / name),
            },
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def holders(urls: Urls) -> list[int]:
    """Return the connections that hold the beat's lock."""
    with psycopg.connect(urls.admin) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND granted AND objid = %s"
            " AND datname = current_database()",
            (BEATING,),
        )
        return [row[0] for row in found]


def test_one_of_two_beats_leads_and_the_other_follows_when_it_is_killed(
    start: Start, redis: Redis, notifications_db: Urls, tmp_path: Path
) -> None:
    leader = start("leader")
    eventually(lambda: redis.llen("reporting.sweep") > 0)
    [first] = holders(notifications_db)
    start("follower")
    eventually((tmp_path / "follower").exists)
    assert holders(notifications_db) == [first]

    leader.kill()

    eventually(lambda: holders(notifications_db) not in ([], [first]))
    redis.delete("reporting.sweep", "notifications.sweep")
    eventually(lambda: redis.llen("reporting.sweep") > 0)
    eventually(lambda: redis.llen("notifications.sweep") > 0)


def test_a_beat_ends_in_good_order_when_asked_to(
    start: Start, redis: Redis, tmp_path: Path
) -> None:
    leader = start("leader")
    eventually(lambda: redis.llen("reporting.sweep") > 0)
    follower = start("follower")
    eventually((tmp_path / "follower").exists)

    for process in (follower, leader):
        process.terminate()

    assert (follower.wait(PATIENCE), leader.wait(PATIENCE)) == (0, 0)
