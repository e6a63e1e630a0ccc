"""Histories of goals that tests begin with."""

from datetime import date
from typing import Any

from services.goals.domain.goal.progress import RecordProgress
from shared.contracts.goals import (
    GoalEvent,
    MeasureKind,
    MilestoneAdded,
    Party,
    Target,
)
from tests.support.examples import (
    MONDAY,
    goal_activated,
    goal_agreed,
    goal_created,
    measure_defined,
    record_progress,
    week,
)


def proposed_goal(**measure: Any) -> tuple[GoalEvent, ...]:
    """Return a measured goal that nobody has agreed to yet."""
    return goal_created(), measure_defined(**measure)


def accepted_goal(**measure: Any) -> tuple[GoalEvent, ...]:
    """Return a measured goal that both agreed to."""
    agreements = (goal_agreed(party) for party in Party)
    return *proposed_goal(**measure), *agreements


def active_goal(
    *milestones: MilestoneAdded,
    start_on: date = MONDAY,
    continuous: bool = False,
    **measure: Any,
) -> tuple[GoalEvent, ...]:
    """Return a goal that is worked on since MONDAY."""
    activated = goal_activated(start_on=start_on, continuous=continuous)
    return *accepted_goal(**measure), *milestones, activated


def practice_goal(
    *milestones: MilestoneAdded, days: int = 3, **fields: Any
) -> tuple[GoalEvent, ...]:
    """Return an active practice goal of some days a week."""
    measure = {"kind": MeasureKind.PRACTICE, "target": Target(low=days), **fields}
    return active_goal(*milestones, **measure)


def practised(
    *weeks: int, first: int = 1, value: float | None = None
) -> list[RecordProgress]:
    """
    Return the entries of weeks of practice: n done means the first n days.

    Entries are numbered week * 10 + day, both from 1.
    """
    return [
        record_progress(
            value,
            entry=number * 10 + weekday + 1,
            occurred_on=week(number, weekday),
            today=week(number, weekday),
        )
        for number, days in enumerate(weeks, start=first)
        for weekday in range(days)
    ]
