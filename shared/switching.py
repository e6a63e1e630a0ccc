"""
The switch: a filled copy of a projection becomes the live one, in one transaction.

1. Without a lock, see that no lane is far behind the live copy's.
2. Lock every checkpoint of both copies, so that neither can move.
3. Fold what is still missing, until each lane is at or beyond the live one and
   the end of the log that the rebuild has seen (a recovered live lane is behind).
4. Flip one row. Readers choose their copy in the transaction in which they read.
"""

import sqlalchemy as sa
import structlog

from shared import applying, checkpoints, generations
from shared.applying import Stretch
from shared.checkpoints import Checkpoint
from shared.feed import MAX_LIMIT, Feed
from shared.subscription import Ear
from shared.transient import is_transient

NEAR = 5000
"""How far behind a lane may be for the rest to be folded while both copies wait."""

log = structlog.get_logger()


class NotYet(Exception):
    """A lane of the new copy could not be brought up to the live one."""


class Switching:
    """Switches a service's projections."""

    def __init__(self, engine: sa.Engine, feed: Feed) -> None:
        self._engine = engine
        self._feed = feed

    def attempt(self, ear: Ear) -> list[int]:
        """Switch if every lane is near enough; return the lanes that are not."""
        name = ear.subscription.name
        with self._engine.begin() as connection:
            behind = connection.exec_driver_sql(
                "SELECT fresh.lane FROM rebuilds r"
                " JOIN generations g USING (subscription)"
                " JOIN checkpoints fresh USING (subscription, generation)"
                " JOIN checkpoints live ON live.subscription = r.subscription"
                " AND live.generation = g.live AND live.lane = fresh.lane"
                " WHERE r.subscription = %s AND r.state = 'running'"
                " AND fresh.position + %s < greatest(live.position, r.head)",
                (name, NEAR),
            ).scalars()
            if lanes := list(behind):
                return lanes
        try:
            self._switch(ear)
        except NotYet as reason:
            log.warning("switch put off", subscription=name, reason=str(reason))
        return []

    def _switch(self, ear: Ear) -> None:
        name = ear.subscription.name
        with self._engine.begin() as connection:
            live = generations.lock(connection, name)
            running = _running(connection, name)
            if running is None:
                return
            fresh, head = running
            pairs = [
                (
                    checkpoints.lock(connection, name, lane, live),
                    checkpoints.lock(connection, name, lane, fresh),
                )
                for lane in range(ear.subscription.lanes)
            ]
            generations.use(connection, fresh)
            for old, new in pairs:
                if old is None or new is None:
                    raise NotYet("a lane has no checkpoint")
                self._catch_up(connection, ear, new, max(old.position, head))
            _flip(connection, name, fresh)
        log.info("projection switched", subscription=name, generation=fresh)

    def _catch_up(
        self, connection: sa.Connection, ear: Ear, at: Checkpoint, goal: int
    ) -> None:
        """Fold what a locked lane still misses."""
        stretch = Stretch(at.position, at.chain)
        while stretch.position < goal:
            over = checkpoints.passed_over(connection, at)
            page = self._feed.read(
                stretch.position,
                MAX_LIMIT,
                types=ear.subscription.families,
                lanes=ear.subscription.lanes,
                lane=at.lane,
                chain=stretch.chain,
            )
            before = stretch.position
            stretch = Stretch(stretch.position, stretch.chain)
            applying.from_feed(ear, at.lane, page, stretch, over)
            if stretch.position == before:
                raise NotYet(stretch.halted or "the feed ends before the live copy")
            poison = _apply(connection, ear, stretch)
            applying.settle(connection, at, stretch, poison)


def _apply(
    connection: sa.Connection, ear: Ear, stretch: Stretch
) -> list[applying.Poison]:
    try:
        with connection.begin_nested():
            applying.apply_all(connection, ear, stretch, filling=True)
    except Exception as error:
        if is_transient(error):
            raise
        try:
            return applying.apply_by_client(connection, ear, stretch, filling=True)
        except applying.EverybodyFails as failed:
            raise NotYet(failed.error) from failed
    return []


def _running(connection: sa.Connection, name: str) -> tuple[str, int] | None:
    """Return the copy to switch to and how far it must be; None if that is done."""
    row = connection.exec_driver_sql(
        "SELECT generation, head FROM rebuilds"
        " WHERE subscription = %s AND state = 'running' FOR UPDATE",
        (name,),
    ).first()
    return None if row is None else (row[0], row[1])


def _flip(connection: sa.Connection, name: str, fresh: str) -> None:
    connection.exec_driver_sql(
        "UPDATE rebuilds SET state = 'switched', finished_at = now()"
        " WHERE subscription = %s",
        (name,),
    )
    connection.exec_driver_sql(
        "UPDATE checkpoints SET lease = NULL, leased_until = NULL"
        " WHERE subscription = %s",
        (name,),
    )
    connection.exec_driver_sql(
        "UPDATE generations SET live = %s, changed_at = now() WHERE subscription = %s",
        (fresh, name),
    )
