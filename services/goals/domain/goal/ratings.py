"""Rating a goal: 0 to 10 by the client (GBO), or -2 to +2 on its own scale (GAS)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.achievement import after_entry
from services.goals.domain.goal.entries import FORMS, FormsSpeakForThemselves, is_known
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import day_since_the_start, must_be_active
from services.goals.domain.goal.ledger import Entry, mark_of
from services.goals.domain.goal.measures import must_be_measured
from services.goals.domain.goal.state import Goal, GoalError
from services.goals.domain.goal.values import must_be_on_the_scale
from shared.contracts.goals import GoalEvent, GoalRated, MeasureKind, Rater


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGoal:
    """Each rater's ratings are kept; only the client's can achieve the goal."""

    rating_id: UUID
    measure_id: UUID
    rater: Rater
    value: int
    today: date
    occurred_on: date | None = None
    note: str | None = None


class MeasureIsNotRated(GoalError):
    """This measure is not rated; record progress on it instead."""


class OnlyTheClientRatesThis(GoalError):
    """A rating from 0 to 10 is the client's own; others rate on a GAS scale."""


def rate(goal: Goal, command: RateGoal) -> list[GoalEvent]:
    """Return the rating and, if it is the client's, what it leads to."""
    must_be_active(goal)
    place = must_be_measured(goal, command.measure_id)
    kind = goal.measures[place].kind
    _must_be_rated(kind, command.rater)
    must_be_on_the_scale(kind, command.value)
    day = command.occurred_on or command.today
    entry = Entry(
        command.rating_id.bytes,
        day.toordinal(),
        float(command.value),
        place,
        mark=mark_of(command.rater),
    )
    if is_known(goal, entry):
        return []
    rated = GoalRated(
        rating_id=command.rating_id,
        measure_id=command.measure_id,
        rater=command.rater,
        occurred_on=day_since_the_start(goal, command.occurred_on, command.today),
        value=int(command.value),
        note=command.note,
    )
    return [rated, *after_entry(evolve(goal, rated), entry)]


def _must_be_rated(kind: MeasureKind, rater: Rater) -> None:
    if kind in FORMS:
        raise FormsSpeakForThemselves
    if kind not in (MeasureKind.GBO, MeasureKind.GAS):
        raise MeasureIsNotRated
    if kind is MeasureKind.GBO and rater is not Rater.CLIENT:
        raise OnlyTheClientRatesThis
