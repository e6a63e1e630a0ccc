"""
Forgetting old answers: a request can be repeated for some days, and no longer.

Whoever lost a reply asks again within minutes; an answer kept for ever would only make
the table, its backups and every look-up larger. The relay's process does this in a
thread of its own, a small batch at a time, so no request waits for it; two relays at it
do no harm. What fails is tried again at the next round.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

import psycopg
import structlog

from services.goals.log import Connection

EVERY: Final = 600.0  # seconds between two rounds
BATCH: Final = 1_000  # at most so many answers a transaction: about 20 ms
PATIENCE: Final = 1.0  # seconds that the end waits for a batch under way
REST: Final = 0.1  # seconds between two batches, which leave room for commands

FORGET: Final = """
DELETE FROM idempotency WHERE (principal, key) IN (
    SELECT principal, key FROM idempotency
    WHERE created_at < now() - make_interval(days => %s)
    ORDER BY created_at LIMIT %s
)
"""

_log = structlog.get_logger("goals.pruning")


@contextmanager
def pruning(
    connect: Callable[[], Connection], days: int, *, every: float = EVERY
) -> Iterator[None]:
    """Forget answers older than some days, now and ever again, as long as this runs."""
    ended = Event()
    beside = Thread(target=_keep_on, args=(connect, days, ended, every), daemon=True)
    beside.start()
    try:
        yield
    finally:
        ended.set()
        beside.join(PATIENCE)


def prune(connection: Connection, days: int, most: int = BATCH) -> int:
    """Forget the oldest answers older than some days; return how many it were."""
    return connection.execute(FORGET, (days, most)).rowcount


def _keep_on(
    connect: Callable[[], Connection], days: int, ended: Event, every: float
) -> None:
    while not ended.is_set():
        forgotten = 0
        try:
            with connect() as connection:
                while found := prune(connection, days):
                    forgotten += found
                    if ended.wait(REST):
                        break
        except psycopg.Error as error:
            # By its kind alone: the message may quote a key.
            _log.warning("answers not pruned", error=type(error).__name__)
        if forgotten:
            _log.info("answers pruned", answers=forgotten)
        ended.wait(every)
