"""What stands in the way, and when it went backwards for a while: words, no verdict."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.guards import (
    day_since_the_start,
    must_be_open,
    must_have_come,
    must_have_started,
    must_have_words,
)
from services.goals.domain.goal.state import Goal
from shared.contracts.goals import BarrierNoted, GoalEvent, SetbackRecorded


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBarrier:
    barrier_id: UUID
    words: str
    today: date
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSetback:
    setback_id: UUID
    what_happened: str
    today: date
    occurred_on: date | None = None
    learned: str | None = None
    plan: str | None = None


def note_barrier(goal: Goal, command: NoteBarrier) -> list[GoalEvent]:
    """Return what stands in the way; it may be foreseen before the goal starts."""
    must_be_open(goal)
    must_have_words(command.words)
    if command.barrier_id in goal.told:
        return []
    day = command.occurred_on or command.today
    must_have_come(day, command.today)
    return [
        BarrierNoted(
            barrier_id=command.barrier_id, occurred_on=day, words=command.words
        )
    ]


def record_setback(goal: Goal, command: RecordSetback) -> list[GoalEvent]:
    """Return a setback, what was learned from it and what comes next."""
    must_have_started(goal)
    must_have_words(command.what_happened)
    if command.setback_id in goal.told:
        return []
    return [
        SetbackRecorded(
            setback_id=command.setback_id,
            occurred_on=day_since_the_start(goal, command.occurred_on, command.today),
            what_happened=command.what_happened,
            learned=command.learned,
            plan=command.plan,
        )
    ]
