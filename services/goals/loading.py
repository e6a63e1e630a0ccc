"""
A goal as it stands: from memory, a snapshot or its first event, and what came after.

Whichever it starts from, it is one round trip, and the events decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from services.goals import event_store
from services.goals.afterwards import GOAL
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.state import Goal
from services.goals.event_store import Connection, Loaded, StoredEvent
from services.goals.idempotency import Answer, RequestKey
from services.goals.memory import Memory
from services.goals.snapshots import Mark, SnapshotIsUnreadable
from shared.codec import CODEC


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a goal stands; with an answer, the request had been carried out already.

    ``mark`` is None for a goal that does not exist; ``snapshot`` is the version of the
    newest snapshot that is known of, 0 for none.
    """

    goal: Goal
    mark: Mark | None
    snapshot: int = 0
    answer: Answer | None = None


def load(
    connection: Connection, memory: Memory, goal_id: UUID, key: RequestKey | None = None
) -> Standing:
    """
    Return where a goal stands, or the answer already given under a key.

    :raises KeyWasUsedOtherwise: if the key was used with another body.
    """
    known = memory.recall(goal_id)
    if known:
        again = event_store.load(connection, goal_id, key=key, since=known.mark.version)
        if again.answer:
            return Standing(known.goal, known.mark, answer=again.answer)
        if again.first == known.mark:
            goal = _after(known.goal, again.events[1:])
            return Standing(goal, again.mark, known.snapshot)
        memory.forget(goal_id)
    loaded = event_store.load(connection, goal_id, GOAL.name, key)
    if loaded.answer or loaded.mark is None:
        return Standing(Goal(), loaded.mark, answer=loaded.answer)
    snapshot = loaded.snapshot.version if loaded.snapshot else 0
    return Standing(folded(connection, goal_id, loaded), loaded.mark, snapshot)


def folded(connection: Connection, goal_id: UUID, loaded: Loaded) -> Goal:
    """Return the goal that a snapshot and the events after it add up to."""
    if loaded.snapshot is None:
        return _after(Goal(), loaded.events)
    try:
        start = GOAL.unpack(loaded.snapshot.body)
    except SnapshotIsUnreadable:
        return _after(Goal(), event_store.load(connection, goal_id).events)
    return _after(start, loaded.events)


def facts_of(events: Iterable[StoredEvent]) -> list[Any]:
    """Return the facts that stored events hold."""
    return [CODEC.decode(event.body).fact for event in events]


def _after(goal: Goal, events: Sequence[StoredEvent]) -> Goal:
    return reduce(evolve, facts_of(events), goal)
