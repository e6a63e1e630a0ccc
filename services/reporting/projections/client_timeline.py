"""
Client timeline: what happened, one row per fact, in the order of the log.

A row holds numbers and ids, of the client's own facts and of those of their goals.
Words are not copied: who may read them finds them by the event's id. The rows say
enough to tell where a goal stood at any moment (``services.reporting.known``).
"""

from datetime import date, datetime
from typing import Any, Final, NamedTuple, get_args
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from services.reporting.tables import metadata
from shared.contracts.clients import ClientEvent
from shared.contracts.fact import Fact, sealed_fields
from shared.contracts.goals import GoalActivated, GoalAdjusted, GoalEvent
from shared.envelope import Recorded

name: Final = "client_timeline"
wants = get_args(GoalEvent) + get_args(ClientEvent)

table = sa.Table(
    name,
    metadata,
    sa.Column("client_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.Uuid, nullable=False),
    sa.Column("clinic_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("occurred_on", sa.Date),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("details", JSONB, nullable=False),
)


class Moment(msgspec.Struct, frozen=True, gc=False):
    """One thing that happened; its fields are the table's columns, in their order."""

    client_id: UUID | None
    position: int
    event_id: UUID
    clinic_id: UUID
    goal_id: UUID | None
    kind: str
    actor: str
    occurred_on: date | None
    recorded_at: datetime
    details: dict[str, Any]


row = Moment
appends: Final = True

# Every field of a fact but the words, what has a column of its own, and the list of
# entries that something rests on, which may be long: it is in the event.
_SHOWN_ELSEWHERE = {"client_id", "occurred_on", "evidence"}
_TOLD: dict[str, tuple[str, ...]] = {
    fact.type: tuple(
        field
        for field in fact.__struct_fields__
        if field not in {*sealed_fields(fact), *_SHOWN_ELSEWHERE}
    )
    for fact in wants
}
_OF_CLIENTS = frozenset(fact.type for fact in get_args(ClientEvent))
_KINDS = {fact.type: fact.type.split(".")[2] for fact in wants}


def key(recorded: Recorded[GoalEvent | ClientEvent]) -> str:
    """Return the event's id: each fact is a row of its own."""
    return str(recorded.id)


def evolve(_row: Moment | None, recorded: Recorded[GoalEvent | ClientEvent]) -> Moment:
    """Return the row that tells one fact."""
    fact, envelope = recorded.fact, recorded.envelope
    return Moment(
        envelope.clientid,
        recorded.position,
        envelope.id,
        envelope.clinicid,
        None if fact.type in _OF_CLIENTS else recorded.stream_id,
        _KINDS[fact.type],
        envelope.actor,
        _day_of(fact) or envelope.occurredon,
        envelope.time,
        _details(fact),
    )


def _day_of(fact: Fact) -> date | None:
    match fact:
        case GoalActivated(start_on=day) | GoalAdjusted(effective_on=day):
            return day
        case _:
            return None


def _details(fact: Fact) -> dict[str, Any]:
    return {
        field: value
        for field in _TOLD[fact.type]
        if (value := getattr(fact, field)) is not None
    }


# Questions.


class Part(NamedTuple):
    """Which rows are asked for: after a position, so many, and known by a moment."""

    after: int = 0
    limit: int | None = None
    known_at: datetime | None = None


def of_client(
    connection: sa.Connection, client_id: UUID, clinic_id: UUID | None, part: Part
) -> list[Moment]:
    """Return what happened to a client, oldest first; of one clinic if it is named."""
    asked = sa.select(table).where(
        table.c.client_id == client_id, table.c.position > part.after
    )
    if part.known_at is not None:
        asked = asked.where(table.c.recorded_at <= part.known_at)
    if clinic_id is not None:
        asked = asked.where(table.c.clinic_id == clinic_id)
    found = connection.execute(asked.order_by(table.c.position).limit(part.limit))
    return [Moment(**row._asdict()) for row in found]
