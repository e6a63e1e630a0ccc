"""
What is done after the reply: a hint for the relay, and snapshots.

One background thread per process does both, so no request ever waits for Redis. It may
lose anything (the relay polls, a snapshot only saves time); many commits in a row lead
to one hint. It starts with the first commit, which is after gunicorn has forked.
"""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
import structlog
from redis.exceptions import RedisError

from services.goals import event_store
from services.goals.snapshots import Mark, StateKind, save

MOST_WAITING = 1_000
PAUSE_AFTER_FAILURE = 1.0

_log = structlog.get_logger("goals.afterwards")


class Afterwards:
    """The thread that tidies up after commits, and what waits for it."""

    def __init__(self, engine: sa.Engine, hint: Callable[[], None]) -> None:
        self._engine = engine
        self._hint = hint
        self._bell = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._snapshots: dict[UUID, tuple[StateKind[Any], Mark, Any]] = {}
        self._committed = False
        self._stopping = threading.Event()

    def committed(self) -> None:
        """Have the relay told that there is something to sequence."""
        self._committed = True
        self._wake()

    def keep(self, kind: StateKind[Any], mark: Mark, state: Any) -> None:
        """Have a state kept as a snapshot, unless too much is waiting already."""
        if len(self._snapshots) < MOST_WAITING:
            self._snapshots[mark.stream_id] = (kind, mark, state)
            self._wake()

    def stop(self) -> None:
        """Let the thread finish what it is at, and end."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None:
            self._thread.join()

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._start()
        self._bell.set()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="afterwards", daemon=True
                )
                self._thread.start()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.wait()
            self._bell.clear()
            done = [self._attempt(self._give_hint), self._attempt(self._save)]
            if not all(done):
                self._stopping.wait(PAUSE_AFTER_FAILURE)

    def _give_hint(self) -> None:
        if self._committed:
            self._committed = False
            self._hint()

    def _save(self) -> None:
        while self._snapshots:
            _, (kind, mark, state) = self._snapshots.popitem()
            with event_store.connected(self._engine) as connection:
                save(connection, kind, mark, state)

    def _attempt(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except (RedisError, OSError, psycopg.Error, sa.exc.SQLAlchemyError) as error:
            _log.warning("not done afterwards", error=type(error).__name__)
            return False
        return True
