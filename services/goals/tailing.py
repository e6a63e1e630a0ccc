"""Tailing: the log as a person at a terminal follows it."""

from collections.abc import Iterator
from time import sleep

import msgspec

from services.goals import log
from services.goals.log import Connection
from shared.bus import Sequenced
from shared.envelope import Envelope, spliced

CHUNK = 1_000
LOOK = 0.5  # seconds between two looks for new events


def follow(connection: Connection, after: int, *, forever: bool) -> Iterator[Sequenced]:
    """Yield the events after a position; with ``forever``, also those to come."""
    while True:
        events = log.read(connection, after, CHUNK)
        yield from events
        if events:
            after = events[-1].position
        elif forever:
            sleep(LOOK)
        else:
            return


def shown(event: Sequenced, *, as_json: bool) -> str:
    """Return an event as one line: its ids and type, or all of it as JSON."""
    if as_json:
        return spliced(event.body, event.position, event.chain).decode()
    envelope = msgspec.json.decode(event.body, type=Envelope)
    return (
        f"{event.position:>8}  {envelope.time:%Y-%m-%d %H:%M:%S}  {envelope.subject}"
        f"  v{envelope.streamversion}  {envelope.type}  {envelope.actor}"
    )
