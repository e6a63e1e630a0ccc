"""
Weekly targets: the weeks in a row that achieve one, or show that it no longer holds.

Achievement is judged at the measure's own amount, milestones at the amount that was
in force on the week's Sunday (docs/domain.md section 2).
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.goals.domain.goal.plan import amount_in_force
from services.goals.domain.goal.state import Goal
from services.goals.domain.goal.weeks import first_day, week_number
from shared.contracts.goals import Target
from shared.measures import DAYS_IN_A_WEEK, done_days, meets


class Run(NamedTuple):
    """Weeks in a row that all met the target, or all did not; newest first."""

    met: bool
    weeks: tuple[int, ...]


def weekly_run(goal: Goal, place: int, over: int | None = None) -> Run | None:
    """
    Return the latest run of ``hold`` weeks that decides about a weekly target.

    A week meets "at least" as soon as enough days are done; it falls short, or meets
    "at most", only once it is over. Without a word on ``over``, the weeks before that
    of the latest entry are.
    """
    measure, tally = goal.measures[place], goal.tallies[place]
    if tally.empty or goal.start_on is None:
        return None
    latest = week_number(tally.day)
    over = latest - 1 if over is None else over
    met: list[int] = []
    short: list[int] = []
    for week in range(latest, week_number(goal.start_on.toordinal()) - 1, -1):
        amounts = tally.weeks.amounts(week)
        done = done_days(amounts or (), measure.amount)
        known = measure.target.high is None or (amounts is not None and week <= over)
        if known and meets(measure.target, done):
            met.append(week)
            short.clear()
        elif week <= over and is_whole(goal, week):
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


def is_whole(goal: Goal, week: int) -> bool:
    """Return whether the goal was being worked on during all of a week."""
    monday = first_day(week)
    sunday = monday + DAYS_IN_A_WEEK - 1
    if goal.start_on is not None and goal.start_on.toordinal() > monday:
        return False
    if goal.paused_on is not None and goal.paused_on.toordinal() <= sunday:
        return False
    return not any(
        rest.paused_on.toordinal() <= sunday and rest.resumed_on.toordinal() > monday
        for rest in goal.rests
    )
