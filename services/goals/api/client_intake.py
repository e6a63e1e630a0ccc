"""Before there are goals: a request for help, the first conversation, what matters."""

from marshmallow import Schema, fields, validate

from services.goals.aggregates import CLIENT
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import Identifier, day, own_id, whole, words
from services.goals.domain.client.concerns import (
    PrioritiseConcerns,
    RaiseConcern,
    ResolveConcern,
    RewordConcern,
)
from services.goals.domain.client.intake import (
    AnswerIntake,
    CompleteIntake,
    RequestIntake,
    StartIntake,
)
from services.goals.domain.client.prompts import PROMPTS, Prompt
from services.goals.domain.client.strengths import NameValue, NoteWin
from shared.contracts.clients import ConcernDomain
from shared.web import Blueprint

MOST_CONCERNS = 100

bp = Blueprint("client_intake", __name__, url_prefix="/v1")
clients = Commands(bp, CLIENT, "client_id")


class PromptSchema(Schema):
    """A question, and the code by which a page knows it."""

    code = fields.String(required=True)
    question = fields.String(required=True)


class PromptsSchema(Schema):
    """Questions that open a first conversation."""

    prompts = fields.List(fields.Nested(PromptSchema), required=True)


@bp.get("/intake-prompts")
@bp.response(200, PromptsSchema)
def intake_prompts() -> dict[str, list[Prompt]]:
    """Show questions that open a first conversation."""
    return {"prompts": list(PROMPTS)}


@clients.post("/clients/<uuid:client_id>/intake-requests")
class RequestIntakeSchema(CommandSchema):
    """Ask for help; the clinic answers within 24 hours."""

    command = RequestIntake
    example = {"words": "I would like to talk to somebody"}

    request_id = own_id()
    words = words()


@clients.post(
    "/clients/<uuid:client_id>/intake-requests/<uuid:request_id>/answer", status=200
)
class AnswerIntakeSchema(CommandSchema):
    """Answer a request for help."""

    command = AnswerIntake
    example = {"words": "We can see you on Friday"}

    words = words()


@clients.post("/clients/<uuid:client_id>/intake", status=200)
class StartIntakeSchema(CommandSchema):
    """Begin the first conversation."""

    command = StartIntake

    occurred_on = day()
    request_id = Identifier(load_default=None)


@clients.post("/clients/<uuid:client_id>/intake/completion", status=200)
class CompleteIntakeSchema(CommandSchema):
    """Write down the client's reflections, and what they hope for."""

    command = CompleteIntake
    example = {
        "reflections": "I carry a lot alone",
        "desired_outcomes": "Mornings without dread",
    }

    occurred_on = day()
    reflections = words()
    desired_outcomes = words()


@clients.post("/clients/<uuid:client_id>/concerns")
class RaiseConcernSchema(CommandSchema):
    """Say what troubles the client, in their own words."""

    command = RaiseConcern
    example = {
        "own_words": "I am tense before work",
        "domain": "anxiety",
        "severity": 7,
    }

    concern_id = own_id()
    own_words = words(required=True)
    domain = fields.Enum(ConcernDomain, by_value=True, required=True)
    severity = whole(0, 10)


@clients.post("/clients/<uuid:client_id>/concerns/<uuid:concern_id>/rewording")
class RewordConcernSchema(CommandSchema):
    """Find other words for a concern, or weigh it differently."""

    command = RewordConcern
    example = {"own_words": "I am tense on Mondays", "severity": 5}

    own_words = words()
    severity = whole(0, 10)


@clients.post("/clients/<uuid:client_id>/concern-order", status=200)
class PrioritiseConcernsSchema(CommandSchema):
    """Put the open concerns in order, the most important first."""

    command = PrioritiseConcerns
    example = {"concern_ids": ["01940029-7000-7000-8000-000000000029"]}

    concern_ids = fields.List(
        Identifier(), required=True, validate=validate.Length(1, MOST_CONCERNS)
    )


@clients.post(
    "/clients/<uuid:client_id>/concerns/<uuid:concern_id>/resolution", status=200
)
class ResolveConcernSchema(CommandSchema):
    """Say that a concern no longer troubles the client."""

    command = ResolveConcern

    occurred_on = day()
    note = words()


@clients.post("/clients/<uuid:client_id>/values")
class NameValueSchema(CommandSchema):
    """Name something that matters to the client."""

    command = NameValue
    example = {"own_words": "Being there for my daughter"}

    value_id = own_id()
    own_words = words(required=True)


@clients.post("/clients/<uuid:client_id>/wins")
class NoteWinSchema(CommandSchema):
    """Note something good that nobody had planned."""

    command = NoteWin
    example = {"own_words": "I laughed in a meeting"}

    win_id = own_id()
    own_words = words(required=True)
    occurred_on = day()
    goal_id = Identifier(load_default=None)
