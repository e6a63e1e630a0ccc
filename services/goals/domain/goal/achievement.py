"""
What follows from what was recorded: facts that nobody sends as a command.

A milestone is reached when the entries show it, and reopened only by a correction or
a retraction that undoes it. A goal is achieved when all its targets are met and
regresses when an entry, a correction or a retraction shows that one of them is not. A
continuous goal does neither: it is kept up. What others than the client rated stands
beside it and leads to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal import evidence
from services.goals.domain.goal.ledger import NO_MEASURE, Entry
from services.goals.domain.goal.plan import Milestone
from services.goals.domain.goal.shown import ahead, is_shown, is_shown_by
from services.goals.domain.goal.standing import is_met, targeted
from services.goals.domain.goal.state import Goal
from services.goals.domain.goal.weekly import Ended
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    GoalAchieved,
    GoalEvent,
    GoalRegressed,
    MilestoneAchieved,
    MilestoneReopened,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What facts follow from: an entry, and the day to give them."""

    entry_id: UUID
    day: date
    ended: Ended | None = None


def after_entry(goal: Goal, entry: Entry) -> list[GoalEvent]:
    """Return what one more entry leads to; ``goal`` already has it."""
    if not entry.by_client:
        return []
    cause = _cause_of(entry)
    reached = [place for place in ahead(goal) if is_shown_by(goal, place, entry)]
    if entry.measure == NO_MEASURE:
        return _celebrated(goal, reached, achieved=False, cause=cause)
    return _judged(goal, reached, cause)


def after_correction(
    before: Goal, goal: Goal, entry: Entry, today: date
) -> list[GoalEvent]:
    """Return what a corrected or retracted entry leads to, and what it undoes."""
    if not entry.by_client:
        return []
    cause = _cause_of(entry, ended=_ended(goal, entry, today))
    touched = [
        place
        for place, milestone in enumerate(goal.milestones)
        if not milestone.withdrawn and _is_touched(place, milestone, entry)
    ]
    shown = [place for place in touched if is_shown(goal, place)]
    reached = [place for place in shown if not goal.milestones[place].reached]
    reopened = [
        MilestoneReopened(
            milestone_id=goal.milestones[place].milestone_id, caused_by=cause.entry_id
        )
        for place in touched
        if goal.milestones[place].reached
        and place not in shown
        and is_shown(before, place)
    ]
    if entry.measure == NO_MEASURE:
        return [*reopened]
    return [*reopened, *_judged(goal, reached, cause)]


def after_excuse(before: Goal, goal: Goal, place: int, today: date) -> list[GoalEvent]:
    """Return that the goal is achieved, if a day that no longer counts decides it."""
    newest = week_number(goal.tallies[place].day)
    ended = Ended(place, min(newest, week_number(today.toordinal()) - 1))
    decides = _verdict(goal, ended) is True and _verdict(before, ended) is not True
    if goal.achieved or not decides:
        return []
    cause = _cause_of(evidence.behind(goal, ended)[-1], ended=ended)
    return _celebrated(goal, (), achieved=True, cause=cause)


def after_adjustment(goal: Goal, day: date) -> list[GoalEvent]:
    """Return what is reached now that less is asked; more undoes nothing."""
    facts: list[GoalEvent] = []
    reached = [
        place
        for place in ahead(goal)
        if not goal.milestones[place].in_words and is_shown(goal, place)
    ]
    achieved = not goal.achieved and _verdict(goal, None) is True
    newest = evidence.behind(goal) if achieved else []
    for place in reached:
        newest += evidence.of_milestone(goal, place)
    if newest:
        last = max(newest, key=lambda entry: entry.day)
        cause = Cause(entry_id=UUID(bytes=last.entry_id), day=day)
        facts = _celebrated(goal, reached, achieved=achieved, cause=cause)
    return facts


def _judged(goal: Goal, reached: Sequence[int], cause: Cause) -> list[GoalEvent]:
    verdict = _verdict(goal, cause.ended)
    if verdict is False and goal.achieved:
        regressed = GoalRegressed(occurred_on=cause.day, caused_by=cause.entry_id)
        return [*_celebrated(goal, reached, achieved=False, cause=cause), regressed]
    achieved = verdict is True and not goal.achieved
    return _celebrated(goal, reached, achieved=achieved, cause=cause)


def _verdict(goal: Goal, ended: Ended | None) -> bool | None:
    if goal.continuous:
        return None
    met = [is_met(goal, place, ended) for place in targeted(goal)]
    if False in met or (goal.achieved and _is_bare(goal)):
        return False
    return True if met and None not in met else None


def _is_bare(goal: Goal) -> bool:
    """Return whether nothing is left of what one of the targets was met by."""
    return any(goal.tallies[place].empty for place in targeted(goal))


def _celebrated(
    goal: Goal, reached: Sequence[int], *, achieved: bool, cause: Cause
) -> list[GoalEvent]:
    first = [place for place in reached if not goal.milestones[place].before]
    again = [place for place in reached if goal.milestones[place].before]
    facts: list[GoalEvent] = [
        MilestoneAchieved(
            milestone_id=goal.milestones[place].milestone_id,
            occurred_on=cause.day,
            caused_by=cause.entry_id,
            evidence=evidence.ids(evidence.of_milestone(goal, place)),
            also_achieves_goal=achieved,
            place=0 if place in again else first.index(place) + 1,
            milestones_together=len(first),
            again=place in again,
        )
        for place in (*first, *again)
    ]
    if achieved:
        facts.append(
            GoalAchieved(
                occurred_on=cause.day,
                caused_by=cause.entry_id,
                evidence=evidence.ids(evidence.of_goal(goal, cause.ended)),
                milestones_together=len(first),
                again=goal.achieved_before,
            )
        )
    return facts


def _cause_of(entry: Entry, *, ended: Ended | None = None) -> Cause:
    return Cause(
        entry_id=UUID(bytes=entry.entry_id),
        day=date.fromordinal(entry.day),
        ended=ended,
    )


def _ended(goal: Goal, entry: Entry, today: date) -> Ended | None:
    """Return the week that is over when the latest entry is put right: its own."""
    if entry.measure == NO_MEASURE:
        return None
    week = week_number(entry.day)
    if week < week_number(goal.tallies[entry.measure].day):
        return None
    is_over = week_number(today.toordinal()) > week
    return Ended(entry.measure, week if is_over else week - 1)


def _is_touched(place: int, milestone: Milestone, entry: Entry) -> bool:
    if milestone.in_words:
        return entry.milestone == place
    return milestone.measure == entry.measure
