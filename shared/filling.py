"""
Filling a lane of a copy that nobody reads: one slice of a rebuild.

The next page is fetched while this one is folded. A lease keeps others off the
lane between its transactions; it is prolonged by each and runs out by itself when
the process is killed or stopped, which then finds the lane no longer its own.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog

from shared import applying, checkpoints, generations
from shared.applying import EverybodyFails, Stretch
from shared.checkpoints import Checkpoint, PassedOver
from shared.feed import Feed, HistoryForked, Page
from shared.heartbeat import touch_heartbeat
from shared.subscription import Ear
from shared.transient import is_transient

LEASE_SECONDS = 15

log = structlog.get_logger()


@dataclass(slots=True)
class Slice:
    """One task's hold on a lane of the copy that is being filled."""

    ear: Ear
    lane: int
    generation: str
    token: UUID
    until: float
    stretch: Stretch
    head: int = 0
    over: tuple[int, PassedOver] | None = None


class Filling:
    """Works on slices."""

    def __init__(self, engine: sa.Engine, feed: Feed, *, page_size: int) -> None:
        self._engine = engine
        self._feed = feed
        self._page_size = page_size

    def claim(self, ear: Ear, lane: int, seconds: float) -> Slice | None:
        """Take the lease of a lane that is being filled, if nobody has it."""
        name, token = ear.subscription.name, uuid4()
        with self._engine.begin() as connection:
            row = connection.exec_driver_sql(
                "UPDATE checkpoints c SET lease = %s,"
                " leased_until = now() + make_interval(secs => %s)"
                " FROM rebuilds r JOIN generations g USING (subscription)"
                " WHERE c.subscription = %s AND c.lane = %s AND r.state = 'running'"
                " AND r.subscription = c.subscription AND r.generation = c.generation"
                " AND coalesce(c.leased_until, now()) <= now() AND g.lanes = %s"
                " RETURNING c.generation, c.position, c.chain",
                (token, LEASE_SECONDS, name, lane, ear.subscription.lanes),
            ).first()
        if row is None:
            return None
        until = monotonic() + seconds
        return Slice(ear, lane, row[0], token, until, Stretch(row[1], row[2]))

    def fill(self, part: Slice) -> bool:
        """Apply page after page; return whether the log's end was reached."""
        with self._released(part):
            return self._fill(part)

    def _fill(self, part: Slice) -> bool:
        with ThreadPoolExecutor(1, "feed") as ahead, self._engine.connect() as link:
            coming = ahead.submit(self._page, part, part.stretch)
            while True:
                page = coming.result()
                part.head = page.head
                if page.next == part.stretch.position:
                    return True
                after = Stretch(page.next, page.chain)
                coming = ahead.submit(self._page, part, after)
                if not self._apply(link, part, page):
                    return False
                touch_heartbeat()  # the worker's own may wait behind this slice
                if monotonic() >= part.until:
                    return False

    def _page(self, part: Slice, after: Stretch) -> Page:
        subscription = part.ear.subscription
        return self._feed.read(
            after.position,
            self._page_size,
            types=subscription.families,
            lanes=subscription.lanes,
            lane=part.lane,
            chain=after.chain,
        )

    def _apply(self, connection: sa.Connection, part: Slice, page: Page) -> bool:
        """Fold a page into the copy; False: this slice is over."""
        try:
            with connection.begin():
                stretch = self._take(connection, part, page)
                if stretch is None:
                    return False
                checkpoint, next_stretch = stretch
                applying.apply_all(connection, part.ear, next_stretch, filling=True)
                applying.settle(connection, checkpoint, next_stretch)
        except Exception as error:
            if is_transient(error) or isinstance(error, HistoryForked):
                raise
            return self._apply_by_client(connection, part, page)
        part.stretch = Stretch(next_stretch.position, next_stretch.chain)
        return next_stretch.unknown is None

    def _apply_by_client(
        self, connection: sa.Connection, part: Slice, page: Page
    ) -> bool:
        try:
            with connection.begin():
                taken = self._take(connection, part, page)
                if taken is None:
                    return False
                checkpoint, stretch = taken
                poison = applying.apply_by_client(
                    connection, part.ear, stretch, filling=True
                )
                applying.settle(connection, checkpoint, stretch, poison)
        except EverybodyFails as error:
            self._halt(part, f"{checkpoints.FAILING} {error.error}")
            return False
        part.stretch = Stretch(stretch.position, stretch.chain)
        return stretch.unknown is None

    def _take(
        self, connection: sa.Connection, part: Slice, page: Page
    ) -> tuple[Checkpoint, Stretch] | None:
        """Lock the lane if it is still ours, and return what the page brings it."""
        checkpoint = _renew(connection, part)
        if checkpoint is None or checkpoint.position != part.stretch.position:
            return None
        if part.over is None or part.over[0] != checkpoint.revision:
            over = checkpoints.passed_over(connection, checkpoint)
            part.over = checkpoint.revision, over
        generations.use(connection, part.generation)
        stretch = Stretch(checkpoint.position, checkpoint.chain)
        applying.from_feed(part.ear, part.lane, page, stretch, part.over[1])
        return checkpoint, stretch

    @contextmanager
    def _released(self, part: Slice) -> Iterator[None]:
        """Give the lease back at the end, and note how long the log has become."""
        try:
            yield
        except HistoryForked:
            self._halt(part, checkpoints.FORKED)
            raise
        finally:
            name = part.ear.subscription.name
            with self._engine.begin() as connection:
                connection.exec_driver_sql(
                    "UPDATE checkpoints SET lease = NULL, leased_until = NULL"
                    " WHERE subscription = %s AND lease = %s",
                    (name, part.token),
                )
            # A transaction of its own: the switch locks these in the other order.
            with self._engine.begin() as connection:
                connection.exec_driver_sql(
                    "UPDATE rebuilds SET head = greatest(head, %s)"
                    " WHERE subscription = %s",
                    (part.head, name),
                )

    def _halt(self, part: Slice, reason: str) -> None:
        name = part.ear.subscription.name
        log.error("rebuild halted", subscription=name, lane=part.lane, reason=reason)
        with self._engine.begin() as connection:
            checkpoint = _renew(connection, part)
            if checkpoint is not None:
                checkpoints.halt(connection, checkpoint, reason)


def _renew(connection: sa.Connection, part: Slice) -> Checkpoint | None:
    """Lock the lane's checkpoint and prolong its lease; None if it is not ours."""
    row = connection.exec_driver_sql(
        "UPDATE checkpoints c SET leased_until = now() + make_interval(secs => %s)"
        " FROM rebuilds r WHERE c.subscription = %s AND c.generation = %s"
        " AND c.lane = %s AND c.lease = %s AND r.state = 'running'"
        " AND r.subscription = c.subscription AND r.generation = c.generation"
        " RETURNING c.subscription, c.generation, c.lane, c.position, c.chain,"
        " c.revision, c.halted",
        (
            LEASE_SECONDS,
            part.ear.subscription.name,
            part.generation,
            part.lane,
            part.token,
        ),
    ).first()
    return None if row is None else Checkpoint(*row)
