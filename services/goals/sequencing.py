"""
Sequencing: give every committed event its place in the one order.

A move takes what waits in ``pending`` and writes it to ``log`` with the next dense
positions and their chain, in one transaction:

1. wait for the advisory lock that every move takes; only then
2. read the log's tail, and
3. take the waiting ordinals, lowest first, out of ``pending``; read their events;
4. compute positions and chain here; write them; commit.

READ COMMITTED matters: steps 2 and 3 see what the move before committed. A session lock
says who leads, but a relay that was stopped and resumed may believe so wrongly for
a moment; the lock of step 1 is what keeps two moves from reading the same tail.
"""

from collections.abc import Callable
from typing import Any, Final

import psycopg

from services.goals.log import BEGINNING, NEWEST, Connection
from shared.bus import Head, Sequenced
from shared.chain import digest, link
from shared.database import KEEPALIVE, libpq_url

LEADING: Final = 0x72656C6179  # held for as long as a relay leads
MOVING: Final = 0x6D6F7665  # held for one move
# A relay that is stopped, cut off or asleep loses its connection, and so its locks.
STEADY: Final = (
    "-c idle_session_timeout={seconds}s"
    " -c idle_in_transaction_session_timeout={seconds}s"
    " -c tcp_user_timeout={seconds}s -c tcp_keepalives_idle=4"
    " -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
    " -c lock_timeout=5s -c statement_timeout=60s -c timezone=UTC"
)

# Statistics are of no use here: ``pending`` is empty or huge from one second to the
# next, and a plan made for an empty table would scan a backlog again at every move.
BY_INDEX: Final = (
    " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off"
    " -c enable_mergejoin=off -c max_parallel_workers_per_gather=0 -c jit=off"
)

BEGIN: Final = f"BEGIN; SELECT pg_advisory_xact_lock({MOVING}); {NEWEST}"

# Named one by one: a range would also delete what has committed in between.
TAKE: Final = """
DELETE FROM pending WHERE ordinal = ANY (ARRAY(
    SELECT ordinal FROM pending ORDER BY ordinal LIMIT %s
)) RETURNING ordinal
"""

# By an array PostgreSQL walks the index once; a join would descend it for every event.
EVENTS: Final = """
SELECT ordinal, lane_key, body FROM events WHERE ordinal = ANY (%s::bigint[])
"""

WRITE: Final = """
INSERT INTO log (position, ordinal, chain)
SELECT {position} + n, ordinal,
    substring('\\x{chains}'::bytea FROM (n::int - 1) * 32 + 1 FOR 32)
FROM unnest('{{{ordinals}}}'::bigint[]) WITH ORDINALITY AS waiting (ordinal, n);
COMMIT
"""

Step = Callable[[str], None]


class EventIsMissing(Exception):
    """An ordinal waits whose event is not in the store; the move was undone."""


def no_step(_name: str) -> None:
    """Do nothing at a step; a test gives something else to do there."""


def connect(url: str, application_name: str, *, seconds: int = 10) -> Connection:
    """Connect as the relay: in autocommit, and gone so long after the relay is."""
    options: dict[str, Any] = {
        **KEEPALIVE,
        "application_name": application_name,
        "connect_timeout": 5,
        "options": STEADY.format(seconds=seconds) + BY_INDEX,
    }
    return psycopg.connect(libpq_url(url), autocommit=True, **options)


def try_to_lead(connection: Connection) -> bool:
    """Return whether this connection now leads; it does until it is closed."""
    query = "SELECT pg_try_advisory_lock(%s)"
    [leads] = connection.execute(query, (LEADING,)).fetchone() or (False,)
    return bool(leads)


def waiting(connection: Connection) -> int:
    """Return how many events wait to be sequenced."""
    [count] = connection.execute("SELECT count(*) FROM pending").fetchone() or (0,)
    return int(count)


def sequence(
    connection: Connection, limit: int, step: Step = no_step
) -> list[Sequenced]:
    """
    Move up to so many waiting events into the log; return them in their order.

    :raises EventIsMissing: if what waits is not in the store.
    """
    try:
        tail, rows = _take(connection, limit)
        moved = _numbered(tail, rows)
        if moved:
            step("before sequencing commits")
        _write(connection, tail, moved, [row[0] for row in rows])
    except BaseException:
        if not connection.closed:
            connection.execute("ROLLBACK")
        raise
    if moved:
        step("after sequencing commits")
    return moved


def _take(connection: Connection, limit: int) -> tuple[Head, list[Any]]:
    """Begin a move; return the log's tail, and what waits with its events."""
    begun = connection.execute(BEGIN, prepare=False)
    begun.nextset()
    begun.nextset()
    row = begun.fetchone()
    cursor = connection.cursor(binary=True)
    taken = cursor.execute(TAKE, (limit,), prepare=True).fetchall()
    ordinals = [ordinal for (ordinal,) in taken]
    rows = cursor.execute(EVENTS, (ordinals,), prepare=True).fetchall() if taken else []
    if len(rows) < len(taken):
        missing = min(set(ordinals).difference(row[0] for row in rows))
        raise EventIsMissing(f"No event has the ordinal {missing}.")
    # Sorted here: PostgreSQL would move the bodies about to do it.
    return Head(*row) if row else BEGINNING, sorted(rows, key=_ordinal)


def _write(
    connection: Connection, tail: Head, moved: list[Sequenced], ordinals: list[int]
) -> None:
    """
    Write what was moved and commit, in one round trip.

    Numbers and hexadecimal are put into the text, because only a simple query may hold
    two statements. The driver's pipelines could too, but they end in a Flush, after
    which PostgreSQL forgets its idle timeouts, and a stopped relay would lead for ever.
    """
    if not moved:
        connection.execute("COMMIT")
        return
    statement = WRITE.format(
        position=tail.position,
        chains=b"".join(event.chain for event in moved).hex(),
        ordinals=",".join(map(str, ordinals)),
    )
    connection.execute(statement.encode(), prepare=False)


def _ordinal(row: tuple[Any, ...]) -> int:
    return int(row[0])


def _numbered(tail: Head, rows: list[Any]) -> list[Sequenced]:
    """Return the events of a move with their positions, digests and chain."""
    position, chain = tail
    moved = []
    for _, lane_key, body in rows:
        position += 1
        printed = digest(body)
        chain = link(chain, position, printed)
        moved.append(Sequenced(position, lane_key, printed, chain, body))
    return moved
