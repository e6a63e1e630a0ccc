"""What the API shows of a row on a day: numbers, dates and codes, never words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.reporting import standing
from services.reporting.achievement import (
    achievement_status,
    day_shown,
    lifecycle_status,
)
from services.reporting.goal_map import Place, review_due_on
from services.reporting.goal_row import GoalProgress
from services.reporting.standing import Standing
from shared.contracts.goals import MeasureKind
from shared.measures import last_day_of_week, shown


def goal(row: GoalProgress, on: date) -> dict[str, Any]:
    """Return what is shown of a goal on a day."""
    day = day_shown(row, on)
    return {
        "goal_id": row.goal_id,
        "client_id": row.client_id,
        "version": row.version,
        "shown_on": day,
        "term": row.term,
        "time_zone": row.time_zone,
        "lifecycle_status": lifecycle_status(row, day),
        "achievement_status": achievement_status(row, day),
        "agreed": {"client": row.client_agreed, "clinician": row.clinician_agreed},
        "continuous": row.continuous,
        "started_on": row.started_on,
        "paused_on": row.paused_on,
        "achieved_on": row.achieved_on,
        "completed_on": row.completed_on,
        "cancelled_on": row.cancelled_on,
        "adjusted_on": row.adjusted_on,
        "adjustments": row.adjustments,
        "entries": row.entries,
        "first_entry_on": row.first_entry_on,
        "last_entry_on": row.last_entry_on,
        "milestones": {"total": row.milestones, "achieved": row.milestones_achieved},
        "parent_id": row.parent_id,
        "replaces": row.replaces,
        "successor_id": row.successor_id,
        "reviewed_on": row.reviewed_on,
        "review_due_on": review_due_on(row),
        "setbacks": row.setbacks,
        "measures": [_measure(row, measure, day) for measure in row.measures],
    }


def place(one: Place, on: Callable[[GoalProgress], date]) -> dict[str, Any]:
    """Return what is shown of a place on the map, each goal on its own day."""
    return {
        "goal": goal(one.goal, on(one.goal)),
        "steps": [place(step, on) for step in one.steps],
    }


def _measure(row: GoalProgress, measure: Standing, day: date) -> dict[str, Any]:
    attained = standing.percentage(
        measure, day, row.started_on, continuous=row.continuous
    )
    practice = measure.kind is MeasureKind.PRACTICE
    amount = standing.amount_on(measure, last_day_of_week(day)) if practice else None
    return {
        "measure_id": measure.measure_id,
        "kind": measure.kind,
        "unit": measure.unit,
        "direction": measure.direction,
        "baseline": measure.baseline,
        "target": measure.target,
        "cadence": measure.cadence,
        "amount": amount,
        "step": measure.step,
        "due_on": measure.due_on,
        "weight": measure.weight,
        "entries": measure.entries,
        "raters": [
            {
                "rater": one.rater,
                "ratings": one.ratings,
                "value": one.value,
                "value_on": one.value_on,
            }
            for one in measure.raters
        ],
        "current": standing.current(measure, day, row.started_on),
        "attainment": attained,
        "percentage": shown(attained),
    }
