"""What the API takes: shapes and ranges only. Rules live in the domain."""

from typing import Any, ClassVar, NamedTuple

from marshmallow import Schema, fields, post_load, validate

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
from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.journey import (
    ActivateGoal,
    CancelGoal,
    CompleteGoal,
    PauseGoal,
    ResumeGoal,
)
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    MeasureKind,
    Party,
    Target,
    Term,
)


class Asked(NamedTuple):
    """A command to be, and its values; the handler adds the day."""

    command: type[GoalCommand]
    values: dict[str, Any]


class CommandSchema(Schema):
    """Loads a request body into what is asked for; unknown fields are refused."""

    command: ClassVar[type[GoalCommand]]

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        return Asked(self.command, data)


class TargetSchema(Schema):
    """The range a value must reach; ``strict`` leaves its bounds out."""

    low = number()
    high = number()
    strict = Yes(load_default=False)

    @post_load
    def to_target(self, data: dict[str, Any], **_: Any) -> Target:
        return Target(**data)


class CadenceSchema(Schema):
    """How often something is due: ``times`` per ``every``."""

    every = fields.Enum(Every, by_value=True, required=True)
    times = whole(1, 100, load_default=1)

    @post_load
    def to_cadence(self, data: dict[str, Any], **_: Any) -> Cadence:
        return Cadence(**data)


class CreateGoalSchema(CommandSchema):
    command = CreateGoal

    goal_id = own_id()
    client_id = Identifier(required=True)
    own_words = words(required=True)
    why = words()
    term = fields.Enum(Term, by_value=True, load_default=Term.SHORT)
    time_zone = fields.String(
        load_default="UTC",
        validate=[validate.Length(1, LONGEST_NAME), must_be_a_time_zone],
        metadata={"description": "IANA name, such as Europe/Madrid"},
    )
    parent_id = Identifier(load_default=None)


class DefineMeasureSchema(CommandSchema):
    command = DefineMeasure

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


class AddMilestoneSchema(CommandSchema):
    command = AddMilestone

    milestone_id = own_id()
    words = words()
    measure_id = Identifier(load_default=None)
    target = fields.Nested(TargetSchema, load_default=None)
    weeks_met = whole(1, 520)


class AgreeGoalSchema(CommandSchema):
    command = AgreeGoal

    party = fields.Enum(Party, by_value=True, required=True)
    importance = whole(0, 10)
    confidence = whole(0, 10)


class ActivateGoalSchema(CommandSchema):
    command = ActivateGoal

    start_on = day(required=True)
    review_every_weeks = whole(1, 52)
    continuous = Yes(load_default=False)


class RecordProgressSchema(CommandSchema):
    command = RecordProgress

    entry_id = own_id()
    occurred_on = day(required=True)
    measure_id = Identifier(load_default=None)
    value = number()
    milestone_id = Identifier(load_default=None)
    note = words()


class CorrectProgressSchema(CommandSchema):
    command = CorrectProgress

    new_value = number(required=True)
    why = words(required=True)


class AdjustGoalSchema(CommandSchema):
    command = AdjustGoal

    measure_id = Identifier(required=True)
    reason = words(required=True)
    effective_on = day()
    amount = number()
    step = number()
    target = fields.Nested(TargetSchema, load_default=None)
    cadence = fields.Nested(CadenceSchema, load_default=None)
    by = fields.Enum(Party, by_value=True, load_default=None)


class PauseGoalSchema(CommandSchema):
    command = PauseGoal

    occurred_on = day()
    reason = words()


class ResumeGoalSchema(CommandSchema):
    command = ResumeGoal

    occurred_on = day()


class CompleteGoalSchema(CommandSchema):
    command = CompleteGoal

    occurred_on = day()
    note = words()


class CancelGoalSchema(CommandSchema):
    command = CancelGoal

    occurred_on = day()
    reason = words()
