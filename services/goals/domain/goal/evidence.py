"""
The entries that an achievement rests on, so that it can explain itself.

These look through the ledger; they are asked only when something was reached.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from services.goals.domain.goal.ledger import Entry
from services.goals.domain.goal.plan import Milestone, amount_in_force
from services.goals.domain.goal.standing import targeted
from services.goals.domain.goal.state import Goal
from services.goals.domain.goal.weekly import Ended, weekly_run, weeks_meeting
from shared.contracts.goals import MeasureKind
from shared.measures import is_done, meets

MOST = 100
"""The newest so many entries are named; more would explain nothing."""


def of_milestone(goal: Goal, place: int) -> list[Entry]:
    """Return the entries that show a milestone, in the order in which they happened."""
    milestone = goal.milestones[place]
    if milestone.measure is None:
        return _chosen(goal, lambda entry: entry.milestone == place)
    measure = goal.measures[milestone.measure]
    match measure.kind:
        case MeasureKind.COUNT:
            return _counted(goal, milestone.measure)
        case MeasureKind.PRACTICE:
            weeks = _weeks_of_milestone(goal, milestone, milestone.measure)
            return _practised(
                goal, milestone.measure, weeks, lambda w: amount_in_force(measure, w)
            )
        case _:
            target = milestone.target or measure.target
            return _chosen(
                goal,
                lambda entry: (
                    entry.measure == milestone.measure and meets(target, entry.value)
                ),
            )


def of_goal(goal: Goal, ended: Ended | None = None) -> list[Entry]:
    """Return the entries that show every target met, as they happened."""
    found: list[Entry] = []
    for place in targeted(goal):
        found += _of_target(goal, place, ended)
    return sorted(found, key=lambda entry: entry.day)[-MOST:]


def behind(goal: Goal, ended: Ended | None = None) -> list[Entry]:
    """
    Return the entries behind the verdict that every target is met, as they happened.

    Where nothing had to be done for it ("at most 0 days"), those are the latest ones.
    """
    latest = {tally.entry_id for tally in goal.tallies}
    return of_goal(goal, ended) or _chosen(goal, lambda e: e.entry_id in latest)


def ids(entries: Iterable[Entry]) -> tuple[UUID, ...]:
    """Return the ids of entries."""
    return tuple(UUID(bytes=entry.entry_id) for entry in entries)


def _of_target(goal: Goal, place: int, ended: Ended | None) -> list[Entry]:
    measure, tally = goal.measures[place], goal.tallies[place]
    match measure.kind:
        case MeasureKind.COUNT:
            return _counted(goal, place)
        case MeasureKind.PRACTICE:
            run = weekly_run(goal, place, ended)
            weeks = run.weeks if run is not None else ()
            return _practised(goal, place, weeks, lambda _: measure.amount)
        case _:
            return _chosen(goal, lambda entry: entry.entry_id == tally.entry_id)


def _weeks_of_milestone(
    goal: Goal, milestone: Milestone, measure: int
) -> tuple[int, ...]:
    if milestone.weeks_met is not None:
        target = goal.measures[measure].target
        return tuple(weeks_meeting(goal, measure, target))
    target = milestone.target or goal.measures[measure].target
    return tuple(weeks_meeting(goal, measure, target))[:1]


def _counted(goal: Goal, measure: int) -> list[Entry]:
    return _chosen(goal, lambda entry: entry.measure == measure and entry.value > 0)


def _practised(
    goal: Goal, measure: int, weeks: Iterable[int], amount: Callable[[int], float]
) -> list[Entry]:
    tally, days = goal.tallies[measure], set()
    for week in weeks:
        for weekday, done in enumerate(tally.weeks.amounts(week) or ()):
            if is_done(done, amount(week)):
                days.add(week * 7 + 1 + weekday)
    return _chosen(goal, lambda entry: entry.measure == measure and entry.day in days)


def _chosen(goal: Goal, wanted: Callable[[Entry], bool]) -> list[Entry]:
    entries = [e for e in goal.ledger if wanted(e) and e.by_client]
    return sorted(entries, key=lambda entry: entry.day)[-MOST:]
