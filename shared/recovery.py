"""
Recovery: after the store came back older than what a consumer has heard.

Each lane goes back to the newest step of its trail that the log still confirms.
Rows that were made from events that no longer exist cannot be told apart, so a
projection stays halted, serving what it has, until a rebuilt copy replaces it;
consumers that repeat nothing by themselves simply go on.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from shared import checkpoints
from shared.bus import Head
from shared.chain import GENESIS
from shared.checkpoints import Checkpoint
from shared.feed import Feed
from shared.subscription import Subscription


@dataclass(frozen=True, slots=True)
class Recovered:
    """A lane that had heard what the log no longer holds."""

    subscription: str
    lane: int
    heard: int
    confirmed: int


def recover(
    connection: sa.Connection, feed: Feed, subscription: Subscription
) -> list[Recovered]:
    """
    Put each lane where the log agrees with it, in one transaction.

    Returns the lanes that had to go back; a projection then needs a rebuild, and
    stays halted until it has had one, however often this is called.
    """
    found = []
    generation = _live(connection, subscription.name)
    for lane in range(subscription.lanes):
        checkpoint = checkpoints.lock(connection, subscription.name, lane, generation)
        if checkpoint is None:
            continue
        confirmed = _newest_confirmed(connection, feed, checkpoint)
        if confirmed.position < checkpoint.position:
            found.append(
                Recovered(
                    subscription.name, lane, checkpoint.position, confirmed.position
                )
            )
        _go_back(connection, checkpoint, confirmed)
    if found:
        _void_skips(connection, subscription.name, min(one.confirmed for one in found))
    if found and subscription.generations:
        halt, kept = checkpoints.RECOVERING, ""
    else:
        halt, kept = None, checkpoints.RECOVERING
    connection.exec_driver_sql(
        "UPDATE checkpoints SET halted = %s, revision = revision + 1"
        " WHERE subscription = %s AND generation = %s"
        " AND (halted IS NULL OR halted <> %s)",
        (halt, subscription.name, generation, kept),
    )
    return found


def _newest_confirmed(
    connection: sa.Connection, feed: Feed, checkpoint: Checkpoint
) -> Head:
    """Return the newest step that the log confirms: it confirms all older ones too."""
    here = Head(checkpoint.position, checkpoint.chain)
    if feed.confirms(*here):
        return here
    rows = connection.exec_driver_sql(
        "SELECT position, chain FROM trail WHERE subscription = %s"
        " AND generation = %s AND lane = %s ORDER BY position",
        checkpoint.key,
    )
    steps = [Head(0, GENESIS), *(Head(*row) for row in rows)]
    low, high = 0, len(steps)
    while high - low > 1:
        middle = (low + high) // 2
        if feed.confirms(*steps[middle]):
            low = middle
        else:
            high = middle
    return steps[low]


def _go_back(connection: sa.Connection, checkpoint: Checkpoint, to: Head) -> None:
    for table in ("trail", "parked"):
        connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE subscription = %s AND generation = %s"  # noqa: S608 - constants only
            " AND lane = %s AND position > %s",
            (*checkpoint.key, to.position),
        )
    if to.position < checkpoint.position:
        checkpoints.move(connection, checkpoint, to)


def _void_skips(connection: sa.Connection, name: str, after: int) -> None:
    """End the skips of events that are gone; others will have their positions."""
    connection.exec_driver_sql(
        "UPDATE skips SET voided_at = now()"
        " WHERE subscription = %s AND position > %s AND voided_at IS NULL",
        (name, after),
    )


def _live(connection: sa.Connection, name: str) -> str:
    generation: str = connection.exec_driver_sql(
        "SELECT live FROM generations WHERE subscription = %s", (name,)
    ).scalar_one()
    return generation
