"""What the API shows of a client: where they stand, and no answer to any item."""

from datetime import date, datetime
from typing import Any

from marshmallow import Schema, fields

from services.goals.domain.client.intake import unanswered
from services.goals.domain.client.state import Client, Status, open_safety_concerns
from services.goals.snapshots import Mark
from shared.contracts.clients import (
    Capacity,
    ClientRegistered,
    ConcernDomain,
    Ending,
    Purpose,
    SafetySource,
    Scope,
)
from shared.contracts.goals import Instrument


class IntakeRequestViewSchema(Schema):
    """A request for help, and by when it is answered."""

    id = fields.UUID(required=True)
    answer_by = fields.AwareDateTime(required=True)
    answered = fields.Boolean(required=True)


class ConcernViewSchema(Schema):
    """What troubles the client; ``rank`` 1 is the most important to them."""

    id = fields.UUID(required=True)
    domain = fields.Enum(ConcernDomain, by_value=True, required=True)
    severity = fields.Integer(required=True, allow_none=True)
    rank = fields.Integer(required=True, allow_none=True)
    resolved_on = fields.Date(required=True, allow_none=True)


class FormViewSchema(Schema):
    """A questionnaire that was filled in; incomplete ones have no total."""

    id = fields.UUID(required=True)
    instrument = fields.Enum(Instrument, by_value=True, required=True)
    occurred_on = fields.Date(required=True)
    total = fields.Integer(required=True, allow_none=True)
    corrected = fields.Boolean(required=True)


class SafetyConcernViewSchema(Schema):
    """A reason for somebody to look."""

    id = fields.UUID(required=True)
    source = fields.Enum(SafetySource, by_value=True, required=True)
    occurred_on = fields.Date(required=True)
    acknowledged_on = fields.Date(required=True, allow_none=True)


class CoverViewSchema(Schema):
    """Who stands in for whom; both days are included."""

    clinician_id = fields.UUID(required=True)
    cover_id = fields.UUID(required=True)
    from_on = fields.Date(required=True)
    until_on = fields.Date(required=True)


class ConsentViewSchema(Schema):
    """What somebody allowed."""

    id = fields.UUID(required=True)
    recipient = fields.String(required=True)
    scope = fields.Enum(Scope, by_value=True, required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    capacity = fields.Enum(Capacity, by_value=True, required=True)
    until_on = fields.Date(required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)


class ProxyViewSchema(Schema):
    """Somebody who may act for the client."""

    id = fields.UUID(required=True)
    capacity = fields.Enum(Capacity, by_value=True, required=True)
    until_on = fields.Date(required=True, allow_none=True)
    revoked = fields.Boolean(required=True)


class ClientViewSchema(Schema):
    """A client as they stand at a version."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    clinic_id = fields.UUID(required=True)
    name = fields.String(required=True, allow_none=True)
    time_zone = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    episode = fields.Integer(required=True)
    intake_started_on = fields.Date(required=True, allow_none=True)
    intake_completed_on = fields.Date(required=True, allow_none=True)
    discharged_on = fields.Date(required=True, allow_none=True)
    ending = fields.Enum(Ending, by_value=True, required=True, allow_none=True)
    unanswered_requests = fields.List(
        fields.UUID(),
        required=True,
        metadata={"description": "those past their 24 hours"},
    )
    requests = fields.List(fields.Nested(IntakeRequestViewSchema), required=True)
    concerns = fields.List(fields.Nested(ConcernViewSchema), required=True)
    values = fields.List(fields.UUID(), required=True)
    forms = fields.List(fields.Nested(FormViewSchema), required=True)
    open_safety_concerns = fields.List(fields.UUID(), required=True)
    safety_concerns = fields.List(fields.Nested(SafetyConcernViewSchema), required=True)
    clinicians = fields.List(fields.UUID(), required=True)
    covers = fields.List(fields.Nested(CoverViewSchema), required=True)
    consents = fields.List(fields.Nested(ConsentViewSchema), required=True)
    proxies = fields.List(fields.Nested(ProxyViewSchema), required=True)


def client_view(
    client: Client, mark: Mark, first: object, now: datetime
) -> dict[str, Any]:
    """Return what is shown of a client; the schema picks its fields."""
    shown: dict[str, Any] = ClientViewSchema().dump(client)
    registered = first if isinstance(first, ClientRegistered) else None
    return shown | {
        "id": str(mark.stream_id),
        "version": mark.version,
        "recorded_at": mark.recorded_at.isoformat(),
        "clinic_id": str(mark.clinic_id),
        "name": registered.name if registered else None,
        "intake_started_on": _iso(client.intake.started_on),
        "intake_completed_on": _iso(client.intake.completed_on),
        "unanswered_requests": [str(one) for one in unanswered(client, now)],
        "concerns": _ranked(shown["concerns"], client),
        "values": sorted(shown["values"]),
        "open_safety_concerns": [str(one) for one in open_safety_concerns(client)],
    }


def _ranked(concerns: list[dict[str, Any]], client: Client) -> list[dict[str, Any]]:
    """Return the concerns with the rank that the client gave them."""
    ranks = {str(one): rank for rank, one in enumerate(client.ranking, 1)}
    return [one | {"rank": ranks.get(one["id"])} for one in concerns]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
