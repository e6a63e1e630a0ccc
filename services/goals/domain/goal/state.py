"""
A goal as its history adds up: only what the rules need to know about the past.

Pure functions over frozen values that hold no person's words. ``evolve`` accepts
every fact in every state, because by now it has happened. Change EVOLVE_VERSION
whenever the same history would add up to another state: older snapshots are
ignored then.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from services.goals.domain.goal import tally as tallies
from services.goals.domain.goal.ledger import NONE, Entry, Ledger
from services.goals.domain.goal.plan import Measure, Milestone, stepped
from services.goals.domain.goal.tally import Tally
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalAdjusted,
    GoalAgreed,
    GoalCancelled,
    GoalCompleted,
    GoalCreated,
    GoalEvent,
    GoalPaused,
    GoalRegressed,
    GoalResumed,
    MeasureDefined,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    Party,
    ProgressCorrected,
    ProgressRecorded,
    Term,
)

EVOLVE_VERSION = 1

T = TypeVar("T")


class GoalError(Exception):
    """A rule of the goal said no."""


class ImpossibleRequest(GoalError):
    """What was asked could not be right for any goal."""


class GoalDoesNotExist(GoalError):
    """There is no such goal."""


class Status(StrEnum):
    """How far a goal's life has come, as far as facts alone can tell."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Rest(msgspec.Struct, frozen=True):
    """A pause that is over: its first day and the day work was taken up again."""

    paused_on: date
    resumed_on: date


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """
    A client's goal.

    ``measures`` and ``tallies`` are side by side: a measure and what its entries
    add up to. ``achieved_before`` tells that this very target was reached once.
    """

    status: Status = Status.UNKNOWN
    client_id: UUID | None = None
    parent_id: UUID | None = None
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    agreed: frozenset[Party] = frozenset()
    measures: tuple[Measure, ...] = ()
    tallies: tuple[Tally, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    start_on: date | None = None
    review_every_weeks: int | None = None
    continuous: bool = False
    paused_on: date | None = None
    rests: tuple[Rest, ...] = ()
    ended_on: date | None = None
    achieved: bool = False
    achieved_before: bool = False
    ledger: Ledger = Ledger()


def evolve(goal: Goal, event: GoalEvent) -> Goal:
    """Return the goal as it stands after one more fact."""
    match event:
        case ProgressRecorded():
            return _with_entry(goal, event)
        case MilestoneAchieved():
            return _reached(goal, event)
        case ProgressCorrected():
            return _with_correction(goal, event)
        case MilestoneReopened():
            return _reopened(goal, event)
        case GoalAchieved():
            return replace(goal, achieved=True, achieved_before=True)
        case GoalRegressed():
            return replace(goal, achieved=False)
        case GoalAdjusted():
            return _adjusted(goal, event)
        case GoalCreated():
            return replace(
                goal,
                status=Status.PROPOSED,
                client_id=event.client_id,
                parent_id=event.parent_id,
                term=event.term,
                time_zone=event.time_zone,
            )
        case MeasureDefined():
            return _measured(goal, event)
        case MilestoneAdded():
            return _with_milestone(goal, event)
        case GoalAgreed(party=party):
            return replace(goal, agreed=goal.agreed | {party})
        case GoalActivated():
            return replace(
                goal,
                status=Status.ACTIVE,
                start_on=event.start_on,
                review_every_weeks=event.review_every_weeks,
                continuous=event.continuous,
            )
        case GoalPaused(occurred_on=day):
            return replace(goal, status=Status.ON_HOLD, paused_on=day)
        case GoalResumed(occurred_on=day):
            rest = Rest(goal.paused_on or day, day)
            rests = (*goal.rests, rest)
            return replace(goal, status=Status.ACTIVE, paused_on=None, rests=rests)
        case GoalCompleted(occurred_on=day):
            return replace(goal, status=Status.COMPLETED, ended_on=day)
        case GoalCancelled(occurred_on=day):
            return replace(goal, status=Status.CANCELLED, ended_on=day)


def replay(history: Iterable[GoalEvent]) -> Goal:
    """Return the goal that a history adds up to."""
    return reduce(evolve, history, Goal())


def place_of_measure(goal: Goal, measure_id: UUID | None) -> int | None:
    """Return a measure's place in the plan."""
    for place, measure in enumerate(goal.measures):
        if measure.measure_id == measure_id:
            return place
    return None


def place_of_milestone(goal: Goal, milestone_id: UUID | None) -> int | None:
    """Return a milestone's place in the plan."""
    for place, milestone in enumerate(goal.milestones):
        if milestone.milestone_id == milestone_id:
            return place
    return None


def _with_entry(goal: Goal, event: ProgressRecorded) -> Goal:
    value, measure, milestone = event.value, None, None
    if value is not None:
        measure = place_of_measure(goal, event.measure_id)
    if event.milestone_id is not None:
        milestone = place_of_milestone(goal, event.milestone_id)
    entry = Entry(
        event.entry_id.bytes,
        event.occurred_on.toordinal(),
        value or 0.0,
        NONE if measure is None else measure,
        NONE if milestone is None else milestone,
    )
    ledger = goal.ledger.append(entry)
    if measure is None:
        return replace(goal, ledger=ledger)
    kind = goal.measures[measure].kind
    tally = tallies.added(goal.tallies[measure], kind, entry)
    return replace(goal, ledger=ledger, tallies=_put(goal.tallies, measure, tally))


def _with_correction(goal: Goal, event: ProgressCorrected) -> Goal:
    old = goal.ledger.find(event.entry_id.bytes)
    if old is None or old.measure == NONE:
        return goal
    ledger = goal.ledger.corrected(old.entry_id, event.new_value)
    kind = goal.measures[old.measure].kind
    tally = tallies.corrected(goal.tallies[old.measure], kind, old, ledger)
    return replace(goal, ledger=ledger, tallies=_put(goal.tallies, old.measure, tally))


def _measured(goal: Goal, event: MeasureDefined) -> Goal:
    measure = Measure(
        measure_id=event.measure_id,
        kind=event.kind,
        unit=event.unit,
        direction=event.direction,
        baseline=event.baseline,
        target=event.target,
        cadence=event.cadence,
        amount=event.amount,
        hold=event.hold,
    )
    return replace(
        goal, measures=(*goal.measures, measure), tallies=(*goal.tallies, Tally())
    )


def _with_milestone(goal: Goal, event: MilestoneAdded) -> Goal:
    milestone = Milestone(
        milestone_id=event.milestone_id,
        measure=place_of_measure(goal, event.measure_id),
        target=event.target,
        weeks_met=event.weeks_met,
    )
    return replace(goal, milestones=(*goal.milestones, milestone))


def _reached(goal: Goal, event: MilestoneAchieved) -> Goal:
    place = place_of_milestone(goal, event.milestone_id)
    if place is None:
        return goal
    old = goal.milestones[place]
    milestone = replace(old, reached=True, shown_by=old.shown_by or event.caused_by)
    return replace(goal, milestones=_put(goal.milestones, place, milestone))


def _reopened(goal: Goal, event: MilestoneReopened) -> Goal:
    place = place_of_milestone(goal, event.milestone_id)
    if place is None:
        return goal
    milestone = replace(goal.milestones[place], reached=False)
    return replace(goal, milestones=_put(goal.milestones, place, milestone))


def _adjusted(goal: Goal, event: GoalAdjusted) -> Goal:
    if event.asks is not None:
        goal = replace(goal, agreed=goal.agreed - {event.asks})
    place = place_of_measure(goal, event.measure_id)
    if place is None:
        return goal
    measure = goal.measures[place]
    if event.amount_to is not None:
        week = week_number(event.effective_on.toordinal())
        measure = stepped(measure, week, event.amount_to)
    if event.step_to is not None:
        measure = replace(measure, step=event.step_to)
    if event.cadence_to is not None:
        measure = replace(measure, cadence=event.cadence_to, step=None)
    if event.target_to is not None:
        measure = replace(measure, target=event.target_to)
        goal = replace(goal, achieved=False, achieved_before=False)
    return replace(goal, measures=_put(goal.measures, place, measure))


def _put(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])
