"""
Publishing: keep the bus a copy of the newest part of the log.

Where publishing stands is read off the stream itself, not remembered: what a
publisher believes is only sent along, and Redis appends if it is so. Otherwise the
tail that it answers with decides:

- genuine, and the log has that position with that chain: go on from there;
- no stream: start so that it will hold the configured number of entries;
- genuine, but ahead of the log or of another history: stop (law 12);
- anything else: a stranger's work; delete the stream, then as if there were none.
"""

from collections.abc import Sequence
from typing import NamedTuple

from services.goals import log
from services.goals.log import Connection
from services.goals.sequencing import Step, no_step
from shared.bus import NO_STREAM, Bus, Head, Sequenced, Tail

MOST_AT_ONCE = 2_000
MOST_BYTES = 8 * 1024 * 1024  # in one call of Redis, which serves nobody else meanwhile


class HistoryForked(Exception):
    """The bus holds events that the log does not know: the store was set back."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The bus is at position {position}, which the log does not confirm."
            " If the store was restored, run `guidepost recover`."
        )
        self.position = position


class Place(NamedTuple):
    """Where publishing goes on: after a position of the log, behind a tail."""

    head: Head
    tail: Tail


class Publisher:
    """Copies the log to the bus; several may try at once, and any may be killed."""

    def __init__(self, bus: Bus, *, kept: int, step: Step = no_step) -> None:
        self._bus = bus
        self._kept = kept
        self._step = step
        self._place: Place | None = None

    @property
    def position(self) -> int | None:
        """The newest position known to be on the bus; None before the first look."""
        return self._place.head.position if self._place else None

    def look(self, connection: Connection) -> Place:
        """
        Find out where the bus stands, whatever has happened to it.

        :raises HistoryForked: if it proves another history than the log's.
        """
        self._place = None
        while self._place is None:
            self._place = self._judge(connection, self._bus.tail())
        return self._place

    def publish(
        self, connection: Connection, fresh: Sequence[Sequenced] = ()
    ) -> Sequence[Sequenced]:
        """
        Append the next events of the log; return them, none if the bus has them all.

        ``fresh`` are events just sequenced: if they are the next, the log is not read.

        :raises HistoryForked: if the bus proves another history than the log's.
        """
        place = self._place or self.look(connection)
        if not fresh or fresh[0].position != place.head.position + 1:
            fresh = log.read(connection, place.head.position, MOST_AT_ONCE)
        batch = _bounded(fresh)
        if not batch:
            return []
        self._step("before publishing")
        tail = self._bus.append(place.tail, batch, kept=self._kept)
        self._step("after publishing")
        if tail is None:
            head = Head(batch[-1].position, batch[-1].chain)
            self._place = Place(head, self._bus.ending_in(head))
            return batch
        self._place = self._judge(connection, tail)
        return self.publish(connection)

    def _judge(self, connection: Connection, tail: Tail) -> Place | None:
        """Return where to go on behind a tail; None if it had to be deleted first."""
        if tail == NO_STREAM:
            # The log is looked at after the bus, so it cannot seem to be behind.
            newest = log.head(connection).position
            head = log.at(connection, max(0, newest - self._kept))
            return Place(head or log.BEGINNING, tail)
        proven = self._bus.judge(tail)
        if proven is None:
            self._bus.discard(tail)
            return None
        if log.at(connection, proven.position) != proven:
            self._place = None
            raise HistoryForked(proven.position)
        return Place(proven, tail)


def _bounded(events: Sequence[Sequenced]) -> Sequence[Sequenced]:
    """Return the first events, as many as one call of Redis may carry."""
    size = 0
    for number, event in enumerate(events):
        size += len(event.body)
        if number and (size > MOST_BYTES or number == MOST_AT_ONCE):
            return events[:number]
    return events
