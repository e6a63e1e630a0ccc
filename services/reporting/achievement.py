"""
What a goal's row says on a day: its two FHIR statuses, and each measure's figures.

Both statuses can depend on the day alone: a goal is planned until it starts, and a
practice is judged by its latest complete week. Sources: HL7 FHIR ``Goal``,
docs/domain.md section 2.
"""

from datetime import date

from services.reporting.goal_row import GoalProgress
from services.reporting.standing import Standing, current, sustained
from shared.measures import distance, has_bound


def day_shown(row: GoalProgress, today: date) -> date:
    """Return the day to judge a goal by: the day it came to rest, else today."""
    return row.completed_on or row.cancelled_on or row.paused_on or today


def lifecycle_status(row: GoalProgress, on: date) -> str:
    """Return the lifecycle status; an active goal is planned before its first day."""
    starts_later = row.started_on is not None and row.started_on > on
    return "planned" if row.lifecycle == "active" and starts_later else row.lifecycle


def achievement_status(row: GoalProgress, on: date) -> str:
    """Return how the goal stands against its targets, whatever its lifecycle."""
    targeted = [measure for measure in row.measures if has_bound(measure.target)]
    if row.judgement is not None:
        return row.judgement
    if row.achieved_on is not None:
        return "sustaining" if row.maintained else "achieved"
    if row.continuous and all(sustained(one, on, row.started_on) for one in targeted):
        return "sustaining"
    if row.lifecycle == "completed":
        return "not-achieved"
    moves = {_move(measure, on, row.started_on) for measure in targeted} - {None}
    return moves.pop() or _UNDECIDED if len(moves) == 1 else _UNDECIDED


_UNDECIDED = "in-progress"


def _move(measure: Standing, on: date, started_on: date | None) -> str | None:
    """Return where a measure went from its baseline, if both are known."""
    value = current(measure, on, started_on)
    if value is None or measure.baseline is None:
        return None
    before = distance(measure.target, measure.baseline)
    now = distance(measure.target, value)
    if now == before:
        return "no-change"
    return "improving" if now < before else "worsening"
