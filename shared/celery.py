"""
Celery, as every service uses it: settings once, doorbells, and a heartbeat.

Celery carries wake-ups and work items, never facts, so nothing here may be
needed for correctness: a task may be lost, late, repeated or overtaken. A task's
queue is the task's own name. Queues need no server at import time; the settings
are read from the environment when the first connection is made.
"""

import os
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from celery import Celery, signals
from celery.exceptions import CPendingDeprecationWarning
from celery.utils.nodenames import worker_direct
from redis import Redis

from shared.heartbeat import touch_heartbeat
from shared.settings import text
from shared.telemetry import configure_logging

SWEEP_SECONDS = 10
HEARTBEAT_SECONDS = 5
VISIBILITY_SECONDS = 600
SOFT_LIMIT_SECONDS = 120
HARD_LIMIT_SECONDS = 180
WAKE_SECONDS = 60

log = structlog.get_logger()


def make_celery(service: str, *, sweep: str) -> Celery:
    """Return a service's Celery app; ``sweep`` names the task that rings for all."""
    app = Celery(service, set_as_current=False, changes={"sweep_task": sweep})
    app.add_defaults(_settings)
    app.task(name=f"{service}.heartbeat", ignore_result=True)(_beat)
    _beat_the_heart_of(app, f"{service}.heartbeat", sweep)
    return app


def _settings() -> dict[str, Any]:
    """Return every setting, as measured; read when Celery first needs one."""
    return {
        "broker_url": text(os.environ, "REDIS_URL"),
        "result_backend": None,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_routes": (_queue_of,),
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_publish_retry": False,
        "task_soft_time_limit": SOFT_LIMIT_SECONDS,
        "task_time_limit": HARD_LIMIT_SECONDS,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 200,
        # What is in hand when Redis goes away is done to its end: a sender that is
        # stopped between the mail server's yes and its row leaves a letter to resend.
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "worker_soft_shutdown_timeout": 20,
        "worker_hijack_root_logger": False,
        "worker_direct": True,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_throttle": 1,
            "health_check_interval": 10,
            "socket_timeout": 30,
            "socket_connect_timeout": 2,
            "socket_keepalive": True,
            # For whoever publishes: one quick second try, then an error.
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        },
    }


def _queue_of(name: str, *_: Any, **__: Any) -> dict[str, str]:
    return {"queue": name}


@dataclass(frozen=True, slots=True)
class Doorbell:
    """Asks for a drain task, and tells whether other tasks wait for a worker."""

    app: Celery
    task: str
    redis: "Redis"

    def ring(self, subscription: str, lane: int) -> None:
        """Queue one drain; the mark on the bus has seen to it that none is waiting."""
        wake(self.app, self.task, subscription=subscription, lane=lane)

    def others_wait(self) -> bool:
        """Return whether a worker that lingers keeps another lane waiting."""
        return bool(self.redis.llen(self.task))


def wake(app: Celery, task: str, *, expires: float = WAKE_SECONDS, **ids: Any) -> None:
    """
    Send a task by name; its arguments are ids and small numbers only.

    It expires, so that what piles up while no worker runs is not carried out later,
    one by one: the sweep asks again for whatever still has to be done.
    """
    app.send_task(task, kwargs=ids, expires=expires)


def beat_schedule(*sweeps: str) -> dict[str, dict[str, Any]]:
    """Return what the one beat sends: each service's sweep, by name, and not late."""
    return {
        sweep: {
            "task": sweep,
            "schedule": SWEEP_SECONDS,
            "options": {"expires": SWEEP_SECONDS, "queue": sweep},
        }
        for sweep in sweeps
    }


def _beat() -> None:
    touch_heartbeat()


def _beat_the_heart_of(app: Celery, task: str, sweep: str) -> None:
    """
    Let each worker ask for a sweep, then send itself a task every few seconds.

    A worker can be alive and deaf after a reconnect; only a message that went
    all the way round proves that it still takes work. The sweep makes the service
    known to the relay without waiting for the beat.
    """

    def configure(**_: Any) -> None:
        configure_logging(os.environ.get("GUIDEPOST_PROCESS", f"{app.main}-worker"))
        # At each reconnect Celery advises to cancel what is in hand; see above.
        warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)

    def start(sender: Any, **_: Any) -> None:
        queue = worker_direct(sender.hostname)
        send = partial(app.send_task, task, queue=queue, expires=HEARTBEAT_SECONDS)
        ring = partial(app.send_task, sweep, expires=SWEEP_SECONDS)
        threading.Thread(target=_repeat, args=(ring, send), daemon=True).start()

    signals.setup_logging.connect(configure, weak=False)
    signals.worker_ready.connect(start, weak=False)


def _repeat(ring: Callable[[], object], send: Callable[[], object]) -> None:
    """Ring once, then send again and again; a broker that is away stops neither."""
    pause = threading.Event()
    rung = False
    while True:
        try:
            if not rung:
                ring()
                rung = True
            send()
        except Exception as error:  # noqa: BLE001 - the broker is away: no heartbeat
            log.warning("heartbeat not sent", error=type(error).__name__)
        pause.wait(HEARTBEAT_SECONDS)
