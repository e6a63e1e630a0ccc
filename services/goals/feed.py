"""
The feed: the log in order, as JSON that is joined from the stored bytes.

Position and chain are spliced into each body and the page is joined; nothing is decoded
or encoded on its way. (Splicing in SQL was measured: it costs twice as much.) A reader
that filters is told how far was looked, so that an empty page still moves it on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from psycopg.types.numeric import Int8

from services.goals import log
from services.goals.event_store import Connection
from shared.chain import GENESIS
from shared.envelope import spliced

SCANNED_AT_ONCE: Final = 20_000
"""How many positions one page looks at, at most: a page is a short piece of work."""

# PAGE is formatted once more, hence the two braces.
PAGE: Final = """
SELECT position, chain, body
FROM log JOIN events USING (ordinal)
WHERE position > %(after)s AND position <= %(until)s {filters}
ORDER BY position LIMIT %(limit)s
"""

OF_LANE: Final = "AND lane_key %% %(lanes)s = %(lane)s"
OF_TYPES: Final = "AND type LIKE ANY (%(types)s)"


class HistoryIsAnother(Exception):
    """
    The log does not have this position with this chain; stop and ask the operator.

    Either the store was restored to an older point, or the reader has read another.
    """

    def __init__(self, head: int) -> None:
        super().__init__()
        self.members = {"head": head}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader asks for; ``types`` are families, or types with their version."""

    after: int
    limit: int
    chain: bytes | None = None
    types: Sequence[str] = ()
    lanes: int = 1
    lane: int = 0


def read(
    connection: Connection, question: Question, *, scanned: int = SCANNED_AT_ONCE
) -> bytes:
    """
    Return a page of the log as JSON.

    :raises HistoryIsAnother: if the reader does not stand on this log.
    """
    head = log.head(connection)
    _require_same_history(connection, question, head.position)
    until = min(head.position, question.after + _reach(question, scanned))
    events, reached = _events(connection, question, until)
    at = log.at(connection, reached)
    chain = at.chain if at else GENESIS
    return b'{"events":[%b],"next":%d,"chain":"%b","head":%d}' % (
        events,
        reached,
        chain.hex().encode(),
        head.position,
    )


def position_of(connection: Connection, stream_id: object, version: int) -> int | None:
    """Return the position of a stream's version, once it has one."""
    row = connection.execute(
        "SELECT position FROM log JOIN events USING (ordinal)"
        " WHERE stream_id = %s AND version = %s",
        (stream_id, version),
    ).fetchone()
    return int(row[0]) if row else None


def _require_same_history(
    connection: Connection, question: Question, head: int
) -> None:
    stands = log.at(connection, question.after)
    if stands is None or question.chain not in (None, stands.chain):
        raise HistoryIsAnother(head)


def _reach(question: Question, scanned: int) -> int:
    """Return how many positions to look at: more of them when most are passed over."""
    if question.types or question.lanes > 1:
        return max(scanned, question.limit)
    return question.limit


def _events(
    connection: Connection, question: Question, until: int
) -> tuple[bytes, int]:
    """Return the joined events up to a position, and the last position looked at."""
    if until <= question.after:
        return b"", question.after
    filters = OF_LANE if question.lanes > 1 else ""
    filters += f" {OF_TYPES}" if question.types else ""
    rows = connection.execute(
        PAGE.format(filters=filters),
        {
            "after": Int8(question.after),
            "until": Int8(until),
            "limit": Int8(question.limit),
            "lanes": Int8(question.lanes),
            "lane": Int8(question.lane),
            "types": [_pattern(name) for name in question.types],
        },
        binary=True,
        prepare=True,
    ).fetchall()
    joined = b",".join([spliced(body, at, chain) for at, chain, body in rows])
    return joined, rows[-1][0] if len(rows) == question.limit else until


def _pattern(name: str) -> str:
    """Return what a type looks like in SQL; a family is followed by any version."""
    _, dot, version = name.rpartition(".v")
    return name if dot and version.isdecimal() else f"{name}.v%"
