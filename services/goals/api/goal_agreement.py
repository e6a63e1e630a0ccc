"""Saying yes or no to a goal, as client or as clinician."""

from marshmallow import fields

from services.goals.aggregates import GOAL
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import whole, words
from services.goals.domain.goal.agreement import AgreeGoal, DisagreeGoal, RejectGoal
from shared.contracts.goals import Party
from shared.web import Blueprint

bp = Blueprint("goal_agreement", __name__, url_prefix="/v1/goals")
goals = Commands(bp, GOAL, "goal_id")


@goals.post("/<uuid:goal_id>/agreements", status=200)
class AgreeGoalSchema(CommandSchema):
    """Say yes to a goal, as client or as clinician."""

    command = AgreeGoal
    example = {"party": "client", "importance": 8, "confidence": 6}

    party = fields.Enum(Party, by_value=True, required=True)
    importance = whole(0, 10)
    confidence = whole(0, 10)


@goals.post("/<uuid:goal_id>/disagreements", status=200)
class DisagreeGoalSchema(CommandSchema):
    """Say that this is not what one of the two wants; nothing ends by it."""

    command = DisagreeGoal
    example = {"party": "client", "reason": "Seven days is a lot"}

    party = fields.Enum(Party, by_value=True, required=True)
    reason = words()


@goals.post("/<uuid:goal_id>/rejection", status=200)
class RejectGoalSchema(CommandSchema):
    """Turn a proposal down; it ends here."""

    command = RejectGoal
    example = {"party": "client", "reason": "It is not mine"}

    party = fields.Enum(Party, by_value=True, required=True)
    reason = words()
