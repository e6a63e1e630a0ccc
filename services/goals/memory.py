"""
Goals and clients that this process folded lately: the next command need not do it anew.

What is remembered is never trusted alone: loading reads the stream from the remembered
event on, and if that very event is not there (the store was restored to an older point)
the state is forgotten and loaded from the beginning. States hold no person's words.
"""

import threading
from collections import OrderedDict
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.goals.aggregates import size
from services.goals.snapshots import Mark

ROOM: Final = 32 * 1024 * 1024


class Remembered(NamedTuple):
    """A state at its mark; the newest known snapshot is of version ``snapshot``."""

    mark: Mark
    state: Any
    snapshot: int


class Memory:
    """The states used last, as many as there is room for."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._known: OrderedDict[UUID, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, stream_id: UUID, state: type[Any]) -> Remembered | None:
        """Return a state of a type as it stood when it was used last."""
        with self._lock:
            found = self._known.get(stream_id)
            if found is None or not isinstance(found.state, state):
                return None
            self._known.move_to_end(stream_id)
            return found

    def remember(self, mark: Mark, state: Any, snapshot: int) -> None:
        """Remember a state, unless a newer state is known; forget the least used."""
        with self._lock:
            known = self._known.get(mark.stream_id)
            if known and known.mark.version >= mark.version:
                return
            self._drop(mark.stream_id)
            self._known[mark.stream_id] = Remembered(mark, state, snapshot)
            self._taken += size(state)
            while self._taken > self._room:
                self._drop(next(iter(self._known)))

    def forget(self, stream_id: UUID) -> None:
        """Forget a state."""
        with self._lock:
            self._drop(stream_id)

    def _drop(self, stream_id: UUID) -> None:
        known = self._known.pop(stream_id, None)
        if known:
            self._taken -= size(known.state)
