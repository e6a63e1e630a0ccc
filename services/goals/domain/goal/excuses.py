"""Days on which a practice was due and, for a good reason, does not count."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.goals.domain.goal.achievement import after_excuse
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    must_have_a_reason,
    must_have_started,
)
from services.goals.domain.goal.measures import must_be_measured
from services.goals.domain.goal.state import (
    Excused,
    Goal,
    GoalError,
    ImpossibleRequest,
)
from shared.contracts.goals import GoalEvent, MeasureKind, OccurrenceExcused

AHEAD: Final = timedelta(days=31)
"""How far ahead a day can be excused, for a journey say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseOccurrence:
    measure_id: UUID
    occurred_on: date
    reason: str
    today: date


class OnlyPracticeIsExcused(GoalError):
    """Days are excused of a practice; other measures have no due days."""


class SomethingIsRecordedOnThatDay(GoalError):
    """Something is recorded on that day; retract it if the day does not count."""


class ExcuseLiesTooFarAhead(ImpossibleRequest):
    """A day can be excused up to 31 days ahead."""


def excuse(goal: Goal, command: ExcuseOccurrence) -> list[GoalEvent]:
    """Return that a day does not count, and the goal achieved if that decides it."""
    must_have_started(goal)
    place = must_be_measured(goal, command.measure_id)
    if goal.measures[place].kind is not MeasureKind.PRACTICE:
        raise OnlyPracticeIsExcused
    day = command.occurred_on.toordinal()
    if Excused(place, day) in goal.excused:
        return []
    if command.occurred_on > command.today + AHEAD:
        raise ExcuseLiesTooFarAhead
    if goal.start_on is not None and command.occurred_on < goal.start_on:
        raise DateIsBeforeTheStart
    must_have_a_reason(command.reason)
    if any(entry.measure == place and entry.day == day for entry in goal.ledger):
        raise SomethingIsRecordedOnThatDay
    excused = OccurrenceExcused(
        measure_id=command.measure_id,
        occurred_on=command.occurred_on,
        reason=command.reason,
    )
    after = evolve(goal, excused)
    return [excused, *after_excuse(goal, after, place, command.today)]
