"""
Weekly targets: the weeks in a row that achieve one, or show that it no longer holds.

Achievement is judged at the measure's own amount, milestones at the amount that was
in force on the week's Sunday (docs/domain.md section 2).
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.goals.domain.goal.plan import amount_in_force
from services.goals.domain.goal.state import Excused, Goal
from services.goals.domain.goal.weeks import first_day, week_number
from shared.contracts.goals import Target
from shared.measures import DAYS_IN_A_WEEK, done_days, meets


class Ended(NamedTuple):
    """A week that is known to be over for one measure, by its place."""

    measure: int
    week: int


class Run(NamedTuple):
    """Weeks in a row that all met the target, or all did not; newest first."""

    met: bool
    weeks: tuple[int, ...]


def weekly_run(goal: Goal, place: int, ended: Ended | None = None) -> Run | None:
    """
    Return the latest run of ``hold`` weeks that decides about a weekly target.

    A week meets "at least" as soon as enough days are done; it falls short, or meets
    "at most", only once it is over. The weeks before that of the latest entry are,
    unless ``ended`` says more about this measure. A week in which nothing was recorded
    says nothing about "at most".
    """
    measure, tally = goal.measures[place], goal.tallies[place]
    if tally.empty or goal.start_on is None:
        return None
    target, latest = measure.target, week_number(tally.day)
    over = latest - 1
    if ended is not None and ended.measure == place:
        over = ended.week
    met: list[int] = []
    short: list[int] = []
    first = week_number(goal.start_on.toordinal())
    for week in range(max(latest, over), first - 1, -1):
        amounts = tally.weeks.amounts(week)
        if amounts is None and target.low is None:
            continue
        done = done_days(amounts or (), measure.amount)
        if (week <= over or target.high is None) and meets(target, done):
            met.append(week)
            short.clear()
        elif week <= over and is_whole(goal, place, week):
            short.append(week)
            met.clear()
        if len(met) == measure.hold:
            return Run(met=True, weeks=tuple(met))
        if len(short) == measure.hold:
            return Run(met=False, weeks=tuple(short))
    return None


def weeks_meeting(goal: Goal, place: int, target: Target) -> Iterator[int]:
    """Return the weeks that meet a target at the amount then in force, newest first."""
    measure, tally = goal.measures[place], goal.tallies[place]
    latest = week_number(tally.day)
    for week, amounts in tally.weeks.newest_first():
        done = done_days(amounts, amount_in_force(measure, week))
        if meets(target, done) and (target.high is None or week < latest):
            yield week


def week_meets(goal: Goal, place: int, target: Target, week: int) -> bool:
    """Return whether one week has enough days at the amount in force in it."""
    amounts = goal.tallies[place].weeks.amounts(week)
    if amounts is None:
        return False
    amount = amount_in_force(goal.measures[place], week)
    return meets(target, done_days(amounts, amount))


def newest_week(goal: Goal, today: date) -> int | None:
    """Return the latest complete week of the goal's time, if there has been one."""
    if goal.start_on is None:
        return None
    newest = week_number(today.toordinal()) - 1
    return newest if newest >= week_number(goal.start_on.toordinal()) else None


def is_whole(goal: Goal, place: int, week: int) -> bool:
    """Return whether all days of a week count for a measure: no rest, no excuse."""
    monday = first_day(week)
    sunday = monday + DAYS_IN_A_WEEK - 1
    if goal.start_on is not None and goal.start_on.toordinal() > monday:
        return False
    if goal.paused_on is not None and goal.paused_on.toordinal() <= sunday:
        return False
    if any(
        rest.paused_on.toordinal() <= sunday and rest.resumed_on.toordinal() > monday
        for rest in goal.rests
    ):
        return False
    days = range(monday, sunday + 1)
    return not goal.excused or not any(is_excused(goal, place, day) for day in days)


def is_excused(goal: Goal, place: int, day: int) -> bool:
    """Return whether a day does not count; doing something sets its excuse aside."""
    if Excused(place, day) not in goal.excused:
        return False
    amounts = goal.tallies[place].weeks.amounts(week_number(day))
    return amounts is None or amounts[(day - 1) % DAYS_IN_A_WEEK] <= 0
