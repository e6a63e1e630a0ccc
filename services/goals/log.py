"""
The log: every sequenced event, by position, as the relay and ``verify`` read it.

Functions take a psycopg connection and read committed rows only; each read is its
own short transaction, so nothing here holds back the clean-up of ``pending``.
"""

from typing import Any

import psycopg

from shared.bus import Head, Sequenced
from shared.chain import GENESIS, digest

Connection = psycopg.Connection[Any]

BEGINNING = Head(0, GENESIS)

NEWEST = "SELECT position, chain FROM log ORDER BY position DESC LIMIT 1"

AT = "SELECT position, chain FROM log WHERE position = %s"

AFTER = """
SELECT position, lane_key, chain, body
FROM log JOIN events USING (ordinal)
WHERE position > %s ORDER BY position LIMIT %s
"""


class LogIsBroken(Exception):
    """A position or an event of the log is missing; ``guidepost verify`` says which."""


def head(connection: Connection) -> Head:
    """Return the newest position and its chain."""
    return _one(connection, NEWEST) or BEGINNING


def at(connection: Connection, position: int) -> Head | None:
    """Return a position with its chain; None if the log has not got so far."""
    return BEGINNING if position == 0 else _one(connection, AT, position)


def read(connection: Connection, after: int, limit: int) -> list[Sequenced]:
    """
    Return the events that follow a position.

    :raises LogIsBroken: if one of them is not there.
    """
    cursor = connection.cursor(binary=True)
    rows = cursor.execute(AFTER, (after, limit), prepare=True).fetchall()
    if rows and rows[-1][0] != after + len(rows):
        raise LogIsBroken(f"The log has a hole after position {after}.")
    return [
        Sequenced(position, lane_key, digest(body), chain, body)
        for position, lane_key, chain, body in rows
    ]


def _one(connection: Connection, query: str, *values: int) -> Head | None:
    cursor = connection.cursor(binary=True)
    row = cursor.execute(query, values, prepare=True).fetchone()
    return Head(*row) if row else None
