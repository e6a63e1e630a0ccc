"""
Following a questionnaire: its total becomes a value of each measure that uses it.

The form itself is the client's. A goal never says no to one: it follows what concerns
it and passes over the rest.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID, uuid5

from services.goals.domain.goal.achievement import after_correction, after_entry
from services.goals.domain.goal.entries import corrected, retracted, retraction_of
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.ledger import Entry
from services.goals.domain.goal.plan import Measure
from services.goals.domain.goal.state import Goal, Status
from shared.contracts.goals import (
    GoalEvent,
    Instrument,
    MeasureKind,
    ProgressRecorded,
)

FOLLOWED_INTO = (Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)
"""Goals whose entries a corrected form still reaches; a new form only active ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowForm:
    """
    ``total`` is ``None`` when an item is unanswered.

    ``corrects`` is the form that a chain of corrections began with, however long the
    chain is by now: the goal's entry is named after that one.
    """

    administration_id: UUID
    instrument: Instrument
    occurred_on: date
    total: int | None
    today: date
    corrects: UUID | None = None


def follow(goal: Goal, command: FollowForm) -> list[GoalEvent]:
    """Return what a form means for each measure of its kind; nothing, if nothing."""
    facts: list[GoalEvent] = []
    for place, measure in enumerate(goal.measures):
        if measure.kind is MeasureKind(command.instrument):
            told = _followed(goal, place, command)
            goal = reduce(evolve, told, goal)
            facts += told
    return facts


def _followed(goal: Goal, place: int, command: FollowForm) -> list[GoalEvent]:
    known, free_id = _chain(goal, goal.measures[place], command)
    if known is None:
        return _recorded_if_active(goal, place, command, free_id)
    if command.corrects is None or goal.status not in FOLLOWED_INTO:
        return []
    today = command.today
    if command.total is None or not _is_since_the_start(goal, command):
        return [] if known.retracted else retracted(goal, known, why=None, today=today)
    if known.retracted:
        return _recorded(goal, place, command, free_id)
    if known.day == command.occurred_on.toordinal():
        return corrected(goal, known, float(command.total), why=None, today=today)
    return _moved(goal, place, command, known, free_id)


def _recorded_if_active(
    goal: Goal, place: int, command: FollowForm, entry_id: UUID
) -> list[GoalEvent]:
    active = goal.status is Status.ACTIVE and _is_since_the_start(goal, command)
    if command.total is None or not active:
        return []
    return _recorded(goal, place, command, entry_id)


def _recorded(
    goal: Goal, place: int, command: FollowForm, entry_id: UUID
) -> list[GoalEvent]:
    recorded, entry = _entry(goal.measures[place], place, command, entry_id)
    return [recorded, *after_entry(evolve(goal, recorded), entry)]


def _moved(
    goal: Goal, place: int, command: FollowForm, known: Entry, entry_id: UUID
) -> list[GoalEvent]:
    """Return another entry in the place of one of another day, judged together."""
    retraction = retraction_of(goal, known, why=None)
    recorded, entry = _entry(goal.measures[place], place, command, entry_id)
    after = evolve(evolve(goal, retraction), recorded)
    follows = after_correction(goal, after, entry, command.today)
    return [retraction, recorded, *follows]


def _entry(
    measure: Measure, place: int, command: FollowForm, entry_id: UUID
) -> tuple[ProgressRecorded, Entry]:
    value = float(command.total or 0)
    recorded = ProgressRecorded(
        entry_id=entry_id,
        occurred_on=command.occurred_on,
        measure_id=measure.measure_id,
        value=value,
        administration_id=command.administration_id,
    )
    day = command.occurred_on.toordinal()
    return recorded, Entry(entry_id.bytes, day, value, place)


def _chain(
    goal: Goal, measure: Measure, command: FollowForm
) -> tuple[Entry | None, UUID]:
    """Return the newest entry of a form and its corrections, and the next free id."""
    first = str(command.corrects or command.administration_id)
    known, free_id, number = None, uuid5(measure.measure_id, first), 1
    while entry := goal.ledger.find(free_id.bytes):
        number += 1
        known, free_id = entry, uuid5(measure.measure_id, f"{first}/{number}")
    return known, free_id


def _is_since_the_start(goal: Goal, command: FollowForm) -> bool:
    return goal.start_on is not None and command.occurred_on >= goal.start_on
