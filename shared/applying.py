"""
Applying a stretch of the log to a consumer's tables, poison included.

The whole batch is tried at once. If that fails through no passing fault, it is
done again client by client: the client whose event cannot be applied waits from
that event on, the others go on. If every one of several clients fails, the
cause is not in their events and nothing is applied at all.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa

from shared import checkpoints
from shared.bus import Entry, Head
from shared.chain import link
from shared.checkpoints import Checkpoint, PassedOver
from shared.feed import Page
from shared.subscription import NO_CLIENT, Ear, Heard, Interest
from shared.transient import is_about_the_schema, is_transient


@dataclass(slots=True)
class Stretch:
    """What one lane is to apply next, and where it then stands."""

    position: int
    chain: bytes
    events: list[Heard] = field(default_factory=list)
    erased: list[UUID] = field(default_factory=list)
    unknown: str | None = None
    """The type of fact, if any, that this code cannot read and stops before."""

    @property
    def calls_for_action(self) -> bool:
        return bool(self.events or self.erased or self.unknown)

    @property
    def halted(self) -> str | None:
        return f"{checkpoints.UNKNOWN} {self.unknown}" if self.unknown else None


@dataclass(frozen=True, slots=True)
class Poison:
    """An event that its subscription could not apply."""

    client_id: UUID | None
    position: int
    error: str


class EverybodyFails(Exception):
    """Every one of several clients failed: the fault is not in their events."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def from_bus(
    ear: Ear, lane: int, entries: Sequence[Entry], start: Stretch, over: PassedOver
) -> bool:
    """
    Extend a stretch by entries of the bus; say whether all of them were sound.

    An entry counts if it is the next one and its link follows from the last; those
    that this lane passes over are never decoded.
    """
    for entry in entries:
        expected = link(start.chain, entry.position, entry.digest)
        if entry.position != start.position + 1 or entry.chain != expected:
            return False
        if ear.interest(entry.type) is not Interest.NONE and ear.hears(
            entry.client_id, lane
        ):
            event = Heard(
                entry.type, entry.position, entry.chain, entry.client_id, entry.body
            )
            if not _hear(ear, event, start, over):
                return True
        start.position, start.chain = entry.position, entry.chain
    return True


def from_feed(
    ear: Ear, lane: int, page: Page, start: Stretch, over: PassedOver
) -> None:
    """Extend a stretch by a page of the feed, which was asked for this lane only."""
    for event in page.events:
        if ear.interest(event.type) is Interest.NONE:
            continue
        if ear.hears(event.client_id, lane) and not _hear(ear, event, start, over):
            return
        start.position, start.chain = event.position, event.chain
    start.position, start.chain = page.next, page.chain


def _hear(ear: Ear, event: Heard, stretch: Stretch, over: PassedOver) -> bool:
    """Add an event to a stretch unless it is passed over; False: stop before it."""
    if event.position in over.skips:
        return True
    interest = ear.interest(event.type)
    if interest is Interest.UNKNOWN:
        stretch.unknown = event.type
        return False
    client = event.client_id or NO_CLIENT
    if interest is Interest.ERASURE:
        stretch.erased.append(client)
        if ear.wants(event.type):
            stretch.events.append(event)
    elif client not in over.parked or client in stretch.erased:
        stretch.events.append(event)
    return True


def apply_all(
    connection: sa.Connection, ear: Ear, stretch: Stretch, *, filling: bool = False
) -> None:
    """Hand a stretch to its subscription in one go."""
    if stretch.events:
        _handle(connection, ear, stretch.events, filling=filling)


def apply_by_client(
    connection: sa.Connection, ear: Ear, stretch: Stretch, *, filling: bool = False
) -> list[Poison]:
    """
    Hand a stretch to its subscription client by client; return what was poison.

    :raises EverybodyFails: if no one of several clients' events could be applied.
    """
    clients: defaultdict[UUID | None, list[Heard]] = defaultdict(list)
    for event in stretch.events:
        clients[event.client_id].append(event)
    found = [
        poison
        for events in clients.values()
        if (poison := apply_one_client(connection, ear, events, filling=filling))
    ]
    if len(clients) > 1 and len(found) == len(clients):
        raise EverybodyFails(found[0].error)
    return found


def settle(
    connection: sa.Connection,
    checkpoint: Checkpoint,
    stretch: Stretch,
    poison: Sequence[Poison] = (),
) -> None:
    """Park and unpark as a stretch demands, and move the checkpoint to its end."""
    for client in stretch.erased:
        checkpoints.unpark(connection, checkpoint, client)
    for one in poison:
        checkpoints.park(connection, checkpoint, one.client_id, one.position, one.error)
    checkpoints.move(
        connection,
        checkpoint,
        Head(stretch.position, stretch.chain),
        applied=len(stretch.events),
        halted=stretch.halted,
    )


def apply_one_client(
    connection: sa.Connection, ear: Ear, events: list[Heard], *, filling: bool = False
) -> Poison | None:
    """Hand one client's events over; return the first that is poison, if any."""
    if _attempt(connection, ear, events, filling=filling) is None:
        return None
    waiting: Poison | None = None
    for event in events:
        if waiting and ear.interest(event.type) is not Interest.ERASURE:
            continue
        error = _attempt(connection, ear, [event], filling=filling)
        waiting = (error and Poison(event.client_id, event.position, error)) or None
    return waiting


def _attempt(
    connection: sa.Connection, ear: Ear, events: list[Heard], *, filling: bool
) -> str | None:
    """Apply events under a savepoint; return the name of the error if they fail."""
    try:
        with connection.begin_nested():
            _handle(connection, ear, events, filling=filling)
    except Exception as error:
        if is_transient(error):
            raise
        if is_about_the_schema(error):
            raise EverybodyFails(type(error).__name__) from error
        return type(error).__name__
    return None


def _handle(
    connection: sa.Connection, ear: Ear, events: list[Heard], *, filling: bool
) -> None:
    subscription = ear.subscription
    handle = subscription.fill if filling and subscription.fill else subscription.handle
    decode = ear.decode
    handle(connection, [decode(event) for event in events])
