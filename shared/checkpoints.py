"""
Checkpoints: how far each lane of each subscription has heard.

Whoever moves one holds its row's lock, so effects and checkpoint change in one
transaction or not at all. These few statements run for every batch; they go to
the driver as they are, which prepares them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.bus import Head
from shared.subscription import NO_CLIENT, Subscription

FORKED = "forked"
FAILING = "failing"
UNKNOWN = "unknown"
RECOVERING = "recovering"
UNTIL_RECOVERED = frozenset({FORKED, RECOVERING})
"""The reasons for a halt that only an operator's command ends."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a lane stands, as of the moment its row was locked."""

    subscription: str
    generation: str
    lane: int
    position: int
    chain: bytes
    revision: int
    halted: str | None

    @property
    def key(self) -> tuple[str, str, int]:
        return self.subscription, self.generation, self.lane


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What a lane must not apply: clients that wait, positions that are skipped."""

    parked: frozenset[UUID]
    skips: frozenset[int]


class LanesDiffer(Exception):
    """The number of lanes cannot change while the lanes stand apart."""


_COLUMNS = "subscription, generation, lane, position, chain, revision, halted"
# Code that counts its lanes differently must not move any: it would lose events.
_LIVE = "(SELECT live FROM generations WHERE subscription = %s AND lanes = %s)"
_LOCK = (
    f"SELECT {_COLUMNS} FROM checkpoints WHERE subscription = %s AND lane = %s"  # noqa: S608 - constants only
    " AND generation = {generation} FOR UPDATE{wait}"
)
_TRY_LIVE = _LOCK.format(generation=_LIVE, wait=" SKIP LOCKED")
_WAIT = _LOCK.format(generation="%s", wait="")
_MOVE = """
WITH moved AS (
    UPDATE checkpoints SET position = %s, chain = %s, applied = applied + %s,
        halted = %s, updated_at = now()
    WHERE subscription = %s AND generation = %s AND lane = %s
    RETURNING subscription, generation, lane, position, chain
)
INSERT INTO trail (subscription, generation, lane, position, chain)
SELECT subscription, generation, lane, position, chain FROM moved
ON CONFLICT (subscription, generation, lane, position)
DO UPDATE SET chain = excluded.chain, at = now()
"""


def try_lock_live(
    connection: sa.Connection, subscription: Subscription, lane: int
) -> Checkpoint | None:
    """Return the live generation's checkpoint, locked; None if another has it."""
    name = subscription.name
    return _one(connection, _TRY_LIVE, (name, lane, name, subscription.lanes))


def lock(
    connection: sa.Connection, name: str, lane: int, generation: str
) -> Checkpoint | None:
    """Return one generation's checkpoint once its lock is ours; None if unknown."""
    return _one(connection, _WAIT, (name, lane, generation))


def move(
    connection: sa.Connection,
    checkpoint: Checkpoint,
    to: Head,
    *,
    applied: int = 0,
    halted: str | None = None,
) -> None:
    """Move a locked checkpoint and leave one step of its trail."""
    connection.exec_driver_sql(_MOVE, (*to, applied, halted, *checkpoint.key))


def halt(connection: sa.Connection, checkpoint: Checkpoint, reason: str | None) -> None:
    """Write down, for all to see, why a lane does not go on; None: it does again."""
    connection.exec_driver_sql(
        "UPDATE checkpoints SET halted = %s, updated_at = now()"
        " WHERE subscription = %s AND generation = %s AND lane = %s",
        (reason, *checkpoint.key),
    )


def passed_over(connection: sa.Connection, checkpoint: Checkpoint) -> PassedOver:
    """Return what a locked lane must not apply."""
    parked = connection.exec_driver_sql(
        "SELECT client_id FROM parked"
        " WHERE subscription = %s AND generation = %s AND lane = %s",
        checkpoint.key,
    )
    skips = connection.exec_driver_sql(
        "SELECT position FROM skips"
        " WHERE subscription = %s AND position > %s AND voided_at IS NULL",
        (checkpoint.subscription, checkpoint.position),
    )
    return PassedOver(
        frozenset(parked.scalars().all()), frozenset(skips.scalars().all())
    )


def park(
    connection: sa.Connection,
    checkpoint: Checkpoint,
    client_id: UUID | None,
    position: int,
    error: str,
) -> None:
    """Let a client wait at a position; the error is a class's name, no more."""
    connection.exec_driver_sql(
        "INSERT INTO parked"
        " (subscription, generation, lane, client_id, position, error)"
        " VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (subscription, generation, client_id)"
        " DO UPDATE SET position = excluded.position, error = excluded.error",
        (*checkpoint.key, client_id or NO_CLIENT, position, error),
    )
    revise(connection, checkpoint)


def unpark(connection: sa.Connection, checkpoint: Checkpoint, client: UUID) -> None:
    """Let a client's events through again."""
    connection.exec_driver_sql(
        "DELETE FROM parked WHERE subscription = %s AND generation = %s"
        " AND lane = %s AND client_id = %s",
        (*checkpoint.key, client),
    )
    revise(connection, checkpoint)


def revise(connection: sa.Connection, checkpoint: Checkpoint) -> None:
    """Tell the next holder of this checkpoint that ``passed_over`` has changed."""
    connection.exec_driver_sql(
        "UPDATE checkpoints SET revision = revision + 1"
        " WHERE subscription = %s AND generation = %s AND lane = %s",
        checkpoint.key,
    )


def begin(connection: sa.Connection, subscription: Subscription) -> None:
    """
    Give a subscription its first checkpoints; harmless to repeat.

    :raises LanesDiffer: if it began with another number of lanes.
    """
    name, lanes = subscription.name, subscription.lanes
    connection.exec_driver_sql(
        "INSERT INTO generations (subscription, lanes) VALUES (%s, %s)"
        " ON CONFLICT DO NOTHING",
        (name, lanes),
    )
    known, live = connection.exec_driver_sql(
        "SELECT lanes, live FROM generations WHERE subscription = %s", (name,)
    ).one()
    if known != lanes:
        raise LanesDiffer(f"{name} has {known} lanes, this code wants {lanes}.")
    add(connection, subscription, live)


def add(connection: sa.Connection, subscription: Subscription, generation: str) -> None:
    """Add a generation's checkpoints at the beginning of the log."""
    connection.exec_driver_sql(
        "INSERT INTO checkpoints (subscription, generation, lane)"
        " SELECT %s, %s, generate_series(0, %s - 1) ON CONFLICT DO NOTHING",
        (subscription.name, generation, subscription.lanes),
    )


def _one(
    connection: sa.Connection, statement: str, values: tuple[Any, ...]
) -> Checkpoint | None:
    row = connection.exec_driver_sql(statement, values).first()
    return None if row is None else Checkpoint(*row)
