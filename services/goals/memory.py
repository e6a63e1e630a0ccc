"""
Goals that this process folded lately, so that the next command need not fold them anew.

What is remembered is never trusted alone: loading reads the stream from the remembered
event on, and if that very event is not there (the store was restored to an older point)
the goal is forgotten and loaded from the beginning. States hold no person's words.
"""

import threading
from collections import OrderedDict
from typing import Final, NamedTuple
from uuid import UUID

from services.goals.domain.goal.state import Goal
from services.goals.snapshots import Mark

ROOM: Final = 32 * 1024 * 1024
BESIDE_THE_LEDGER: Final = 4 * 1024
"""What a goal takes up in memory apart from its entries, roughly and at most."""


class Remembered(NamedTuple):
    """A goal as it stood at a mark; its newest known snapshot is of ``snapshot``."""

    mark: Mark
    goal: Goal
    snapshot: int


class Memory:
    """The goals used last, as many as there is room for."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._goals: OrderedDict[UUID, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, goal_id: UUID) -> Remembered | None:
        """Return a goal as it stood when it was used last."""
        with self._lock:
            found = self._goals.get(goal_id)
            if found:
                self._goals.move_to_end(goal_id)
            return found

    def remember(self, mark: Mark, goal: Goal, snapshot: int) -> None:
        """Remember a goal, unless a newer state is known; forget the least used."""
        with self._lock:
            known = self._goals.get(mark.stream_id)
            if known and known.mark.version >= mark.version:
                return
            self._drop(mark.stream_id)
            self._goals[mark.stream_id] = Remembered(mark, goal, snapshot)
            self._taken += _size(goal)
            while self._taken > self._room:
                self._drop(next(iter(self._goals)))

    def forget(self, goal_id: UUID) -> None:
        """Forget a goal."""
        with self._lock:
            self._drop(goal_id)

    def _drop(self, goal_id: UUID) -> None:
        known = self._goals.pop(goal_id, None)
        if known:
            self._taken -= _size(known.goal)


def _size(goal: Goal) -> int:
    return len(goal.ledger.packed) + len(goal.ledger.tail) + BESIDE_THE_LEDGER
