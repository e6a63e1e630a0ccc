"""
Entries as such, whatever they are of: known again, corrected, retracted.

Each change of an entry comes with what it undoes and what it leads to.
"""

from datetime import date
from uuid import UUID

from services.goals.domain.goal.achievement import after_correction
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import must_exist
from services.goals.domain.goal.ledger import NO_MEASURE, NO_MILESTONE, Entry
from services.goals.domain.goal.state import Goal, GoalError, Status
from services.goals.domain.goal.tally import newest
from shared.contracts.goals import (
    GoalEvent,
    MeasureKind,
    ProgressCorrected,
    ProgressRetracted,
)

RATED = (MeasureKind.GBO, MeasureKind.GAS)
FORMS = (MeasureKind.PHQ9, MeasureKind.GAD7)


class EntryIsAlreadyRecorded(GoalError):
    """An entry with this id is recorded already, and says something else."""


class EntryIsUnknown(GoalError):
    """This goal has no such entry."""


class FormsSpeakForThemselves(GoalError):
    """A PHQ-9 or GAD-7 is filled in or corrected as a form; its total follows."""


class CancelledGoalsStayAsTheyAre(GoalError):
    """A cancelled goal is no longer changed."""


def is_known(goal: Goal, entry: Entry) -> bool:
    """Return whether this very entry is recorded; refuse another one with its id."""
    known = goal.ledger.find(entry.entry_id)
    if known is None:
        return False
    if known.as_recorded != entry:
        raise EntryIsAlreadyRecorded
    return True


def must_be_recorded(goal: Goal, entry_id: UUID) -> Entry:
    """Return an entry that may still be put right, also one that was retracted."""
    must_exist(goal)
    if goal.status is Status.CANCELLED:
        raise CancelledGoalsStayAsTheyAre
    entry = goal.ledger.find(entry_id.bytes)
    if entry is None:
        raise EntryIsUnknown
    if entry.measure != NO_MEASURE and goal.measures[entry.measure].kind in FORMS:
        raise FormsSpeakForThemselves
    return entry


def corrected(
    goal: Goal, entry: Entry, value: float, *, why: str | None, today: date
) -> list[GoalEvent]:
    """Return the correction of an entry; nothing when it says this already."""
    if value == entry.value:
        return []
    correction = ProgressCorrected(
        entry_id=UUID(bytes=entry.entry_id),
        measure_id=goal.measures[entry.measure].measure_id,
        occurred_on=date.fromordinal(entry.day),
        old_value=entry.value,
        new_value=value,
        why=why,
    )
    after = evolve(goal, correction)
    return [correction, *after_correction(goal, after, entry, today)]


def retracted(
    goal: Goal, entry: Entry, *, why: str | None, today: date
) -> list[GoalEvent]:
    """Return the retraction of an entry."""
    retraction = retraction_of(goal, entry, why=why)
    after = evolve(goal, retraction)
    return [retraction, *after_correction(goal, after, entry, today)]


def retraction_of(goal: Goal, entry: Entry, *, why: str | None) -> ProgressRetracted:
    """Return the fact that an entry no longer counts, and which is the latest now."""
    measure_id = milestone_id = rater = value = latest = None
    if entry.measure != NO_MEASURE:
        measure = goal.measures[entry.measure]
        measure_id, value = measure.measure_id, entry.value
        latest = newest(goal.ledger.retracted(entry.entry_id), entry)
        rater = entry.rater if measure.kind in RATED else None
    if entry.milestone != NO_MILESTONE:
        milestone_id = goal.milestones[entry.milestone].milestone_id
    return ProgressRetracted(
        entry_id=UUID(bytes=entry.entry_id),
        occurred_on=date.fromordinal(entry.day),
        measure_id=measure_id,
        milestone_id=milestone_id,
        rater=rater,
        old_value=value,
        latest_entry_id=None if latest is None else UUID(bytes=latest.entry_id),
        latest_value=None if latest is None else latest.value,
        latest_on=None if latest is None else date.fromordinal(latest.day),
        why=why,
    )
