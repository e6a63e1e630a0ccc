"""What the API shows of a goal: where it stands, and the words it began with."""

from datetime import date
from typing import Any

import msgspec
from marshmallow import Schema, fields

from services.goals.domain.goal.standing import (
    AchievementStatus,
    LifecycleStatus,
    achievement_status,
    current_value,
    lifecycle_status,
)
from services.goals.domain.goal.state import Goal
from services.goals.snapshots import Mark
from shared.contracts.goals import (
    Direction,
    Every,
    GoalCreated,
    GoalEvent,
    MeasureKind,
    Party,
    Term,
)


class TargetViewSchema(Schema):
    """The range a value must reach."""

    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)
    strict = fields.Boolean(required=True)


class CadenceViewSchema(Schema):
    """How often something is due."""

    every = fields.Enum(Every, by_value=True, required=True)
    times = fields.Integer(required=True)


class MeasureViewSchema(Schema):
    """How progress shows, and where it is."""

    measure_id = fields.UUID(required=True)
    kind = fields.Enum(MeasureKind, by_value=True, required=True)
    unit = fields.String(required=True)
    direction = fields.Enum(Direction, by_value=True, required=True)
    baseline = fields.Float(required=True, allow_none=True)
    target = fields.Nested(TargetViewSchema, required=True)
    cadence = fields.Nested(CadenceViewSchema, required=True, allow_none=True)
    amount = fields.Float(required=True)
    hold = fields.Integer(required=True)
    step = fields.Float(required=True, allow_none=True)
    current = fields.Float(required=True, allow_none=True)


class MilestoneViewSchema(Schema):
    """A stop on the way, and whether it is reached."""

    milestone_id = fields.UUID(required=True)
    target = fields.Nested(TargetViewSchema, required=True, allow_none=True)
    weeks_met = fields.Integer(required=True, allow_none=True)
    reached = fields.Boolean(required=True)


class GoalViewSchema(Schema):
    """A goal as it stands at a version."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    client_id = fields.UUID(required=True)
    clinic_id = fields.UUID(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    own_words = fields.String(required=True, allow_none=True)
    why = fields.String(required=True, allow_none=True)
    term = fields.Enum(Term, by_value=True, required=True)
    time_zone = fields.String(required=True)
    lifecycle_status = fields.Enum(LifecycleStatus, by_value=True, required=True)
    achievement_status = fields.Enum(AchievementStatus, by_value=True, required=True)
    agreed = fields.List(fields.Enum(Party, by_value=True), required=True)
    start_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    review_every_weeks = fields.Integer(required=True, allow_none=True)
    continuous = fields.Boolean(required=True)
    entries = fields.Integer(required=True)
    measures = fields.List(fields.Nested(MeasureViewSchema), required=True)
    milestones = fields.List(fields.Nested(MilestoneViewSchema), required=True)


def goal_view(goal: Goal, mark: Mark, first: GoalEvent, today: date) -> dict[str, Any]:
    """Return what is shown of a goal."""
    created = first if isinstance(first, GoalCreated) else None
    return {
        "id": mark.stream_id,
        "version": mark.version,
        "recorded_at": mark.recorded_at,
        "client_id": mark.client_id,
        "clinic_id": mark.clinic_id,
        "parent_id": goal.parent_id,
        "own_words": created.own_words if created else None,
        "why": created.why if created else None,
        "term": goal.term,
        "time_zone": goal.time_zone,
        "lifecycle_status": lifecycle_status(goal, today),
        "achievement_status": achievement_status(goal, today),
        "agreed": sorted(goal.agreed),
        "start_on": goal.start_on,
        "ended_on": goal.ended_on,
        "review_every_weeks": goal.review_every_weeks,
        "continuous": goal.continuous,
        "entries": len(goal.ledger),
        "measures": [
            _shown(measure, MeasureViewSchema)
            | {"current": current_value(goal, place, today)}
            for place, measure in enumerate(goal.measures)
        ],
        "milestones": [
            _shown(milestone, MilestoneViewSchema) for milestone in goal.milestones
        ],
    }


def _shown(part: msgspec.Struct, schema: type[Schema]) -> dict[str, Any]:
    """Return those fields of a part that its schema names."""
    names = schema().fields
    every = msgspec.structs.asdict(part)
    return {name: value for name, value in every.items() if name in names}
