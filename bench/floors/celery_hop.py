"""
Celery's floor: from publishing a task that does nothing to its execution.

Served as ``celery --app bench.floors.celery_hop worker``, with the settings that
our own workers have; a task writes down its own age.
"""

import os
import time
import uuid
from functools import cache

from celery import Celery
from redis import Redis

PAUSE_SECONDS = 0.015
PATIENCE_SECONDS = 40
URL = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/0")

app = Celery("bench", broker=URL)
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    task_default_queue="bench",
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
)


@cache
def worker_redis() -> Redis:
    """Return the worker's connection, made after its fork."""
    return Redis.from_url(URL)


@app.task(name="bench.stamp")  # type: ignore[untyped-decorator]  # Celery has no types
def stamp(key: str, sent: int) -> None:
    """Write down how old the task is, in nanoseconds."""
    worker_redis().rpush(key, time.monotonic_ns() - sent)


def hop_ms(url: str, times: int) -> list[float]:
    """Return the milliseconds from publishing to executing, of each task."""
    app.conf.broker_url = url
    redis = Redis.from_url(url)
    stamp.delay("warm", time.monotonic_ns())
    _await(redis, "warm", 1)
    key = f"hop:{uuid.uuid4()}"
    for _ in range(times):
        stamp.delay(key, time.monotonic_ns())
        time.sleep(PAUSE_SECONDS)
    _await(redis, key, times)
    ages = [int(age) / 1e6 for age in redis.lrange(key, 0, -1)]
    redis.delete(key, "warm")
    redis.close()
    return ages


def _await(redis: Redis, key: str, times: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while redis.llen(key) < times:
        if time.monotonic() > until:
            raise TimeoutError(f"No {times} tasks ran within {PATIENCE_SECONDS} s.")
        time.sleep(PAUSE_SECONDS)
