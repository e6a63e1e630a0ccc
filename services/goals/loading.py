"""
A goal or a client as it stands: what is known of it, and the events that came after.

It starts from memory, a snapshot or the first event. Whichever it is, it is one round
trip, and the events decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from services.goals import event_store
from services.goals.aggregates import Aggregate
from services.goals.event_store import Connection, Loaded, StoredEvent
from services.goals.idempotency import Answer, RequestKey
from services.goals.memory import Memory
from services.goals.snapshots import Mark, SnapshotIsUnreadable
from shared.codec import CODEC


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a stream stands; with an answer, the request had been carried out already.

    ``mark`` is None for one that does not exist; ``snapshot`` is the version of the
    newest snapshot that is known of, 0 for none.
    """

    state: Any
    mark: Mark | None
    snapshot: int = 0
    answer: Answer | None = None


def load(
    connection: Connection,
    memory: Memory,
    aggregate: Aggregate,
    stream_id: UUID,
    key: RequestKey | None = None,
) -> Standing:
    """
    Return where a stream stands, or the answer already given under a key.

    :raises KeyWasUsedOtherwise: if the key was used with another body.
    :raises GoalDoesNotExist, ClientDoesNotExist: if the stream is of another kind.
    """
    known = memory.recall(stream_id, type(aggregate.unborn))
    if known:
        since = known.mark.version
        again = event_store.load(connection, stream_id, key=key, since=since)
        if again.answer:
            return Standing(known.state, known.mark, answer=again.answer)
        if again.first == known.mark:
            state = _after(aggregate, known.state, again.events[1:])
            return Standing(state, again.mark, known.snapshot)
        memory.forget(stream_id)
    loaded = event_store.load(connection, stream_id, aggregate.kind.name, key)
    if loaded.answer or loaded.mark is None:
        return Standing(aggregate.unborn, loaded.mark, answer=loaded.answer)
    snapshot = loaded.snapshot.version if loaded.snapshot else 0
    state = folded(connection, aggregate, stream_id, loaded)
    return Standing(state, loaded.mark, snapshot)


def folded(
    connection: Connection, aggregate: Aggregate, stream_id: UUID, loaded: Loaded
) -> Any:
    """Return the state that a snapshot and the events after it add up to."""
    if loaded.snapshot is None:
        return _from_the_first(aggregate, loaded.events)
    try:
        start = aggregate.kind.unpack(loaded.snapshot.body)
    except SnapshotIsUnreadable:
        every = event_store.load(connection, stream_id).events
        return _from_the_first(aggregate, every)
    return _after(aggregate, start, loaded.events)


def facts_of(events: Iterable[StoredEvent]) -> list[Any]:
    """Return the facts that stored events hold."""
    return [CODEC.decode(event.body).fact for event in events]


def _from_the_first(aggregate: Aggregate, events: Sequence[StoredEvent]) -> Any:
    facts = facts_of(events)
    if not facts[0].type.startswith(aggregate.family):
        raise aggregate.missing
    return reduce(aggregate.evolve, facts, aggregate.unborn)


def _after(aggregate: Aggregate, state: Any, events: Sequence[StoredEvent]) -> Any:
    return reduce(aggregate.evolve, facts_of(events), state)
