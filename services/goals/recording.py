"""Facts on their way into the store: one version and one moment each, and an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from services.goals.aggregates import Aggregate
from services.goals.event_store import NewEvent
from services.goals.idempotency import Answer
from services.goals.loading import Standing
from services.goals.snapshots import Mark
from shared.codec import CODEC

TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What one command adds to one stream."""

    aggregate: Aggregate
    stream_id: UUID
    before: Standing
    facts: Sequence[Any]

    @property
    def version(self) -> int:
        """The stream's version once the facts are in it."""
        mark = self.before.mark
        return (mark.version if mark else 0) + len(self.facts)

    @property
    def types(self) -> list[str]:
        return [fact.type for fact in self.facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Whose records these are, and when and by whom they were changed."""

    clinic_id: UUID
    client_id: UUID | None
    now: datetime
    actor: str
    correlation_id: str | None = None
    traceparent: str | None = None


def new_events(change: Change, around: Circumstances) -> Iterator[NewEvent]:
    """Yield the events of a change as they will be stored."""
    mark, cause = change.before.mark, None
    version = mark.version if mark else 0
    recorded_at = max(around.now, mark.recorded_at + TICK) if mark else around.now
    for number, fact in enumerate(change.facts, 1):
        event_id = uuid7()
        at = recorded_at + (number - 1) * TICK
        body = CODEC.encode(
            fact,
            event_id=event_id,
            clinic_id=around.clinic_id,
            client_id=around.client_id,
            subject=f"{change.aggregate.name}/{change.stream_id}",
            version=version + number,
            recorded_at=at,
            actor=around.actor,
            causation_id=cause,
            correlation_id=around.correlation_id,
            traceparent=around.traceparent,
        )
        yield NewEvent(
            id=event_id,
            clinic_id=around.clinic_id,
            client_id=around.client_id,
            stream_id=change.stream_id,
            version=version + number,
            type=fact.type,
            recorded_at=at,
            body=body,
        )
        cause = cause or str(event_id)


def answer_to(
    status: int, changes: Sequence[Change], told: Mapping[str, UUID]
) -> Answer:
    """Return what the caller is told: the new version, and what was recorded."""
    first, *others = changes
    body: dict[str, Any] = {
        "id": first.stream_id,
        "version": first.version,
        **told,
        "events": first.types,
    }
    if others:
        body["also"] = [
            {"id": one.stream_id, "version": one.version, "events": one.types}
            for one in others
        ]
    encoded = msgspec.json.encode(body)
    return Answer(status, first.stream_id, first.version, encoded)


def mark_after(event: NewEvent) -> Mark:
    """Return where a stream stands after an event."""
    return Mark(
        event.stream_id,
        event.version,
        event.recorded_at,
        event.clinic_id,
        event.client_id,
    )
