"""Putting a goal into words and planning it: measures, stops, steps and links."""

from marshmallow import fields, validate

from services.goals.aggregates import GOAL
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import (
    LONGEST_NAME,
    Identifier,
    Yes,
    day,
    must_be_a_time_zone,
    number,
    own_id,
    whole,
    words,
)
from services.goals.api.values import CadenceSchema, TargetSchema, WordingSchema
from services.goals.domain.goal.action_steps import AssignActionStep, CompleteActionStep
from services.goals.domain.goal.creation import CreateGoal, ProposeGoal
from services.goals.domain.goal.links import LinkGoal, UnlinkGoal
from services.goals.domain.goal.measures import DefineGasScale, DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone, WithdrawMilestone
from services.goals.domain.goal.wording_review import ReviewWording
from services.goals.domain.wording.review import LANGUAGES
from shared.contracts.goals import Direction, MeasureKind, Party, Target
from shared.web import Blueprint

bp = Blueprint("goal_plan", __name__, url_prefix="/v1/goals")
goals = Commands(bp, GOAL, "goal_id")


@goals.post("")
class CreateGoalSchema(WordingSchema, CommandSchema):
    """Put a goal into words, for the clinic in Guidepost-Clinic."""

    command = CreateGoal
    example = {
        "client_id": "01940002-7000-7000-8000-000000000002",
        "own_words": "Practise deep breathing for 10 minutes every day before work",
        "why": "I want to arrive at work calm",
        "time_zone": "America/New_York",
    }

    client_id = Identifier(required=True)
    time_zone = fields.String(
        load_default="UTC",
        validate=[validate.Length(1, LONGEST_NAME), must_be_a_time_zone],
        metadata={"description": "IANA name, such as Europe/Madrid"},
    )
    parent_id = Identifier(load_default=None)
    draft = Yes(load_default=False)


@goals.post("/<uuid:goal_id>/proposal")
class ProposeGoalSchema(CommandSchema):
    """Show a draft to the other party."""

    command = ProposeGoal


@goals.post("/<uuid:goal_id>/wording-reviews")
class ReviewWordingSchema(CommandSchema):
    """Keep a SMART statement beside the client's own words, with what it lacks."""

    command = ReviewWording
    example = {"statement": "Breathe deeply for 10 minutes every day to be calmer"}

    statement = words(required=True)
    language = fields.String(
        load_default="en", validate=validate.OneOf(tuple(LANGUAGES))
    )


@goals.post("/<uuid:goal_id>/measures")
class DefineMeasureSchema(CommandSchema):
    """Settle how progress shows."""

    command = DefineMeasure
    example = {
        "kind": "practice",
        "unit": "min",
        "amount": 10,
        "baseline": 0,
        "target": {"low": 7},
        "cadence": {"every": "day"},
        "due_on": "2025-03-30",
    }

    measure_id = own_id()
    kind = fields.Enum(MeasureKind, by_value=True, required=True)
    unit = fields.String(load_default="", validate=validate.Length(max=LONGEST_NAME))
    direction = fields.Enum(Direction, by_value=True, load_default=Direction.UP)
    baseline = number()
    target = fields.Nested(TargetSchema, load_default=Target)
    cadence = fields.Nested(CadenceSchema, load_default=None)
    amount = number(load_default=1.0)
    hold = whole(1, 52, load_default=2)
    due_on = day()


@goals.post("/<uuid:goal_id>/scales")
class DefineGasScaleSchema(CommandSchema):
    """Write the five levels of a goal's own scale (Goal Attainment Scaling)."""

    command = DefineGasScale
    example = {
        "much_less_than_expected": "I avoid her calls",
        "less_than_expected": "We talk about the weather",
        "as_expected": "I have told her part of my story",
        "more_than_expected": "She asks and I answer",
        "much_more_than_expected": "We speak about it freely",
        "weight": 3,
        "baseline_level": -1,
    }

    measure_id = own_id()
    much_less_than_expected = words(required=True)
    less_than_expected = words(required=True)
    as_expected = words(required=True)
    more_than_expected = words(required=True)
    much_more_than_expected = words(required=True)
    weight = number(load_default=1.0)
    baseline_level = whole(-2, 2, load_default=-1)
    cadence = fields.Nested(CadenceSchema, load_default=None)
    due_on = day()


@goals.post("/<uuid:goal_id>/milestones")
class AddMilestoneSchema(CommandSchema):
    """Agree on a stop on the way."""

    command = AddMilestone
    example = {"words": "Write her a letter"}

    milestone_id = own_id()
    words = words()
    measure_id = Identifier(load_default=None)
    target = fields.Nested(TargetSchema, load_default=None)
    weeks_met = whole(1, 520)


@goals.post("/<uuid:goal_id>/milestones/<uuid:milestone_id>/withdrawal")
class WithdrawMilestoneSchema(CommandSchema):
    """Take a milestone out of the plan."""

    command = WithdrawMilestone
    example = {"reason": "It no longer matters"}

    reason = words(required=True)


@goals.post("/<uuid:goal_id>/action-steps")
class AssignActionStepSchema(CommandSchema):
    """Agree on something small to do next."""

    command = AssignActionStep
    example = {"words": "Put the mat beside the bed"}

    step_id = own_id()
    words = words(required=True)
    assigned_to = fields.Enum(Party, by_value=True, load_default=Party.CLIENT)
    due_on = day()


@goals.post("/<uuid:goal_id>/action-steps/<uuid:step_id>/completion")
class CompleteActionStepSchema(CommandSchema):
    """Say that an action step is done."""

    command = CompleteActionStep

    occurred_on = day()
    note = words()


@goals.post("/<uuid:goal_id>/links")
class LinkGoalSchema(CommandSchema):
    """Join the goal with another person's; both must have consented."""

    command = LinkGoal
    example = {"other_goal_id": "0194001e-7000-7000-8000-00000000001e"}

    other_goal_id = Identifier(required=True)


@goals.post("/<uuid:goal_id>/links/<uuid:other_goal_id>/end")
class UnlinkGoalSchema(CommandSchema):
    """End the link to another person's goal."""

    command = UnlinkGoal
