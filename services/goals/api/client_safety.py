"""Questionnaires, and what makes a person of the clinic look at once."""

from marshmallow import fields, validate

from services.goals.aggregates import CLIENT
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import Identifier, Yes, day, own_id, words
from services.goals.domain.client.forms import AdministerMeasure
from services.goals.domain.client.safety import (
    AcknowledgeSafetyConcern,
    RaiseSafetyConcern,
)
from shared.contracts.clients import SafetySource
from shared.contracts.goals import Instrument
from shared.web import Blueprint

MOST_ITEMS = 9

bp = Blueprint("client_safety", __name__, url_prefix="/v1/clients")
clients = Commands(bp, CLIENT, "client_id")


@clients.post("/<uuid:client_id>/forms")
class AdministerMeasureSchema(CommandSchema):
    """Record a filled-in PHQ-9 or GAD-7, once for all goals that use it."""

    command = AdministerMeasure
    example = {"instrument": "gad7", "items": [2, 2, 2, 2, 2, 2, 3]}

    administration_id = own_id()
    instrument = fields.Enum(Instrument, by_value=True, required=True)
    items = fields.List(
        fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, 3)),
        required=True,
        validate=validate.Length(1, MOST_ITEMS),
        metadata={"description": "0 to 3 each, null where nobody answered"},
    )
    occurred_on = day()
    corrects = Identifier(load_default=None)
    why = words()


@clients.post("/<uuid:client_id>/safety-concerns")
class RaiseSafetyConcernSchema(CommandSchema):
    """Ask a person of the clinic to look at once."""

    command = RaiseSafetyConcern
    example = {"source": "clinician", "words": "He sounded far away on the phone"}

    concern_id = own_id()
    source = fields.Enum(SafetySource, by_value=True, required=True)
    words = words()
    occurred_on = day()


@clients.post(
    "/<uuid:client_id>/safety-concerns/<uuid:concern_id>/acknowledgement", status=200
)
class AcknowledgeSafetyConcernSchema(CommandSchema):
    """Say what was done about a safety concern."""

    command = AcknowledgeSafetyConcern
    example = {"done": "Spoke with him and agreed a safety plan"}

    done = words(required=True)
    occurred_on = day()
    corrects = Yes(
        load_default=False,
        metadata={"description": "puts an earlier acknowledgement right"},
    )
