"""
What follows from what was recorded: facts that nobody sends as a command.

A milestone is reached when the entries show it, and reopened only by a correction
that undoes it. A goal is achieved when all its targets are met and regresses when
an entry or a correction shows that one of them is not. A continuous goal does
neither: it is kept up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal import evidence
from services.goals.domain.goal.ledger import NO_MEASURE, Entry
from services.goals.domain.goal.milestones import is_shown, is_shown_by
from services.goals.domain.goal.standing import is_met, targeted
from services.goals.domain.goal.state import Goal
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
    over: int | None = None


def after_entry(goal: Goal, entry: Entry) -> list[GoalEvent]:
    """Return what one more entry leads to; ``goal`` already has it."""
    cause = _cause_of(entry)
    reached = [
        place
        for place, milestone in enumerate(goal.milestones)
        if not milestone.reached and is_shown_by(goal, place, entry)
    ]
    if entry.measure == NO_MEASURE:
        return _celebrated(goal, reached, achieved=False, cause=cause)
    return _judged(goal, reached, cause)


def after_correction(
    before: Goal, goal: Goal, entry: Entry, today: date
) -> list[GoalEvent]:
    """Return what a corrected entry leads to, and what it undoes."""
    week = week_number(entry.day)
    newest = week_number(goal.tallies[entry.measure].day)
    is_over = week == newest and week_number(today.toordinal()) > week
    cause = _cause_of(entry, over=newest if is_over else None)
    reached, reopened = [], []
    for place, milestone in enumerate(goal.milestones):
        if milestone.measure != entry.measure:
            continue
        shown = is_shown(goal, place)
        if shown and not milestone.reached:
            reached.append(place)
        if milestone.reached and not shown and is_shown(before, place):
            reopened.append(place)
    return [
        *(
            MilestoneReopened(
                milestone_id=goal.milestones[place].milestone_id,
                caused_by=cause.entry_id,
            )
            for place in reopened
        ),
        *_judged(goal, reached, cause),
    ]


def after_adjustment(goal: Goal, day: date) -> list[GoalEvent]:
    """Return what is reached now that less is asked; more undoes nothing."""
    facts: list[GoalEvent] = []
    reached = [
        place
        for place, milestone in enumerate(goal.milestones)
        if not milestone.reached and not milestone.in_words and is_shown(goal, place)
    ]
    achieved = not goal.achieved and _verdict(goal, None) is True
    newest = evidence.of_goal(goal) if achieved else []
    for place in reached:
        newest += evidence.of_milestone(goal, place)
    if newest:
        last = max(newest, key=lambda entry: entry.day)
        cause = Cause(entry_id=UUID(bytes=last.entry_id), day=day)
        facts = _celebrated(goal, reached, achieved=achieved, cause=cause)
    return facts


def _judged(goal: Goal, reached: Sequence[int], cause: Cause) -> list[GoalEvent]:
    verdict = _verdict(goal, cause.over)
    if verdict is False and goal.achieved:
        regressed = GoalRegressed(occurred_on=cause.day, caused_by=cause.entry_id)
        return [*_celebrated(goal, reached, achieved=False, cause=cause), regressed]
    achieved = verdict is True and not goal.achieved
    return _celebrated(goal, reached, achieved=achieved, cause=cause)


def _verdict(goal: Goal, over: int | None) -> bool | None:
    if goal.continuous:
        return None
    met = [is_met(goal, place, over) for place in targeted(goal)]
    if False in met:
        return False
    return True if met and None not in met else None


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
                evidence=evidence.ids(evidence.of_goal(goal, cause.over)),
                milestones_together=len(first),
                again=goal.achieved_before,
            )
        )
    return facts


def _cause_of(entry: Entry, *, over: int | None = None) -> Cause:
    return Cause(
        entry_id=UUID(bytes=entry.entry_id),
        day=date.fromordinal(entry.day),
        over=over,
    )
