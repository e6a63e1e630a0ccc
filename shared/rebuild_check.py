"""
Is what serves what the log says? A replay beside the live rows, and a comparison.

The replay folds the feed into passing tables of this session, so nothing that
serves is touched or held up. The last stretch is folded in the snapshot in which
the live rows are read: checkpoints and rows of one moment belong together. What a
subscription has skipped or parked is passed over here too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, LiteralString
from uuid import UUID

import sqlalchemy as sa
from psycopg import sql

from shared import applying, generations
from shared.applying import Stretch
from shared.chain import GENESIS
from shared.checkpoints import PassedOver
from shared.codec import CODEC
from shared.feed import Feed
from shared.subscription import NO_CLIENT, Ear, Heard, Subscription

PASSING = "pg_temp"


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a table holds, in two numbers that no order of rows changes."""

    rows: int
    digest: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two checksums, and the first row that is not the same in both."""

    live: Checksum
    replayed: Checksum
    live_row: str | None = None
    replayed_row: str | None = None

    @property
    def same(self) -> bool:
        return self.live == self.replayed


class LogIsShorter(Exception):
    """The feed ends before the live copy does."""


@dataclass(frozen=True, slots=True)
class _Lane:
    position: int
    parked: dict[UUID, int]
    skips: frozenset[int]

    def has_heard(self, event: Heard) -> bool:
        """Return whether the live copy has applied an event of this lane."""
        waits_from = self.parked.get(event.client_id or NO_CLIENT)
        waits = waits_from is not None and event.position >= waits_from
        return event.position <= self.position and not waits


@dataclass(slots=True)
class Check:
    """A comparison of one projection with its replay; use it once."""

    engine: sa.Engine
    feed: Feed
    subscription: Subscription
    at: dict[int, Stretch] = field(default_factory=dict)

    def run(
        self, tell: Callable[[int, int], None] = lambda _done, _all: None
    ) -> Verdict:
        """
        Replay and compare; ``tell`` hears how many positions are done, of how many.

        1. Fold each lane into passing tables, to where the live copy is now.
        2. In one snapshot: fold what the live copy has heard since, and compare.
        """
        with self.engine.connect() as connection:
            try:
                return self._run(connection, tell)
            finally:
                connection.invalidate()  # the passing table ends with its session

    def _run(
        self, connection: sa.Connection, tell: Callable[[int, int], None]
    ) -> Verdict:
        [table] = self.subscription.tables
        with connection.begin():
            lanes = self._prepare(connection, table)
        whole = sum(lane.position for lane in lanes.values())
        for number, lane in lanes.items():
            while self._lacks(number, lane):
                with connection.begin():
                    self._fold_page(connection, number, lane)
                tell(sum(one.position for one in self.at.values()), whole)
        connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            for number, lane in self._lanes(connection).items():
                while self._lacks(number, lane):
                    self._fold_page(connection, number, lane)
            live = generations.live(connection, self.subscription.name)
            return _compare(connection, table, generations.schema(live))

    def _prepare(self, connection: sa.Connection, table: str) -> dict[int, _Lane]:
        """Make the passing table, which hides the live one from this session."""
        generations.use_live(connection, self.subscription.name)
        _ask(
            connection,
            "CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL)",
            table=sql.Identifier(table),
        )
        return self._lanes(connection)

    def _lacks(self, number: int, lane: _Lane) -> bool:
        return self.at.setdefault(number, Stretch(0, GENESIS)).position < lane.position

    def _fold_page(self, connection: sa.Connection, number: int, lane: _Lane) -> None:
        """Fold the next page of a lane, but no further than the live copy has heard."""
        ear, stretch = Ear(self.subscription, CODEC), self.at[number]
        page = self.feed.read(
            stretch.position,
            types=self.subscription.families,
            lanes=self.subscription.lanes,
            lane=number,
        )
        if page.next == stretch.position:
            raise LogIsShorter
        stretch.events.clear()
        over = PassedOver(frozenset(), lane.skips)
        applying.from_feed(ear, number, page, stretch, over)
        stretch.position = min(stretch.position, lane.position)
        heard = [event for event in stretch.events if lane.has_heard(event)]
        self.subscription.handle(connection, [ear.decode(event) for event in heard])

    def _lanes(self, connection: sa.Connection) -> dict[int, _Lane]:
        name = self.subscription.name
        skips = connection.exec_driver_sql(
            "SELECT position FROM skips WHERE subscription = %s AND voided_at IS NULL",
            (name,),
        )
        skipped = frozenset(skips.scalars())
        lanes = connection.exec_driver_sql(
            "SELECT lane, position, coalesce((SELECT jsonb_object_agg(client_id,"
            " p.position) FROM parked p WHERE p.subscription = c.subscription"
            " AND p.generation = c.generation AND p.lane = c.lane), '{}')"
            " FROM checkpoints c JOIN generations g ON g.subscription = c.subscription"
            " AND g.live = c.generation WHERE c.subscription = %s",
            (name,),
        )
        return {
            lane: _Lane(
                position,
                {UUID(client): since for client, since in parked.items()},
                skipped,
            )
            for lane, position, parked in lanes
        }


def checksum(connection: sa.Connection, schema: str, table: str) -> Checksum:
    """Return the checksum of a projection's table in a schema."""
    found: Any = _ask(
        connection,
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)"
        " FROM {table} AS t",
        table=sql.Identifier(schema, table),
    ).one()
    return Checksum(found[0], int(found[1]))


def _compare(connection: sa.Connection, table: str, schema: str) -> Verdict:
    live, replayed = (checksum(connection, where, table) for where in (schema, PASSING))
    if live == replayed:
        return Verdict(live, replayed)
    first: Any = _ask(
        connection,
        "SELECT l::text, r::text FROM {live} AS l FULL JOIN {replayed} AS r"
        " USING ({key}) WHERE l IS DISTINCT FROM r ORDER BY {key} LIMIT 1",
        live=sql.Identifier(schema, table),
        replayed=sql.Identifier(PASSING, table),
        key=_key(connection, schema, table),
    ).one()
    return Verdict(live, replayed, *first)


def _key(connection: sa.Connection, schema: str, table: str) -> sql.Composed:
    columns = connection.exec_driver_sql(
        "SELECT attname FROM pg_index JOIN pg_attribute"
        " ON attrelid = indrelid AND attnum = ANY(indkey)"
        " WHERE indisprimary AND indrelid = %s::regclass ORDER BY attnum",
        (f"{schema}.{table}",),
    )
    return sql.SQL(", ").join(map(sql.Identifier, columns.scalars()))


def _ask(
    connection: sa.Connection, statement: LiteralString, **names: sql.Composable
) -> sa.CursorResult[Any]:
    composed = sql.SQL(statement).format(**names)
    return connection.exec_driver_sql(composed.as_string())
