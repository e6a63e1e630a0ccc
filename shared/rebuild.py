"""
Rebuilding: a second copy of a projection, filled from the feed, then switched to.

One task per lane folds the feed into the copy that nobody reads, in slices, each
of which asks for the next; the live copy goes on serving and hearing. All that a
rebuild knows is in tables, so it may be killed at any moment: a lane's lease runs
out, and the sweep asks for its next slice.
"""

from collections.abc import Callable, Sequence
from threading import Event
from time import monotonic

import sqlalchemy as sa

from shared import checkpoints, generations, rebuild_progress
from shared.codec import CODEC, Codec
from shared.feed import MAX_LIMIT, Feed
from shared.filling import Filling
from shared.rebuild_progress import Progress
from shared.subscription import Ear, Subscription
from shared.switching import Switching

SLICE_SECONDS = 20.0
GRACE_SECONDS = 30
"""How long readers may still be reading the copy that was live before a switch."""

LOOK_SECONDS = 0.25

Queue = Callable[[str, int], None]
"""Asks for the next slice of a lane."""


class RebuildIsRunning(Exception):
    """The projection is already being rebuilt."""


class CannotBeRebuilt(Exception):
    """The subscription keeps no copies: it is no projection."""


class CopyIsStillRead(Exception):
    """The copy to fill was live a moment ago; try again in half a minute."""


class Rebuilder:
    """Rebuilds a service's projections; one per process."""

    def __init__(  # noqa: PLR0913 - what it stands between, by name
        self,
        *,
        engine: sa.Engine,
        feed: Feed,
        subscriptions: Sequence[Subscription],
        queue: Queue,
        codec: Codec = CODEC,
        slice_seconds: float = SLICE_SECONDS,
        grace_seconds: float = GRACE_SECONDS,
        page_size: int = MAX_LIMIT,
    ) -> None:
        self._ears = {
            one.name: Ear(one, codec) for one in subscriptions if one.generations
        }
        self._engine = engine
        self._feed = feed
        self._queue = queue
        self._slice_seconds = slice_seconds
        self._grace_seconds = grace_seconds
        self._filling = Filling(engine, feed, page_size=page_size)
        self._switching = Switching(engine, feed)

    @property
    def names(self) -> tuple[str, ...]:
        """The projections that can be rebuilt."""
        return tuple(self._ears)

    def start(self, name: str) -> None:
        """
        Begin to fill the copy that nobody reads.

        :raises CannotBeRebuilt: if there is no such projection.
        :raises RebuildIsRunning: if that is being done already.
        :raises CopyIsStillRead: if that copy was live a moment ago.
        """
        subscription = self._ear(name).subscription
        head = self._feed.read(0, 1).head
        with self._engine.begin() as connection:
            checkpoints.begin(connection, subscription)
            live = generations.lock(connection, name)
            self._refuse_if_busy(connection, name)
            copy = generations.other(live)
            generations.empty(connection, subscription, copy)
            checkpoints.add(connection, subscription, copy)
            connection.exec_driver_sql(
                "INSERT INTO rebuilds (subscription, generation, state, head)"
                " VALUES (%s, %s, 'running', %s) ON CONFLICT (subscription) DO UPDATE"
                " SET generation = excluded.generation, state = 'running',"
                " head = excluded.head, started_at = now(), finished_at = NULL,"
                " emptied = false",
                (name, copy, head),
            )
        for lane in range(subscription.lanes):
            self._queue(name, lane)

    def start_when_unread(self, name: str) -> None:
        """Begin, unless it is being done already, once the copy to fill is unread."""
        pause = Event()
        while True:
            try:
                self.start(name)
            except RebuildIsRunning:
                return
            except CopyIsStillRead:
                pause.wait(LOOK_SECONDS)
            else:
                return

    def step(self, name: str, lane: int) -> bool:
        """
        Fill a lane for a while, then ask for more; return whether it has caught up.

        The lane that catches up last switches. Whoever comes while another works
        on the lane, or after a cancellation, goes away again.
        """
        part = self._filling.claim(self._ear(name), lane, self._slice_seconds)
        if part is None:
            return False
        if not self._filling.fill(part):
            if monotonic() >= part.until:
                self._queue(name, lane)
            return False
        for behind in self._switching.attempt(part.ear):
            self._queue(name, behind)
        return True

    def sweep(self) -> None:
        """Ask again for what no task works on, and throw away what nobody reads."""
        with self._engine.begin() as connection:
            idle = connection.exec_driver_sql(
                "SELECT subscription, lane FROM checkpoints"
                " JOIN rebuilds USING (subscription, generation)"
                " WHERE state = 'running' AND coalesce(leased_until, now()) <= now()"
            ).all()
        for name, lane in idle:
            if name in self._ears:
                self._queue(name, lane)
        self._empty_what_nobody_reads()

    def progress(self, name: str) -> Progress | None:
        """Return how far a rebuild has come; None if there never was one."""
        with self._engine.connect() as connection:
            return rebuild_progress.of(connection, name)

    def cancel(self, name: str) -> None:
        """Stop a rebuild; the live copy has never noticed it."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE rebuilds SET state = 'cancelled', finished_at = now()"
                " WHERE subscription = %s AND state = 'running'",
                (name,),
            )

    def _refuse_if_busy(self, connection: sa.Connection, name: str) -> None:
        row = connection.exec_driver_sql(
            "SELECT state, finished_at > now() - make_interval(secs => %s)"
            " FROM rebuilds WHERE subscription = %s",
            (self._grace_seconds, name),
        ).first()
        if row and row[0] == "running":
            raise RebuildIsRunning
        if row and row[0] == "switched" and row[1]:
            raise CopyIsStillRead

    def _empty_what_nobody_reads(self) -> None:
        for name, ear in self._ears.items():
            with self._engine.begin() as connection:
                due = connection.exec_driver_sql(
                    "SELECT FROM rebuilds WHERE subscription = %s"
                    " AND state <> 'running' AND NOT emptied"
                    " AND finished_at < now() - make_interval(secs => %s)",
                    (name, self._grace_seconds),
                ).first()
                if due is None:
                    continue
                copy = generations.other(generations.lock(connection, name))
                emptied = connection.exec_driver_sql(
                    "UPDATE rebuilds SET emptied = true"
                    " WHERE subscription = %s AND state <> 'running' AND NOT emptied",
                    (name,),
                )
                if emptied.rowcount:
                    generations.empty(connection, ear.subscription, copy)

    def _ear(self, name: str) -> Ear:
        try:
            return self._ears[name]
        except KeyError:
            raise CannotBeRebuilt(name) from None
