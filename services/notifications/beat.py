"""
The one beat: it asks each service to sweep, every ten seconds.

Of several only one sends, the one that holds an advisory lock on a connection of
its own; two plain beats were seen to send everything twice. The lock goes with the
connection, and the connection with the process, so a killed beat is replaced at
once and a stopped one within ten seconds. A sweep is harmless to repeat, so it
does not matter that the change of hands is not exact.
"""

import os
import signal
import sys
from threading import Event
from types import FrameType
from typing import Any

import psycopg
import structlog
from celery import Celery
from celery.beat import Scheduler, Service

from services.notifications.settings import worker_database_url
from shared.celery import SWEEP_SECONDS, beat_schedule, make_celery
from shared.database import KEEPALIVE, libpq_url
from shared.heartbeat import touch_heartbeat
from shared.telemetry import configure_logging

SWEEPS = ("notifications.sweep", "reporting.sweep")
BEATING = 0x62656174  # the advisory lock: one beat at a time
LONGEST_PAUSE = 2  # seconds; the lock's connection is asked that often
STANDBY_PAUSE = 1.0

log = structlog.get_logger()


class SomeoneElseBeats(Exception):
    """The lock was lost; another beat may have it by now."""


def make_app() -> Celery:
    """Return a Celery app that knows nothing but what to send, and when."""
    app = make_celery("beat", sweep="notifications.sweep")
    app.conf.beat_schedule = beat_schedule(*SWEEPS)
    app.conf.beat_max_loop_interval = LONGEST_PAUSE
    return app


def connect(url: str) -> psycopg.Connection[Any]:
    """Connect for the lock's sake; a process that stands still loses it in 10 s."""
    options: dict[str, Any] = {
        **KEEPALIVE,
        "application_name": "beat",
        "connect_timeout": 5,
        "options": "-c idle_session_timeout=10s -c statement_timeout=5s",
    }
    return psycopg.connect(libpq_url(url), autocommit=True, **options)


def lead(connection: psycopg.Connection[Any], stopping: Event) -> bool:
    """Wait until this is the one that beats; False if told to stop first."""
    while not stopping.is_set():
        if holds(connection, "pg_try_advisory_lock"):
            return True
        touch_heartbeat()
        stopping.wait(STANDBY_PAUSE)
    return False


def holds(connection: psycopg.Connection[Any], function: str) -> bool:
    """Return what a function of PostgreSQL says about the lock."""
    query = f"SELECT {function}(%s)".encode()
    row = connection.execute(query, (BEATING,)).fetchone()
    return bool(row and row[0])


class OnlyWhileLeading(Scheduler):  # type: ignore[misc]  # Celery is untyped
    """Looks, before each beat, whether the lock's connection is still there."""

    lock: psycopg.Connection[Any]  # `connection` is the broker's, in Celery

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; return how long to wait."""
        try:
            self.lock.execute("SELECT 1")
        except psycopg.Error as error:
            raise SomeoneElseBeats from error
        touch_heartbeat()
        pause: float = super().tick(*args, **kwargs)
        return pause


def run(url: str) -> int:
    """Stand by, then beat until told to stop or the lock is lost."""
    stopping = Event()
    service: Service | None = None

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()
        if service is not None:
            service.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with connect(url) as connection:
        if not lead(connection, stopping):
            return 0
        log.info("beat leads")
        leading = type("Leading", (OnlyWhileLeading,), {"lock": connection})
        app = make_app()
        for sweep in SWEEPS:  # at once: what happened while nobody beat is found now
            app.send_task(sweep, expires=SWEEP_SECONDS)
        service = Service(app, scheduler_cls=leading)
        service.start(embedded_process=True)
    # Celery's service ends quietly whatever happened; only a stop is a success.
    return 0 if stopping.is_set() else 1


if __name__ == "__main__":
    configure_logging(os.environ.get("GUIDEPOST_PROCESS", "beat"))
    sys.exit(run(worker_database_url(os.environ)))
