"""A fact as it is about to be stored, without a command that led to it."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from services.goals.event_store import NewEvent
from shared.codec import CODEC
from shared.contracts.fact import Fact


def stored(  # noqa: PLR0913 - an event is its attributes
    fact: Fact,
    stream_id: UUID,
    version: int,
    *,
    clinic_id: UUID,
    client_id: UUID,
    recorded_at: datetime,
) -> NewEvent:
    """Return a fact as one version of a goal."""
    event_id = uuid7()
    return NewEvent(
        id=event_id,
        clinic_id=clinic_id,
        client_id=client_id,
        stream_id=stream_id,
        version=version,
        type=fact.type,
        recorded_at=recorded_at,
        body=CODEC.encode(
            fact,
            event_id=event_id,
            clinic_id=clinic_id,
            client_id=client_id,
            subject=f"goals/{stream_id}",
            version=version,
            recorded_at=recorded_at,
            actor="system:test",
        ),
    )
