"""How progress shows: a measure is settled before work on the goal starts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.guards import (
    must_be_a_number,
    must_be_open,
)
from services.goals.domain.goal.plan import Measure
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
    place_of_measure,
)
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    Target,
)
from shared.measures import DAYS_IN_A_WEEK, has_bound

MOST_MEASURES = 20
MOST_TIMES = 100
LONGEST_HOLD = 52
NO_TARGET = Target()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineMeasure:
    measure_id: UUID
    kind: MeasureKind
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: Target = NO_TARGET
    cadence: Cadence | None = None
    amount: float = 1
    hold: int = 2
    due_on: date | None = None


class MeasureIsUnknown(GoalError):
    """This goal has no such measure."""


class MeasureIsAlreadyDefined(GoalError):
    """This measure is already defined otherwise; adjust it instead."""


class MeasuresAreSettledBeforeTheStart(GoalError):
    """A goal's measures are settled before it starts; adjust them afterwards."""


class GoalHasEnoughMeasures(GoalError):
    """A goal has at most 20 measures."""


class TargetCannotBeMet(ImpossibleRequest):
    """No value lies between the two ends of this target."""


class CountsReachANumber(ImpossibleRequest):
    """Counts add up, so their target is a number to reach, not one to stay below."""


class WeekHasSevenDays(ImpossibleRequest):
    """Practice is counted in days a week, from 0 to 7."""


class AmountIsNotPositive(ImpossibleRequest):
    """The amount that makes a day count must be above zero."""


class CadenceIsImpossible(ImpossibleRequest):
    """A cadence is at least once and at most 100 times; a week has seven days."""


class HoldIsOutOfRange(ImpossibleRequest):
    """A weekly target is held for 1 to 52 weeks."""


def define(goal: Goal, command: DefineMeasure) -> list[GoalEvent]:
    """Return the new measure, or nothing when it is already defined like this."""
    must_be_open(goal)
    place = place_of_measure(goal, command.measure_id)
    if place is not None:
        if _same(goal.measures[place], command):
            return []
        raise MeasureIsAlreadyDefined
    if goal.status is not Status.PROPOSED:
        raise MeasuresAreSettledBeforeTheStart
    if len(goal.measures) >= MOST_MEASURES:
        raise GoalHasEnoughMeasures
    must_be_a_number(command.baseline, command.amount)
    if command.amount <= 0:
        raise AmountIsNotPositive
    if not 1 <= command.hold <= LONGEST_HOLD:
        raise HoldIsOutOfRange
    must_be_a_cadence(command.kind, command.cadence)
    must_be_a_target(command.kind, command.target)
    if command.kind is MeasureKind.PRACTICE:
        must_fit_a_week(command.baseline)
    return [
        MeasureDefined(
            measure_id=command.measure_id,
            kind=command.kind,
            unit=command.unit,
            direction=command.direction,
            baseline=command.baseline,
            target=command.target,
            cadence=command.cadence,
            amount=command.amount,
            hold=command.hold,
            due_on=command.due_on,
        )
    ]


def must_be_measured(goal: Goal, measure_id: UUID | None) -> int:
    """Return the place of a measure that the goal has."""
    place = place_of_measure(goal, measure_id)
    if place is None:
        raise MeasureIsUnknown
    return place


def must_be_a_target(kind: MeasureKind, target: Target) -> None:
    """Refuse a target that no value of this kind can ever be judged by."""
    must_be_a_number(target.low, target.high)
    low, high = target.low, target.high
    if (
        low is not None
        and high is not None
        and (low > high or (low == high and target.strict))
    ):
        raise TargetCannotBeMet
    if kind is MeasureKind.COUNT and high is not None:
        raise CountsReachANumber
    if kind is MeasureKind.PRACTICE and has_bound(target):
        must_fit_a_week(low, high)
        if target.strict and (low == DAYS_IN_A_WEEK or high == 0):
            raise TargetCannotBeMet


def must_fit_a_week(*days: float | None) -> None:
    """Refuse a number of days that no week has."""
    if any(n is not None and not 0 <= n <= DAYS_IN_A_WEEK for n in days):
        raise WeekHasSevenDays


def must_be_a_cadence(kind: MeasureKind, cadence: Cadence | None) -> None:
    """Refuse a cadence that asks for nothing, or for more days than there are."""
    if cadence is None:
        return
    weekly_practice = kind is MeasureKind.PRACTICE and cadence.every is Every.WEEK
    most = DAYS_IN_A_WEEK if weekly_practice else MOST_TIMES
    if not 1 <= cadence.times <= most:
        raise CadenceIsImpossible


def _same(measure: Measure, command: DefineMeasure) -> bool:
    return (
        measure.kind is command.kind
        and measure.unit == command.unit
        and measure.direction is command.direction
        and measure.baseline == command.baseline
        and measure.target == command.target
        and measure.cadence == command.cadence
        and measure.amount == command.amount
        and measure.hold == command.hold
    )
