"""The journey of a goal: it starts, is reviewed, changes, rests and ends."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.goals.aggregates import GOAL
from services.goals.api.carrying_out import Asked, party_of
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import Identifier, Yes, day, number, whole, words
from services.goals.api.values import CadenceSchema, SmallerGoalSchema, TargetSchema
from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.ending import (
    CancelGoal,
    CompleteGoal,
    StartMaintenance,
    VoidGoal,
)
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.review import ReviewGoal
from services.goals.domain.goal.succession import BreakDownGoal, ReplaceGoal
from shared.contracts.goals import Decision, Judgement, Party
from shared.web import Blueprint, caller

MOST_CHILDREN = 20

bp = Blueprint("goal_journey", __name__, url_prefix="/v1/goals")
goals = Commands(bp, GOAL, "goal_id")


@goals.post("/<uuid:goal_id>/activation", status=200)
class ActivateGoalSchema(CommandSchema):
    """Start the work on a goal."""

    command = ActivateGoal
    example = {"start_on": "2025-01-06", "review_every_weeks": 4}

    start_on = day(required=True)
    review_every_weeks = whole(1, 52)
    continuous = Yes(load_default=False)


@goals.post("/<uuid:goal_id>/reviews")
class ReviewGoalSchema(CommandSchema):
    """Look at the goal together, and decide how to go on."""

    command = ReviewGoal
    example = {"decision": "adjust", "note": "Smaller steps for a while"}

    decision = fields.Enum(Decision, by_value=True, required=True)
    judgement = fields.Enum(Judgement, by_value=True, load_default=None)
    occurred_on = day()
    note = words()


@goals.post("/<uuid:goal_id>/adjustments", status=200)
class AdjustGoalSchema(CommandSchema):
    """Change the step or the target, for a reason."""

    command = AdjustGoal
    example = {
        "measure_id": "01940005-7000-7000-8000-000000000005",
        "reason": "Ten minutes was a lot after the flu",
        "amount": 5,
    }

    measure_id = Identifier(required=True)
    reason = words(required=True)
    effective_on = day()
    amount = number()
    step = number()
    target = fields.Nested(TargetSchema, load_default=None)
    cadence = fields.Nested(CadenceSchema, load_default=None)
    by = fields.Enum(Party, by_value=True, load_default=None)

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        data["by"] = data["by"] or party_of(caller().actor)
        asked: Asked = super().to_command(data)
        return asked


@goals.post("/<uuid:goal_id>/break-down")
class BreakDownGoalSchema(CommandSchema):
    """Divide a goal into smaller ones; each begins as a proposal of its own."""

    command = BreakDownGoal
    example = {
        "goals": [
            {"own_words": "Tidy the desk on Saturday morning"},
            {"own_words": "Tidy one shelf every Sunday"},
        ],
        "reason": "One room at a time",
    }

    goals = fields.List(
        fields.Nested(SmallerGoalSchema),
        required=True,
        validate=validate.Length(1, MOST_CHILDREN),
    )
    reason = words(required=True)

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        data["children"] = tuple(goal["goal_id"] for goal in data["goals"])
        asked: Asked = super().to_command(data)
        return asked


@goals.post("/<uuid:goal_id>/replacement")
class ReplaceGoalSchema(CommandSchema):
    """Let another goal take this one's place; this one ends, its history stays."""

    command = ReplaceGoal
    example = {
        "goal": {"own_words": "Say one kinder reply aloud on four days a week"},
        "reason": "Saying it aloud fits better",
    }

    goal = fields.Nested(SmallerGoalSchema, required=True)
    reason = words(required=True)
    occurred_on = day()

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        data["successor_id"] = data["goal"]["goal_id"]
        asked: Asked = super().to_command(data)
        return asked


@goals.post("/<uuid:goal_id>/pause", status=200)
class PauseGoalSchema(CommandSchema):
    """Let the goal rest for a while."""

    command = PauseGoal
    example = {"reason": "The weeks around the anniversary"}

    occurred_on = day()
    reason = words()


@goals.post("/<uuid:goal_id>/resumption", status=200)
class ResumeGoalSchema(CommandSchema):
    """Take the goal up again."""

    command = ResumeGoal

    occurred_on = day()


@goals.post("/<uuid:goal_id>/maintenance", status=200)
class StartMaintenanceSchema(CommandSchema):
    """Keep up what was achieved."""

    command = StartMaintenance
    example = {"plan": "On workdays, before the train"}

    occurred_on = day()
    plan = words()


@goals.post("/<uuid:goal_id>/completion", status=200)
class CompleteGoalSchema(CommandSchema):
    """Decide that the work on the goal is done."""

    command = CompleteGoal

    occurred_on = day()
    note = words()


@goals.post("/<uuid:goal_id>/cancellation", status=200)
class CancelGoalSchema(CommandSchema):
    """Let the goal go."""

    command = CancelGoal

    occurred_on = day()
    reason = words()


@goals.post("/<uuid:goal_id>/voiding", status=200)
class VoidGoalSchema(CommandSchema):
    """Say that the goal should never have been recorded."""

    command = VoidGoal
    example = {"reason": "Recorded for another person"}

    reason = words(required=True)
