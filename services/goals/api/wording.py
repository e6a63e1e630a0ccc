"""
Advice on a goal's words, before or after it becomes one.

Nothing is recorded and nothing of the words is logged; what comes back is about the
sentence that was sent, with places that count its characters.
"""

from typing import Any

from marshmallow import Schema, fields, validate

from services.goals.api.fields import Yes, words
from services.goals.api.views import CadenceViewSchema
from services.goals.domain.wording.language import Blurs, Part
from services.goals.domain.wording.review import LANGUAGES, Finding, Review, review
from shared.web import Blueprint

bp = Blueprint("wording", __name__, url_prefix="/v1")


class WordingSchema(Schema):
    """A goal in somebody's own words, and what is known beside it."""

    own_words = words(required=True)
    language = fields.String(
        load_default="en", validate=validate.OneOf(tuple(LANGUAGES))
    )
    has_baseline = Yes(
        load_default=False,
        metadata={"description": "it is known where the client stands now"},
    )
    has_purpose_elsewhere = Yes(
        load_default=False,
        metadata={"description": "a concern or a value is linked to the goal"},
    )


class QuoteSchema(Schema):
    """Words of the sentence: its characters from ``start`` up to before ``end``."""

    text = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)


class VagueWordsSchema(QuoteSchema):
    """Words too vague to measure, and what they leave open."""

    blurs = fields.Enum(Blurs, by_value=True, required=True)


class AmountSchema(QuoteSchema):
    """How much; ``most`` is the upper end of a range, a time of day has no value."""

    value = fields.Float(required=True, allow_none=True)
    most = fields.Float(required=True, allow_none=True)
    unit = fields.String(required=True)


class ReadCadenceSchema(QuoteSchema):
    """How often; no cadence where no measure can keep this rhythm."""

    cadence = fields.Nested(CadenceViewSchema, required=True, allow_none=True)


class ProposalSchema(Schema):
    """A part that could be added, and a question that helps to find it."""

    part = fields.Enum(Part, by_value=True, required=True)
    prompt = fields.String(required=True)


def finding() -> fields.Enum[Finding]:
    """Return the field of what was found of one criterion."""
    return fields.Enum(Finding, by_value=True, required=True)


class ReviewSchema(Schema):
    """What a sentence says, what it leaves open, and what could be added."""

    specific = finding()
    measurable = finding()
    achievable = finding()
    relevant = finding()
    time_bound = finding()
    vague = fields.List(fields.Nested(VagueWordsSchema), required=True)
    activities = fields.List(fields.Nested(QuoteSchema), required=True)
    support = fields.List(fields.Nested(QuoteSchema), required=True)
    amounts = fields.List(fields.Nested(AmountSchema), required=True)
    cadences = fields.List(fields.Nested(ReadCadenceSchema), required=True)
    periods = fields.List(fields.Nested(QuoteSchema), required=True)
    purposes = fields.List(fields.Nested(QuoteSchema), required=True)
    proposals = fields.List(fields.Nested(ProposalSchema), required=True)


@bp.post("/wording-reviews")
@bp.arguments(WordingSchema)
@bp.response(200, ReviewSchema)
def review_wording(asked: dict[str, Any]) -> Review:
    """Say which of S, M, A, R and T a goal's words have; nothing is recorded."""
    return review(
        asked["own_words"],
        LANGUAGES[asked["language"]],
        has_baseline=asked["has_baseline"],
        has_purpose_elsewhere=asked["has_purpose_elsewhere"],
    )
