"""Stops on the way: putting one into the plan, and taking one out of it."""

from dataclasses import dataclass
from uuid import UUID

from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import must_be_open, must_have_a_reason
from services.goals.domain.goal.measures import must_be_measured
from services.goals.domain.goal.plan import Measure, Milestone
from services.goals.domain.goal.shown import is_shown
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    place_of_milestone,
)
from services.goals.domain.goal.values import must_be_a_target
from shared.contracts.goals import (
    GoalEvent,
    MeasureKind,
    MilestoneAdded,
    MilestoneWithdrawn,
    Target,
)
from shared.measures import has_bound

MOST_MILESTONES = 200
MOST_WEEKS = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMilestone:
    milestone_id: UUID
    words: str | None = None
    measure_id: UUID | None = None
    target: Target | None = None
    weeks_met: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMilestone:
    milestone_id: UUID
    reason: str


class MilestoneIsUnknown(GoalError):
    """This goal has no such milestone."""


class MilestoneIsAlreadyAdded(GoalError):
    """This milestone is already part of the plan, with another meaning."""


class MilestoneIsAlreadyReached(GoalError):
    """A milestone lies ahead; what is recorded already reaches this one."""


class MilestoneWasWithdrawn(GoalError):
    """This milestone was taken out of the plan; add another one."""


class ReachedMilestonesStay(GoalError):
    """This milestone has been reached; it stays part of the journey."""


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
        if goal.milestones[place].withdrawn:
            raise MilestoneWasWithdrawn
        if _same(goal, goal.milestones[place], command):
            return []
        raise MilestoneIsAlreadyAdded
    if len(goal.milestones) >= MOST_MILESTONES:
        raise GoalHasEnoughMilestones
    _must_mean_something(goal, command)
    if is_shown(evolve(goal, added), len(goal.milestones)):
        raise MilestoneIsAlreadyReached
    return [added]


def withdraw(goal: Goal, command: WithdrawMilestone) -> list[GoalEvent]:
    """Return that a milestone is no longer part of the plan."""
    must_be_open(goal)
    place = place_of_milestone(goal, command.milestone_id)
    if place is None:
        raise MilestoneIsUnknown
    milestone = goal.milestones[place]
    if milestone.withdrawn:
        return []
    if milestone.reached:
        raise ReachedMilestonesStay
    must_have_a_reason(command.reason)
    return [
        MilestoneWithdrawn(milestone_id=command.milestone_id, reason=command.reason)
    ]


def must_be_in_words(goal: Goal, milestone_id: UUID) -> int:
    """Return the place of a milestone that an entry may name."""
    place = place_of_milestone(goal, milestone_id)
    if place is None:
        raise MilestoneIsUnknown
    milestone = goal.milestones[place]
    if not milestone.in_words:
        raise MilestoneIsMeasured
    if milestone.withdrawn:
        raise MilestoneWasWithdrawn
    return place


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
