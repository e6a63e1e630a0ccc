"""
Where a client's goals stood as far as it was known at a moment.

Two clocks: what happened by ``occurred_on``, what was known by ``recorded_at``. Known
at T means recorded at or before T. The timeline says all that a goal's figures rest on,
so its rows up to T fold to the answer, without the log and without replaying others'.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, get_args
from uuid import UUID

import msgspec
import sqlalchemy as sa

from services.reporting.goal_row import GoalProgress
from services.reporting.projections import client_timeline, goal_progress
from services.reporting.projections.client_timeline import Moment, Part
from shared.chain import GENESIS
from shared.codec import schema_uri
from shared.contracts.fact import Fact
from shared.contracts.goals import GoalEvent
from shared.envelope import Envelope, Recorded

_FACTS: Final[dict[str, type[Fact]]] = {
    fact.type.split(".")[2]: fact for fact in get_args(GoalEvent)
}


def goals_of(
    connection: sa.Connection,
    client_id: UUID,
    clinic_id: UUID | None,
    known_at: datetime,
) -> list[GoalProgress]:
    """Return each of a client's goals as it was known at a moment."""
    part = Part(known_at=known_at)
    moments = client_timeline.of_client(connection, client_id, clinic_id, part)
    return folded(moments)


def folded(moments: Iterable[Moment]) -> list[GoalProgress]:
    """Return the goals that a timeline's rows, in their order, add up to."""
    rows: dict[UUID, GoalProgress] = {}
    for moment in moments:
        if moment.goal_id is None:
            continue
        before = rows.get(moment.goal_id)
        version = before.version + 1 if before else 1
        told = _told(moment, moment.goal_id, version)
        rows[moment.goal_id] = goal_progress.evolve(before, told)
    return list(rows.values())


def _told(moment: Moment, goal_id: UUID, version: int) -> Recorded[Any]:
    """Return the fact that a row tells, without the words that it never held."""
    fact = _FACTS[moment.kind]
    return Recorded(
        moment.position,
        GENESIS,
        Envelope(
            specversion="1.0",
            id=moment.event_id,
            source=f"/clinics/{moment.clinic_id}",
            type=fact.type,
            subject=f"goals/{goal_id}",
            time=moment.recorded_at,
            datacontenttype="application/json",
            dataschema=schema_uri(fact.type),
            clinicid=moment.clinic_id,
            clientid=moment.client_id,
            streamversion=version,
            actor=moment.actor,
            data=msgspec.Raw(b"{}"),
        ),
        _fact(moment, fact),
    )


def _fact(moment: Moment, fact: type[Fact]) -> Fact:
    fields = dict(moment.details)
    names: Sequence[str] = fact.__struct_fields__
    if "occurred_on" in names:
        fields["occurred_on"] = moment.occurred_on
    if "client_id" in names:
        fields["client_id"] = moment.client_id
    return msgspec.convert(fields, fact)
