"""How progress shows: a measure is settled before work on the goal starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import must_be_a_number, must_be_open
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
    place_of_measure,
)
from services.goals.domain.goal.values import (
    must_be_a_baseline,
    must_be_a_cadence,
    must_be_a_target,
)
from shared.contracts.goals import (
    Cadence,
    Direction,
    GasScaleDefined,
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    Target,
)

MOST_MEASURES = 20
LONGEST_HOLD = 52
NO_TARGET = Target()
STARTING_LEVELS = (-2, -1)
"""Where a client can stand on a GAS scale before work on the goal starts."""

BETTER: Final[Mapping[MeasureKind, Direction]] = MappingProxyType(
    {
        MeasureKind.GBO: Direction.UP,
        MeasureKind.PHQ9: Direction.DOWN,
        MeasureKind.GAD7: Direction.DOWN,
    }
)
"""The direction that a kind settles, whatever is asked for."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineGasScale:
    """Five levels in words, from -2 to +2; ``as_expected`` is the realistic goal, 0."""

    measure_id: UUID
    much_less_than_expected: str
    less_than_expected: str
    as_expected: str
    more_than_expected: str
    much_more_than_expected: str
    weight: float = 1
    baseline_level: int = -1
    cadence: Cadence | None = None
    due_on: date | None = None


class MeasureIsUnknown(GoalError):
    """This goal has no such measure."""


class MeasureIsAlreadyDefined(GoalError):
    """This measure is already defined otherwise; adjust it instead."""


class MeasuresAreSettledBeforeTheStart(GoalError):
    """A goal's measures are settled before it starts; adjust them afterwards."""


class GoalHasEnoughMeasures(GoalError):
    """A goal has at most 20 measures."""


class AmountIsNotPositive(ImpossibleRequest):
    """The amount that makes a day count must be above zero."""


class HoldIsOutOfRange(ImpossibleRequest):
    """A weekly target is held for 1 to 52 weeks."""


class GasHasAScaleOfItsOwn(ImpossibleRequest):
    """A GAS scale is defined by its five levels in words; send those instead."""


class ScaleNeedsFiveTexts(ImpossibleRequest):
    """Say in words what each of the five levels from -2 to +2 looks like."""


class ScaleStartsBelowItsGoal(ImpossibleRequest):
    """The baseline is level -1, or -2 where nothing worse is possible."""


class WeightIsBelowZero(ImpossibleRequest):
    """A weight is any number from 0 up."""


def define(goal: Goal, command: DefineMeasure) -> list[GoalEvent]:
    """Return the new measure, or nothing when it is already defined like this."""
    if command.kind is MeasureKind.GAS:
        raise GasHasAScaleOfItsOwn
    defined = MeasureDefined(
        measure_id=command.measure_id,
        kind=command.kind,
        unit=command.unit,
        direction=BETTER.get(command.kind, command.direction),
        baseline=command.baseline,
        target=command.target,
        cadence=command.cadence,
        amount=command.amount,
        hold=command.hold,
        due_on=command.due_on,
    )
    if _is_defined(goal, defined):
        return []
    must_be_a_number(command.amount)
    if command.amount <= 0:
        raise AmountIsNotPositive
    if not 1 <= command.hold <= LONGEST_HOLD:
        raise HoldIsOutOfRange
    must_be_a_cadence(command.kind, command.cadence)
    must_be_a_target(command.kind, command.target)
    must_be_a_baseline(command.kind, command.baseline)
    return [defined]


def define_scale(goal: Goal, command: DefineGasScale) -> list[GoalEvent]:
    """Return the goal's own scale, or nothing when it is already defined like this."""
    defined = GasScaleDefined(
        measure_id=command.measure_id,
        much_less_than_expected=command.much_less_than_expected,
        less_than_expected=command.less_than_expected,
        as_expected=command.as_expected,
        more_than_expected=command.more_than_expected,
        much_more_than_expected=command.much_more_than_expected,
        weight=command.weight,
        baseline_level=command.baseline_level,
        cadence=command.cadence,
        due_on=command.due_on,
    )
    if _is_defined(goal, defined):
        return []
    if not all(text.strip() for text in _texts(command)):
        raise ScaleNeedsFiveTexts
    if command.baseline_level not in STARTING_LEVELS:
        raise ScaleStartsBelowItsGoal
    must_be_a_number(command.weight)
    if command.weight < 0:
        raise WeightIsBelowZero
    must_be_a_cadence(MeasureKind.GAS, command.cadence)
    return [defined]


def must_be_measured(goal: Goal, measure_id: UUID | None) -> int:
    """Return the place of a measure that the goal has."""
    place = place_of_measure(goal, measure_id)
    if place is None:
        raise MeasureIsUnknown
    return place


def _is_defined(goal: Goal, defined: MeasureDefined | GasScaleDefined) -> bool:
    must_be_open(goal)
    place = place_of_measure(goal, defined.measure_id)
    if place is not None:
        [measure] = evolve(Goal(), defined).measures
        if replace(goal.measures[place], steps=(), step=None) == measure:
            return True
        raise MeasureIsAlreadyDefined
    if goal.status is not Status.PROPOSED:
        raise MeasuresAreSettledBeforeTheStart
    if len(goal.measures) >= MOST_MEASURES:
        raise GoalHasEnoughMeasures
    return False


def _texts(command: DefineGasScale) -> tuple[str, ...]:
    return (
        command.much_less_than_expected,
        command.less_than_expected,
        command.as_expected,
        command.more_than_expected,
        command.much_more_than_expected,
    )
