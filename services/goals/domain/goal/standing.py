"""
Where a goal stands: FHIR's lifecycle and achievement, computed and never stored.

What rests on complete weeks takes ``today`` as a value. A week with a day of rest or
an excused day, and the week in which the goal started half-way, is passed over unless
it meets the target all the same.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from services.goals.domain.goal.plan import amount_in_force
from services.goals.domain.goal.state import Goal, Status
from services.goals.domain.goal.weekly import Ended, is_whole, newest_week, weekly_run
from shared.contracts.goals import MeasureKind, Party
from shared.measures import counted, distance, done_days, has_bound, meets

LOOKED_BACK = 4
MAY_LACK = 1


class LifecycleStatus(StrEnum):
    """FHIR ``Goal.lifecycleStatus``."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered-in-error"


class AchievementStatus(StrEnum):
    """FHIR ``Goal.achievementStatus``; the last two only by a person's judgement."""

    IN_PROGRESS = "in-progress"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no-change"
    ACHIEVED = "achieved"
    SUSTAINING = "sustaining"
    NOT_ACHIEVED = "not-achieved"
    NO_PROGRESS = "no-progress"
    NOT_ATTAINABLE = "not-attainable"


def lifecycle_status(goal: Goal, today: date) -> LifecycleStatus:
    """Return how far the goal's life has come."""
    if goal.status is Status.PROPOSED and goal.agreed == set(Party):
        return LifecycleStatus.ACCEPTED
    waits = goal.start_on is not None and today < goal.start_on
    if goal.status is Status.ACTIVE and waits:
        return LifecycleStatus.PLANNED
    return LifecycleStatus(goal.status)


def achievement_status(goal: Goal, today: date) -> AchievementStatus:
    """Return how the goal stands against its targets and its baselines."""
    if goal.judgement is not None:
        return AchievementStatus(goal.judgement)
    if goal.achieved and goal.maintained:
        return AchievementStatus.SUSTAINING
    if goal.achieved:
        return AchievementStatus.ACHIEVED
    if goal.continuous and is_kept_up(goal, today):
        return AchievementStatus.SUSTAINING
    if goal.status is Status.COMPLETED:
        return AchievementStatus.NOT_ACHIEVED
    nearer = {_change(goal, place, today) for place in targeted(goal)}
    if not nearer or nearer == {None}:
        return AchievementStatus.IN_PROGRESS
    nearer.discard(None)
    return nearer.pop() or _MIXED if len(nearer) == 1 else _MIXED


_MIXED = AchievementStatus.IN_PROGRESS


def targeted(goal: Goal) -> Iterator[int]:
    """Return the places of the measures that have a target."""
    for place, measure in enumerate(goal.measures):
        if has_bound(measure.target):
            yield place


def is_met(goal: Goal, place: int, ended: Ended | None = None) -> bool | None:
    """
    Return whether a measure's target is met; ``None`` when nothing decides it.

    A weekly target is decided by the latest ``hold`` weeks in a row that all met it
    or, being over, all did not; ``ended`` is what else is known to be over.
    """
    measure, tally = goal.measures[place], goal.tallies[place]
    if tally.empty:
        return None
    match measure.kind:
        case MeasureKind.COUNT:
            return meets(measure.target, counted(measure.baseline, tally.total))
        case MeasureKind.PRACTICE:
            run = weekly_run(goal, place, ended)
            return None if run is None else run.met
        case _:
            return meets(measure.target, tally.value)


def current_value(goal: Goal, place: int, today: date) -> float | None:
    """Return a measure's current value; for practice the latest complete week's."""
    measure, tally = goal.measures[place], goal.tallies[place]
    if tally.empty:
        return None
    match measure.kind:
        case MeasureKind.COUNT:
            return counted(measure.baseline, tally.total)
        case MeasureKind.PRACTICE:
            week = newest_week(goal, today)
            return None if week is None else _done_in(goal, place, week)
        case _:
            return tally.value


def is_kept_up(goal: Goal, today: date) -> bool:
    """
    Return whether a continuous goal is sustained.

    That is when 3 of its last 4 complete weeks meet its weekly target; where fewer of
    them count, when at most one does not. Other measures are sustained while they are
    met.
    """
    return all(_is_kept_up(goal, place, today) for place in targeted(goal))


def _is_kept_up(goal: Goal, place: int, today: date) -> bool:
    measure = goal.measures[place]
    if measure.kind is not MeasureKind.PRACTICE:
        return is_met(goal, place) is not False
    newest = newest_week(goal, today)
    if newest is None or goal.start_on is None:
        return True
    lacking = [
        week
        for week in range(newest - LOOKED_BACK + 1, newest + 1)
        if not meets(measure.target, _done_in(goal, place, week))
        and is_whole(goal, place, week)
    ]
    return len(lacking) <= MAY_LACK


def _done_in(goal: Goal, place: int, week: int) -> int:
    amounts = goal.tallies[place].weeks.amounts(week) or ()
    return done_days(amounts, amount_in_force(goal.measures[place], week))


def _change(goal: Goal, place: int, today: date) -> AchievementStatus | None:
    measure, current = goal.measures[place], current_value(goal, place, today)
    if current is None or measure.baseline is None:
        return None
    before = distance(measure.target, measure.baseline)
    after = distance(measure.target, current)
    if before == after:
        return AchievementStatus.NO_CHANGE
    nearer = after < before
    return AchievementStatus.IMPROVING if nearer else AchievementStatus.WORSENING
