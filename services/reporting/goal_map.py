"""
A client's goals as a map: the larger ones, the steps under them, and gentle advice.

Pure. The advice is about the plan and never about the person: a set of goals that is
all short-term or all long-term, more goals in focus than are easy to carry, more
outcome ratings than GBO practice recommends. Sources: docs/domain.md sections 1 and 4
(balance, focus, "more than three GBO goals warns").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.reporting.goal_row import GoalProgress
from shared.contracts.goals import MeasureKind, Term

IN_FOCUS = frozenset({"active", "accepted"})
EASY_TO_CARRY = 3
"""Goals in focus at a time; a fourth is possible, and worth a word."""

GBO_GOALS = 3
"""Goals rated by GBO at a time (Law & Jacob 2015)."""


class Advice(StrEnum):
    """Something to talk about when the plan is looked at together."""

    ALL_SHORT_TERM = "all-short-term"
    ALL_LONG_TERM = "all-long-term"
    MANY_IN_FOCUS = "many-in-focus"
    MANY_RATED = "many-rated"


@dataclass(frozen=True, slots=True)
class Place:
    """A goal on the map, and the goals that are steps of it."""

    goal: GoalProgress
    steps: tuple["Place", ...] = ()


def places(goals: Sequence[GoalProgress]) -> tuple[Place, ...]:
    """Return the map: goals without a parent here, and their steps below them."""
    known = {goal.goal_id for goal in goals}
    return tuple(
        _place(goal, goals, frozenset())
        for goal in goals
        if goal.parent_id not in known or goal.parent_id == goal.goal_id
    )


def _place(
    goal: GoalProgress, goals: Sequence[GoalProgress], above: frozenset[UUID]
) -> Place:
    above |= {goal.goal_id}
    steps = (
        _place(step, goals, above)
        for step in goals
        if step.parent_id == goal.goal_id and step.goal_id not in above
    )
    return Place(goal, tuple(steps))


def advice(goals: Iterable[GoalProgress]) -> list[Advice]:
    """Return what is worth a word about the goals in focus."""
    focus = [goal for goal in goals if goal.lifecycle in IN_FOCUS]
    terms = {goal.term for goal in focus}
    rated = [goal for goal in focus if _is_rated(goal)]
    found = {
        Advice.ALL_SHORT_TERM: len(focus) > 1 and terms == {Term.SHORT},
        Advice.ALL_LONG_TERM: len(focus) > 1 and terms == {Term.LONG},
        Advice.MANY_IN_FOCUS: len(focus) > EASY_TO_CARRY,
        Advice.MANY_RATED: len(rated) > GBO_GOALS,
    }
    return [one for one, holds in found.items() if holds]


def review_due_on(goal: GoalProgress) -> date | None:
    """Return the day of the next review; none while a goal rests or has ended."""
    since = goal.reviewed_on or goal.started_on
    if goal.lifecycle != "active" or since is None or goal.review_every_weeks is None:
        return None
    weeks = min(goal.review_every_weeks, (date.max - since).days // 7)
    return since + timedelta(weeks=weeks)


def _is_rated(goal: GoalProgress) -> bool:
    return any(measure.kind is MeasureKind.GBO for measure in goal.measures)
