"""A client's record: who cares for them, how an episode of care begins and ends."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.goals.aggregates import CLIENT
from services.goals.api.carrying_out import Asked
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import (
    LONGEST_NAME,
    Identifier,
    day,
    must_be_a_time_zone,
    own_id,
    words,
)
from services.goals.domain.client.care import (
    ArrangeCover,
    AssignClinician,
    TransferClient,
    UnassignClinician,
)
from services.goals.domain.client.ending import (
    DischargeClient,
    ReadmitClient,
    RecordDeath,
)
from services.goals.domain.client.registration import RegisterClient
from services.goals.procedures import OnDischarge
from shared.contracts.clients import Ending
from shared.web import Blueprint

MOST_GOALS = 1000

bp = Blueprint("client_record", __name__, url_prefix="/v1/clients")
clients = Commands(bp, CLIENT, "client_id")


@clients.post("")
class RegisterClientSchema(CommandSchema):
    """Begin a client's record, for the clinic in Guidepost-Clinic."""

    command = RegisterClient
    example = {"name": "Maya", "time_zone": "America/New_York"}

    client_id = own_id()
    name = words(required=True)
    time_zone = fields.String(
        required=True,
        validate=[validate.Length(1, LONGEST_NAME), must_be_a_time_zone],
        metadata={"description": "IANA name, such as Europe/Madrid"},
    )


@clients.post("/<uuid:client_id>/clinicians")
class AssignClinicianSchema(CommandSchema):
    """Say which clinician cares for the client."""

    command = AssignClinician
    example = {"clinician_id": "01940033-7000-7000-8000-000000000033"}

    clinician_id = Identifier(required=True)


@clients.post("/<uuid:client_id>/clinicians/<uuid:clinician_id>/end", status=200)
class UnassignClinicianSchema(CommandSchema):
    """Say that a clinician no longer cares for the client."""

    command = UnassignClinician

    reason = words()


@clients.post("/<uuid:client_id>/transfer", status=200)
class TransferClientSchema(CommandSchema):
    """Hand the client over to another clinician, with what is open."""

    command = TransferClient
    example = {
        "from_id": "01940032-7000-7000-8000-000000000032",
        "to_id": "01940033-7000-7000-8000-000000000033",
    }

    from_id = Identifier(required=True)
    to_id = Identifier(required=True)
    reason = words()


@clients.post("/<uuid:client_id>/cover")
class ArrangeCoverSchema(CommandSchema):
    """Let another clinician stand in for an absent one; both days are included."""

    command = ArrangeCover
    example = {
        "clinician_id": "01940032-7000-7000-8000-000000000032",
        "cover_id": "01940033-7000-7000-8000-000000000033",
        "from_on": "2025-02-17",
        "until_on": "2025-02-28",
    }

    clinician_id = Identifier(required=True)
    cover_id = Identifier(required=True)
    from_on = day(required=True)
    until_on = day(required=True)


class SettledGoalSchema(Schema):
    """What becomes of one open goal."""

    goal_id = Identifier(required=True)
    decision = fields.Enum(OnDischarge, by_value=True, required=True)


@clients.post("/<uuid:client_id>/discharge", status=200)
class DischargeClientSchema(CommandSchema):
    """End an episode of care; say of each open goal what becomes of it."""

    command = DischargeClient
    example = {
        "ending": "completed",
        "maintenance_plan": "Breathing on workdays; call after three bad weeks",
        "goals": [],
    }

    ending = fields.Enum(Ending, by_value=True, required=True)
    occurred_on = day()
    reason = words()
    maintenance_plan = words()
    goals = fields.List(
        fields.Nested(SettledGoalSchema),
        load_default=list,
        validate=validate.Length(max=MOST_GOALS),
    )

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        data["goals"] = {one["goal_id"]: one["decision"] for one in data["goals"]}
        asked: Asked = super().to_command(data)
        return asked


@clients.post("/<uuid:client_id>/readmission", status=200)
class ReadmitClientSchema(CommandSchema):
    """Begin a new episode of care; the history stays."""

    command = ReadmitClient
    example = {"reason": "A new job"}

    occurred_on = day()
    reason = words()


@clients.post("/<uuid:client_id>/death", status=200)
class RecordDeathSchema(CommandSchema):
    """Say that the client has died; nothing more is sent to anybody about them."""

    command = RecordDeath

    occurred_on = day()
