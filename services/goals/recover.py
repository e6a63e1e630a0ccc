"""
Recovering the bus after the store was set back to an older point (law 12).

The log is the truth, and what the bus holds beyond it or beside it never happened. The
stream is deleted if its tail is not one that the log confirms; a relay that had
stopped because of it looks every few seconds, finds no stream, and fills a new one.
"""

from enum import Enum

from services.goals import log
from services.goals.log import Connection
from shared.bus import NO_STREAM, Bus


class Recovered(Enum):
    """What had to be done to the bus; the value says it to the operator."""

    NOTHING = "the bus agrees with the log"
    NO_STREAM = "the bus is empty; the relay will fill it"
    DELETED = "the bus held what the log does not confirm; it will be filled anew"


def recover_bus(connection: Connection, bus: Bus) -> Recovered:
    """Delete the stream unless the log confirms its tail."""
    while True:
        tail = bus.tail()
        if tail == NO_STREAM:
            return Recovered.NO_STREAM
        proven = bus.judge(tail)
        if proven and log.at(connection, proven.position) == proven:
            return Recovered.NOTHING
        if bus.discard(tail):
            return Recovered.DELETED
