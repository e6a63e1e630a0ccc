"""Recording where the client stands, and correcting what was recorded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.achievement import after_correction, after_entry
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import (
    must_be_a_number,
    must_be_active,
    must_exist,
    must_have_a_reason,
    must_have_happened,
)
from services.goals.domain.goal.ledger import NO_MEASURE, NO_MILESTONE, Entry
from services.goals.domain.goal.measures import must_be_measured
from services.goals.domain.goal.milestones import must_be_in_words
from services.goals.domain.goal.plan import Measure, amount_in_force
from services.goals.domain.goal.state import Goal, GoalError, ImpossibleRequest, Status
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    GoalEvent,
    MeasureKind,
    ProgressCorrected,
    ProgressRecorded,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProgress:
    """Without a value a practice day is done and a count goes up by one."""

    entry_id: UUID
    occurred_on: date
    today: date
    measure_id: UUID | None = None
    value: float | None = None
    milestone_id: UUID | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectProgress:
    entry_id: UUID
    new_value: float
    why: str
    today: date


class EntryIsAlreadyRecorded(GoalError):
    """An entry with this id is recorded already, and says something else."""


class EntryIsUnknown(GoalError):
    """This goal has no such entry."""


class EntryHasNoValue(GoalError):
    """This entry names a milestone in words; it has no value to correct."""


class EntrySaysNothing(ImpossibleRequest):
    """An entry needs a measure with a value, or a milestone in words."""


class ReadingNeedsAValue(ImpossibleRequest):
    """Give the value that was read."""


class CountIsNotWhole(ImpossibleRequest):
    """Occurrences are counted in whole numbers from 0 up."""


class AmountIsNegative(ImpossibleRequest):
    """An amount done on a day is never below zero."""


def record(goal: Goal, command: RecordProgress) -> list[GoalEvent]:
    """Return the entry and what it leads to."""
    must_be_active(goal)
    entry = _entry(goal, command)
    known = goal.ledger.find(entry.entry_id)
    if known is not None:
        if known == entry:
            return []
        raise EntryIsAlreadyRecorded
    must_have_happened(goal, command.occurred_on, command.today)
    recorded = ProgressRecorded(
        entry_id=command.entry_id,
        occurred_on=command.occurred_on,
        measure_id=command.measure_id,
        value=None if command.measure_id is None else entry.value,
        milestone_id=command.milestone_id,
        note=command.note,
    )
    return [recorded, *after_entry(evolve(goal, recorded), entry)]


def correct(goal: Goal, command: CorrectProgress) -> list[GoalEvent]:
    """Return the correction, what it undoes and what it leads to."""
    must_exist(goal)
    if goal.status is Status.CANCELLED:
        raise CancelledGoalsStayAsTheyAre
    entry = goal.ledger.find(command.entry_id.bytes)
    if entry is None:
        raise EntryIsUnknown
    if entry.measure == NO_MEASURE:
        raise EntryHasNoValue
    measure = goal.measures[entry.measure]
    _must_fit(measure, command.new_value)
    must_have_a_reason(command.why)
    if command.new_value == entry.value:
        return []
    corrected = ProgressCorrected(
        entry_id=command.entry_id,
        measure_id=measure.measure_id,
        occurred_on=date.fromordinal(entry.day),
        old_value=entry.value,
        new_value=command.new_value,
        why=command.why,
    )
    after = evolve(goal, corrected)
    return [corrected, *after_correction(goal, after, entry, command.today)]


class CancelledGoalsStayAsTheyAre(GoalError):
    """A cancelled goal is no longer changed."""


def _entry(goal: Goal, command: RecordProgress) -> Entry:
    measure, milestone = NO_MEASURE, NO_MILESTONE
    value = 0.0
    if command.milestone_id is not None:
        milestone = must_be_in_words(goal, command.milestone_id)
    if command.measure_id is not None:
        measure = must_be_measured(goal, command.measure_id)
        value = _value(goal.measures[measure], command)
    elif command.value is not None or command.milestone_id is None:
        raise EntrySaysNothing
    return Entry(
        command.entry_id.bytes,
        command.occurred_on.toordinal(),
        value,
        measure,
        milestone,
    )


def _value(measure: Measure, command: RecordProgress) -> float:
    value = command.value
    if value is None:
        value = _unsaid(measure, command.occurred_on)
    _must_fit(measure, value)
    return float(value)


def _unsaid(measure: Measure, day: date) -> float:
    match measure.kind:
        case MeasureKind.COUNT:
            return 1.0
        case MeasureKind.PRACTICE:
            return amount_in_force(measure, week_number(day.toordinal()))
        case _:
            raise ReadingNeedsAValue


def _must_fit(measure: Measure, value: float) -> None:
    must_be_a_number(value)
    if measure.kind is MeasureKind.COUNT and (value < 0 or value % 1):
        raise CountIsNotWhole
    if measure.kind is MeasureKind.PRACTICE and value < 0:
        raise AmountIsNegative
