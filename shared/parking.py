"""
Parking: what an operator does about a client whose event could not be applied.

The parked client's events wait in the log, so nothing is kept here but where it
stopped. ``retry`` applies what waits, in order; ``skip`` says, with who and why,
that one event is to be passed over by this subscription for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shared import applying, checkpoints, generations
from shared.checkpoints import Checkpoint
from shared.feed import Feed, FeedUnavailable, Page
from shared.subscription import NO_CLIENT, Ear, Heard, Interest

PAGE = 2000


@dataclass(frozen=True, slots=True)
class Parked:
    """A client that waits, and since which event."""

    subscription: str
    generation: str
    lane: int
    client_id: UUID
    position: int
    error: str
    since: datetime


class NothingWaitsThere(Exception):
    """Only an event that holds up a client or a lane can be skipped."""


def parked(connection: sa.Connection) -> list[Parked]:
    """Return every client that waits, longest first."""
    rows = connection.exec_driver_sql(
        "SELECT subscription, generation, lane, client_id, position, error, since"
        " FROM parked ORDER BY since"
    )
    return [Parked(*row) for row in rows]


def retry(engine: sa.Engine, feed: Feed, ear: Ear, client_id: UUID) -> int:
    """
    Apply what waits for a client, in order; return how many events that was.

    It stays parked, further on perhaps, if one of them still cannot be applied.
    Each page is a transaction, so a retry that is cut short has lost nothing.
    """
    applied = 0
    done: set[str] = set()
    while waiting := _next_waiting(engine, ear, client_id, done):
        page = feed.read(
            waiting.position - 1,
            PAGE,
            types=ear.subscription.families,
            lanes=ear.subscription.lanes,
            lane=waiting.lane,
        )
        with engine.begin() as connection:
            count, finished = _apply_page(connection, ear, waiting, page)
        applied += count
        if finished:
            done.add(waiting.generation)
    return applied


def skip(
    connection: sa.Connection, name: str, position: int, *, who: str, why: str
) -> None:
    """
    Let a subscription pass over an event from now on, and rebuilds as well.

    :raises NothingWaitsThere: if nothing is held up at that position.
    """
    held_up = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT FROM parked WHERE subscription = %s AND position = %s)"
        " OR EXISTS (SELECT FROM checkpoints WHERE subscription = %s"
        " AND position + 1 = %s AND halted IS NOT NULL)",
        (name, position, name, position),
    ).scalar()
    if not held_up:
        raise NothingWaitsThere
    connection.exec_driver_sql(
        "INSERT INTO skips (subscription, position, who, why) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (subscription, position) WHERE voided_at IS NULL DO NOTHING",
        (name, position, who, why),
    )
    connection.exec_driver_sql(
        "UPDATE checkpoints SET revision = revision + 1 WHERE subscription = %s",
        (name,),
    )


def _next_waiting(
    engine: sa.Engine, ear: Ear, client_id: UUID, done: set[str]
) -> Parked | None:
    name = ear.subscription.name
    with engine.begin() as connection:
        return next(
            (
                one
                for one in parked(connection)
                if (one.subscription, one.client_id) == (name, client_id)
                and one.generation not in done
            ),
            None,
        )


def _apply_page(
    connection: sa.Connection, ear: Ear, waiting: Parked, page: Page
) -> tuple[int, bool]:
    """Apply a page of what waits; return how many events, and whether that is all."""
    name, lane, generation = waiting.subscription, waiting.lane, waiting.generation
    checkpoint = checkpoints.lock(connection, name, lane, generation)
    if checkpoint is None or not _still_waits(connection, waiting):
        return 0, False
    if page.next < waiting.position:
        raise FeedUnavailable("the feed is behind its subscriber")
    if ear.subscription.generations:
        generations.use(connection, generation)
    events = _of_client(connection, ear, waiting, page, checkpoint)
    poison = applying.apply_one_client(connection, ear, events)
    if poison:
        before = sum(event.position < poison.position for event in events)
        _wait_at(connection, waiting, poison.position, poison.error)
        return before, True
    if page.next >= checkpoint.position:
        checkpoints.unpark(connection, checkpoint, waiting.client_id)
        return len(events), True
    _wait_at(connection, waiting, page.next + 1, waiting.error)
    return len(events), False


def _of_client(
    connection: sa.Connection,
    ear: Ear,
    waiting: Parked,
    page: Page,
    checkpoint: Checkpoint,
) -> list[Heard]:
    skipped = connection.exec_driver_sql(
        "SELECT position FROM skips"
        " WHERE subscription = %s AND position >= %s AND voided_at IS NULL",
        (waiting.subscription, waiting.position),
    )
    passed_over = set(skipped.scalars())
    return [
        event
        for event in page.events
        if (event.client_id or NO_CLIENT) == waiting.client_id
        and event.position <= checkpoint.position
        and event.position not in passed_over
        and ear.interest(event.type) in {Interest.WANTED, Interest.UNKNOWN}
    ]


def _still_waits(connection: sa.Connection, waiting: Parked) -> bool:
    """Return whether nobody else has retried this client in the meantime."""
    position = connection.exec_driver_sql(
        "SELECT position FROM parked WHERE subscription = %s AND generation = %s"
        " AND client_id = %s FOR UPDATE",
        (waiting.subscription, waiting.generation, waiting.client_id),
    ).scalar()
    return bool(position == waiting.position)


def _wait_at(
    connection: sa.Connection, waiting: Parked, position: int, error: str
) -> None:
    connection.exec_driver_sql(
        "UPDATE parked SET position = %s, error = %s WHERE subscription = %s"
        " AND generation = %s AND client_id = %s",
        (
            position,
            error,
            waiting.subscription,
            waiting.generation,
            waiting.client_id,
        ),
    )
