"""What the API shows of a goal: where it stands, and the words it began with."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from marshmallow import Schema, fields

from services.goals.domain.goal.ledger import Entry
from services.goals.domain.goal.review import review_due_on
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
    Rater,
    Term,
)

RATED = (MeasureKind.GBO, MeasureKind.GAS)


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
    weight = fields.Float(required=True)
    current = fields.Float(required=True, allow_none=True)


class RatingViewSchema(Schema):
    """The latest rating of one rater on one measure."""

    measure_id = fields.UUID(required=True)
    rater = fields.Enum(Rater, by_value=True, required=True)
    value = fields.Float(required=True)
    occurred_on = fields.Date(required=True)


class ActionStepViewSchema(Schema):
    """Something small to do next."""

    step_id = fields.UUID(required=True)
    assigned_to = fields.Enum(Party, by_value=True, required=True)
    due_on = fields.Date(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)


class Relationship(StrEnum):
    """How another goal stands to this one (FHIR extension goal-relationship)."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PARENT = "parent"
    CHILD = "child"
    OTHER = "other"


class RelationshipViewSchema(Schema):
    """Another goal, and how it stands to this one."""

    type = fields.Enum(Relationship, by_value=True, required=True)
    goal_id = fields.UUID(required=True)


class MilestoneViewSchema(Schema):
    """A stop on the way, and whether it is reached."""

    milestone_id = fields.UUID(required=True)
    target = fields.Nested(TargetViewSchema, required=True, allow_none=True)
    weeks_met = fields.Integer(required=True, allow_none=True)
    reached = fields.Boolean(required=True)
    withdrawn = fields.Boolean(required=True)


class GoalViewSchema(Schema):
    """A goal as it stands at a version."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    client_id = fields.UUID(required=True)
    clinic_id = fields.UUID(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    relationships = fields.List(fields.Nested(RelationshipViewSchema), required=True)
    concern_ids = fields.List(fields.UUID(), required=True)
    value_ids = fields.List(fields.UUID(), required=True)
    own_words = fields.String(required=True, allow_none=True)
    why = fields.String(required=True, allow_none=True)
    old_pattern = fields.String(required=True, allow_none=True)
    new_response = fields.String(required=True, allow_none=True)
    draft = fields.Boolean(required=True)
    term = fields.Enum(Term, by_value=True, required=True)
    time_zone = fields.String(required=True)
    lifecycle_status = fields.Enum(LifecycleStatus, by_value=True, required=True)
    achievement_status = fields.Enum(AchievementStatus, by_value=True, required=True)
    agreed = fields.List(fields.Enum(Party, by_value=True), required=True)
    disagreed = fields.List(fields.Enum(Party, by_value=True), required=True)
    start_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    review_every_weeks = fields.Integer(required=True, allow_none=True)
    reviewed_on = fields.Date(required=True, allow_none=True)
    review_due_on = fields.Date(required=True, allow_none=True)
    continuous = fields.Boolean(required=True)
    entries = fields.Integer(required=True)
    measures = fields.List(fields.Nested(MeasureViewSchema), required=True)
    ratings = fields.List(fields.Nested(RatingViewSchema), required=True)
    milestones = fields.List(fields.Nested(MilestoneViewSchema), required=True)
    action_steps = fields.List(fields.Nested(ActionStepViewSchema), required=True)


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
        "relationships": list(_relationships(goal)),
        "concern_ids": created.concern_ids if created else (),
        "value_ids": created.value_ids if created else (),
        "own_words": created.own_words if created else None,
        "why": created.why if created else None,
        "old_pattern": created.old_pattern if created else None,
        "new_response": created.new_response if created else None,
        "draft": goal.draft,
        "term": goal.term,
        "time_zone": goal.time_zone,
        "lifecycle_status": lifecycle_status(goal, today),
        "achievement_status": achievement_status(goal, today),
        "agreed": sorted(goal.agreed),
        "disagreed": sorted(goal.disagreed),
        "start_on": goal.start_on,
        "ended_on": goal.ended_on,
        "review_every_weeks": goal.review_every_weeks,
        "reviewed_on": goal.reviewed_on,
        "review_due_on": review_due_on(goal),
        "continuous": goal.continuous,
        "entries": len(goal.ledger),
        "measures": [
            _shown(measure, MeasureViewSchema)
            | {"current": current_value(goal, place, today)}
            for place, measure in enumerate(goal.measures)
        ],
        "ratings": list(_ratings(goal)),
        "action_steps": [_shown(step, ActionStepViewSchema) for step in goal.steps],
        "milestones": [
            _shown(milestone, MilestoneViewSchema) for milestone in goal.milestones
        ],
    }


def _relationships(goal: Goal) -> Iterator[dict[str, Any]]:
    related: list[tuple[Relationship, Iterable[UUID | None]]] = [
        (Relationship.PREDECESSOR, [goal.replaces]),
        (Relationship.SUCCESSOR, [goal.successor_id]),
        (Relationship.PARENT, [goal.parent_id]),
        (Relationship.CHILD, sorted(goal.children)),
        (Relationship.OTHER, sorted(goal.links)),
    ]
    for kind, goals in related:
        for goal_id in goals:
            if goal_id is not None:
                yield {"type": kind, "goal_id": goal_id}


def _ratings(goal: Goal) -> Iterator[dict[str, Any]]:
    """Yield each rater's latest rating on each measure, side by side."""
    latest: dict[tuple[int, Rater], Entry] = {}
    for entry in goal.ledger:
        known = latest.get((entry.measure, entry.rater))
        if known is None or entry.day >= known.day:
            latest[entry.measure, entry.rater] = entry
    for (place, rater), entry in latest.items():
        if place < len(goal.measures) and goal.measures[place].kind in RATED:
            yield {
                "measure_id": goal.measures[place].measure_id,
                "rater": rater,
                "value": entry.value,
                "occurred_on": date.fromordinal(entry.day),
            }


def _shown(part: msgspec.Struct, schema: type[Schema]) -> dict[str, Any]:
    """Return those fields of a part that its schema names."""
    names = schema().fields
    every = msgspec.structs.asdict(part)
    return {name: value for name, value in every.items() if name in names}
