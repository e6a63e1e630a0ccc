"""Stops on the way: adding one, and when what was recorded shows that it is reached."""

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import must_be_open
from services.goals.domain.goal.ledger import Entry
from services.goals.domain.goal.measures import must_be_a_target, must_be_measured
from services.goals.domain.goal.plan import Measure, Milestone
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    place_of_milestone,
)
from services.goals.domain.goal.weekly import week_meets, weeks_meeting
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import GoalEvent, MeasureKind, MilestoneAdded, Target
from shared.measures import counted, has_bound, meets

MOST_MILESTONES = 200
MOST_WEEKS = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMilestone:
    milestone_id: UUID
    words: str | None = None
    measure_id: UUID | None = None
    target: Target | None = None
    weeks_met: int | None = None


class MilestoneIsUnknown(GoalError):
    """This goal has no such milestone."""


class MilestoneIsAlreadyAdded(GoalError):
    """This milestone is already part of the plan, with another meaning."""


class MilestoneIsAlreadyReached(GoalError):
    """A milestone lies ahead; what is recorded already reaches this one."""


class MilestoneIsMeasured(GoalError):
    """This milestone is reached by its measure's values, not by naming it."""


class MilestoneNeedsAMeaning(ImpossibleRequest):
    """Say when the milestone is reached: a value, weeks that were met, or words."""


class WeeksNeedAPracticeTarget(GoalError):
    """Weeks are counted for a practice measure that has a weekly target."""


class GoalHasEnoughMilestones(GoalError):
    """A goal has at most 200 milestones."""


def add(goal: Goal, command: AddMilestone) -> list[GoalEvent]:
    """Return the new milestone, or nothing when it is there already."""
    must_be_open(goal)
    added = MilestoneAdded(
        milestone_id=command.milestone_id,
        words=command.words,
        measure_id=command.measure_id,
        target=command.target,
        weeks_met=command.weeks_met,
    )
    place = place_of_milestone(goal, command.milestone_id)
    if place is not None:
        if _same(goal, goal.milestones[place], command):
            return []
        raise MilestoneIsAlreadyAdded
    if len(goal.milestones) >= MOST_MILESTONES:
        raise GoalHasEnoughMilestones
    _must_mean_something(goal, command)
    if is_shown(evolve(goal, added), len(goal.milestones)):
        raise MilestoneIsAlreadyReached
    return [added]


def must_be_in_words(goal: Goal, milestone_id: UUID) -> int:
    """Return the place of a milestone that an entry may name."""
    place = place_of_milestone(goal, milestone_id)
    if place is None:
        raise MilestoneIsUnknown
    if not goal.milestones[place].in_words:
        raise MilestoneIsMeasured
    return place


def is_shown_by(goal: Goal, place: int, entry: Entry) -> bool:
    """Return whether one more entry shows a milestone that nothing showed before."""
    milestone = goal.milestones[place]
    if milestone.measure is None:
        return entry.milestone == place
    if milestone.measure != entry.measure:
        return False
    measure, target = goal.measures[milestone.measure], milestone.target
    if measure.kind is MeasureKind.NUMERIC and target is not None:
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
                entry.measure == milestone.measure and meets(target, entry.value)
                for entry in goal.ledger
            )


def _must_mean_something(goal: Goal, command: AddMilestone) -> None:
    if command.measure_id is None:
        in_words = command.target is None and command.weeks_met is None
        if not in_words or not (command.words or "").strip():
            raise MilestoneNeedsAMeaning
        return
    measure = goal.measures[must_be_measured(goal, command.measure_id)]
    if (command.target is None) == (command.weeks_met is None):
        raise MilestoneNeedsAMeaning
    if command.target is not None:
        if not has_bound(command.target):
            raise MilestoneNeedsAMeaning
        must_be_a_target(measure.kind, command.target)
        return
    _must_have_weeks(measure, command.weeks_met)


def _must_have_weeks(measure: Measure, weeks: int | None) -> None:
    if weeks is None or not 1 <= weeks <= MOST_WEEKS:
        raise MilestoneNeedsAMeaning
    if measure.kind is not MeasureKind.PRACTICE or not has_bound(measure.target):
        raise WeeksNeedAPracticeTarget


def _same(goal: Goal, milestone: Milestone, command: AddMilestone) -> bool:
    place = milestone.measure
    measure_id = None if place is None else goal.measures[place].measure_id
    return (measure_id, milestone.target, milestone.weeks_met) == (
        command.measure_id,
        command.target,
        command.weeks_met,
    )
