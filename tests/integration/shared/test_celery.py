"""Celery carries wake-ups: a real worker, a dead broker, and the settings."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from shared.celery import Doorbell, beat_schedule, make_celery, wake
from tests.support.consumer import Consumer
from tests.support.patience import eventually
from tests.support.tally import replayed


@dataclass
class Worker:
    """A worker process and the file by which it shows that it gets on."""

    process: subprocess.Popen[bytes]
    heartbeat: Path


@pytest.fixture
def worker(consumer: Consumer, redis_url: str, tmp_path: Path) -> Iterator[Worker]:
    """Start a real worker for the tally's queues."""
    heartbeat = tmp_path / "heartbeat"
    process = subprocess.Popen(  # noqa: S603 - our own worker
        [
            *(sys.executable, "-m", "celery", "--app", "tests.support.tally_worker"),
            *("worker", "--queues", "tally.drain,tally.sweep", "--concurrency", "2"),
            *("--without-gossip", "--without-mingle"),
        ],
        env=os.environ
        | {
            "REDIS_URL": redis_url,
            "TALLY_DATABASE_URL": consumer.urls.worker,
            "HEARTBEAT_FILE": str(heartbeat),
        },
        start_new_session=True,
    )
    yield Worker(process, heartbeat)
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()


def test_a_ring_alone_is_enough_and_the_heart_beats(
    consumer: Consumer, worker: Worker, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)
    consumer.listener()
    consumer.log.count((number % 5, number) for number in range(50))
    consumer.publish()
    bell = Doorbell(make_celery("tally", sweep="x"), "tally.drain", consumer.redis)

    for lane in range(2):
        bell.ring("tally", lane)

    eventually(lambda: consumer.checkpoints() == [50, 50])
    assert consumer.rows() == replayed(consumer.log)
    eventually(worker.heartbeat.exists)


def test_the_sweep_alone_is_enough(
    consumer: Consumer, worker: Worker, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)
    consumer.log.count((number % 5, number) for number in range(50))
    consumer.publish()
    assert worker.process.poll() is None

    wake(make_celery("tally", sweep="x"), "tally.sweep")

    eventually(lambda: consumer.rows() == replayed(consumer.log))


def test_with_the_broker_down_a_ring_fails_soon_instead_of_blocking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    app = make_celery("tally", sweep="tally.sweep")
    before = time.monotonic()

    with pytest.raises(OperationalError):
        wake(app, "tally.drain", subscription="tally", lane=0)

    assert time.monotonic() - before < 3


def test_others_wait_when_the_queue_is_not_empty(consumer: Consumer) -> None:
    bell = Doorbell(make_celery("tally", sweep="x"), "tally.drain", consumer.redis)
    empty = bell.others_wait()

    consumer.redis.rpush("tally.drain", "a task")

    assert (empty, bell.others_wait()) == (False, True)


def test_the_settings_are_those_that_were_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    conf = make_celery("tally", sweep="tally.sweep").conf

    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert not conf.worker_cancel_long_running_tasks_on_connection_loss
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_ignore_result
    assert conf.result_backend is None
    assert conf.accept_content == ["json"]
    assert conf.broker_connection_max_retries is None
    assert conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]


def test_a_sweep_that_comes_late_is_not_carried_out() -> None:
    [entry] = beat_schedule("tally.sweep").values()

    assert entry["options"] == {"expires": 10, "queue": "tally.sweep"}
    assert entry["schedule"] == 10
