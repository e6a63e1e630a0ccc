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
def redis() -> Redis:
    """Return this process's connection."""
    return Redis.from_url(URL)


@app.task(name="bench.stamp")  # type: ignore[untyped-decorator]  # Celery has no types
def stamp(key: str, sent: int) -> None:
    """Write down how old the task is, in nanoseconds."""
    redis().rpush(key, time.monotonic_ns() - sent)


def hop_ms(times: int) -> list[float]:
    """Return the milliseconds from publishing to executing, of each task."""
    key = f"hop:{uuid.uuid4()}"
    for _ in range(times):
        stamp.delay(key, time.monotonic_ns())
        time.sleep(PAUSE_SECONDS)
    until = time.monotonic() + 20
    while redis().llen(key) < times and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
    ages = [int(age) / 1e6 for age in redis().lrange(key, 0, -1)]
    redis().delete(key)
    return ages
