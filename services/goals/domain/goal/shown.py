"""When what was recorded shows a milestone."""

from collections.abc import Iterator
from itertools import islice

from services.goals.domain.goal.ledger import Entry
from services.goals.domain.goal.state import Goal
from services.goals.domain.goal.weekly import week_meets, weeks_meeting
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import MeasureKind
from shared.measures import counted, is_reading, meets


def ahead(goal: Goal) -> Iterator[int]:
    """Return the places of the milestones that can still be reached."""
    for place, milestone in enumerate(goal.milestones):
        if not milestone.reached and not milestone.withdrawn:
            yield place


def is_shown_by(goal: Goal, place: int, entry: Entry) -> bool:
    """Return whether one more entry shows a milestone that nothing showed before."""
    milestone = goal.milestones[place]
    if milestone.measure is None:
        return entry.milestone == place
    if milestone.measure != entry.measure:
        return False
    measure, target = goal.measures[milestone.measure], milestone.target
    if target is not None and is_reading(measure.kind):
        return meets(target, entry.value)
    if (
        measure.kind is MeasureKind.PRACTICE
        and target is not None
        and target.high is None
    ):
        return week_meets(goal, milestone.measure, target, week_number(entry.day))
    return is_shown(goal, place)


def is_shown(goal: Goal, place: int) -> bool:
    """Return whether the entries, taken together, show a milestone."""
    milestone = goal.milestones[place]
    if milestone.measure is None:
        return any(entry.milestone == place for entry in goal.ledger)
    if goal.tallies[milestone.measure].empty:
        return False
    measure = goal.measures[milestone.measure]
    target = milestone.target or measure.target
    match measure.kind:
        case MeasureKind.COUNT:
            total = goal.tallies[milestone.measure].total
            return meets(target, counted(measure.baseline, total))
        case MeasureKind.PRACTICE:
            needed = milestone.weeks_met or 1
            weeks = weeks_meeting(goal, milestone.measure, target)
            return len(list(islice(weeks, needed))) == needed
        case _:
            return any(
                entry.measure == milestone.measure
                and meets(target, entry.value)
                and entry.by_client
                for entry in goal.ledger
            )
