"""Recording where the client stands, and putting right what was recorded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.achievement import after_entry
from services.goals.domain.goal.entries import (
    FORMS,
    RATED,
    FormsSpeakForThemselves,
    corrected,
    is_known,
    must_be_recorded,
    retracted,
)
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import (
    must_be_active,
    must_have_a_reason,
    must_have_happened,
)
from services.goals.domain.goal.ledger import NO_MEASURE, NO_MILESTONE, Entry
from services.goals.domain.goal.measures import must_be_measured
from services.goals.domain.goal.milestones import must_be_in_words
from services.goals.domain.goal.plan import Measure, amount_in_force
from services.goals.domain.goal.state import Goal, GoalError, ImpossibleRequest
from services.goals.domain.goal.values import must_be_a_value
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import GoalEvent, MeasureKind, ProgressRecorded


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
    """An entry or a rating says something else; both values are kept."""

    entry_id: UUID
    new_value: float
    why: str
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractProgress:
    """An entry or a rating should not be there; it stays, and no longer counts."""

    entry_id: UUID
    why: str
    today: date


class EntryHasNoValue(GoalError):
    """This entry names a milestone in words; it has no value to correct."""


class EntryWasRetracted(GoalError):
    """This entry was retracted; record what happened as a new one."""


class MeasureIsRated(GoalError):
    """This measure is rated: give a rating instead of an entry."""


class EntrySaysNothing(ImpossibleRequest):
    """An entry needs a measure with a value, or a milestone in words."""


class ReadingNeedsAValue(ImpossibleRequest):
    """Give the value that was read."""


def record(goal: Goal, command: RecordProgress) -> list[GoalEvent]:
    """Return the entry and what it leads to."""
    must_be_active(goal)
    entry = _entry(goal, command)
    if is_known(goal, entry):
        return []
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
    entry = must_be_recorded(goal, command.entry_id)
    if entry.retracted:
        raise EntryWasRetracted
    if entry.measure == NO_MEASURE:
        raise EntryHasNoValue
    must_be_a_value(goal.measures[entry.measure].kind, command.new_value)
    must_have_a_reason(command.why)
    new = float(command.new_value)
    return corrected(goal, entry, new, why=command.why, today=command.today)


def retract(goal: Goal, command: RetractProgress) -> list[GoalEvent]:
    """Return that an entry no longer counts, what that undoes and what it leads to."""
    entry = must_be_recorded(goal, command.entry_id)
    if entry.retracted:
        return []
    must_have_a_reason(command.why)
    return retracted(goal, entry, why=command.why, today=command.today)


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
    if measure.kind in RATED:
        raise MeasureIsRated
    if measure.kind in FORMS:
        raise FormsSpeakForThemselves
    value = command.value
    if value is None:
        value = _unsaid(measure, command.occurred_on)
    must_be_a_value(measure.kind, value)
    return float(value)


def _unsaid(measure: Measure, day: date) -> float:
    match measure.kind:
        case MeasureKind.COUNT:
            return 1.0
        case MeasureKind.PRACTICE:
            return amount_in_force(measure, week_number(day.toordinal()))
        case _:
            raise ReadingNeedsAValue
