"""
The tally: a projection whose rows show a lost, doubled or swapped fact.

They depend on the order in which facts are applied, so that live rows are right when
they equal those of a straight replay.
"""

import os
from collections.abc import Callable, Collection, Sequence
from signal import SIGKILL
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.chain import digest
from shared.envelope import Recorded
from shared.subscription import Subscription
from tests.support.fact_log import Log
from tests.support.tally_facts import CLINIC, EVERYTHING, ClientErased, Counted

Handle = Callable[[sa.Connection, Sequence[Recorded[Any]]], None]


class CannotBeCounted(Exception):
    """The amount is one that this version of the tally chokes on."""


def tally(
    name: str = "tally", *, poison: Collection[int] = (), **more: Any
) -> Subscription:
    """Return a subscription that counts per client."""
    options: dict[str, Any] = {"lanes": 2, "handle": tally_with(poison)} | more
    wants = (Counted, ClientErased)
    return Subscription(name=name, wants=wants, tables=("tally",), **options)


def tally_with(
    poison: Collection[int] = (), hook: Callable[[int], None] | None = None
) -> Handle:
    """Return the tally's ``handle``; some amounts are more than it can take."""

    def handle(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
        touched = {event.client_id or CLINIC for event in events}
        rows = {
            row[0]: list(row)
            for row in connection.exec_driver_sql(
                "SELECT client_id, total, entries, history FROM tally"
                " WHERE client_id = ANY(%s)",
                (list(touched),),
            )
        }
        for event in events:
            key = event.client_id or CLINIC
            if isinstance(event.fact, ClientErased):
                rows[key] = [key, 0, 0, "erased"]
                continue
            if event.fact.amount in poison:
                raise CannotBeCounted
            if hook:
                hook(event.position)
            row = rows.setdefault(key, [key, 0, 0, ""])
            row[1] += event.fact.amount
            row[2] += 1
            row[3] = digest(f"{row[3]} {event.position}".encode()).hex()
        if rows:
            _write(connection, list(rows.values()))

    return handle


def dying_at(position: int) -> Handle:
    """Return a ``handle`` that ends its process once a position's rows are written."""
    count = tally_with()

    def handle(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
        count(connection, events)
        if any(event.position >= position for event in events):
            os.kill(os.getpid(), SIGKILL)

    return handle


def _write(connection: sa.Connection, rows: list[list[Any]]) -> None:
    ids, totals, entries, histories = (list(one) for one in zip(*rows, strict=True))
    connection.exec_driver_sql(
        "INSERT INTO tally SELECT * FROM"
        " unnest(%s::uuid[], %s::bigint[], %s::int[], %s::text[])"
        " ON CONFLICT (client_id) DO UPDATE SET total = excluded.total,"
        " entries = excluded.entries, history = excluded.history",
        (ids, totals, entries, histories),
    )


def replayed(log: Log, *, without: Collection[int] = ()) -> dict[UUID, tuple[Any, ...]]:
    """Return the rows that a straight replay of the log adds up to."""
    rows: dict[UUID, tuple[int, int, str]] = {}
    for event in log.events:
        recorded = EVERYTHING.decode(event.body)
        fact = recorded.fact
        if not isinstance(fact, Counted) or event.position in without:
            continue
        key = recorded.client_id or CLINIC
        total, entries, history = rows.get(key, (0, 0, ""))
        rows[key] = (
            total + fact.amount,
            entries + 1,
            digest(f"{history} {event.position}".encode()).hex(),
        )
    return rows
