"""
What can be: the values, targets and cadences of each kind of measure.

A rating, a level and a questionnaire's total are whole numbers on a scale of their own;
practice is counted in days of a week.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.goals.domain.goal.guards import must_be_a_number
from services.goals.domain.goal.state import ImpossibleRequest
from shared.contracts.goals import Cadence, Every, Instrument, MeasureKind, Target
from shared.instruments import SCALES as FORMS
from shared.measures import DAYS_IN_A_WEEK, has_bound, meets

MOST_TIMES = 100
WEEK: Final = range(DAYS_IN_A_WEEK + 1)


class CountIsNotWhole(ImpossibleRequest):
    """Occurrences are counted in whole numbers from 0 up."""


class AmountIsNegative(ImpossibleRequest):
    """An amount done on a day is never below zero."""


class RatingIsOutsideItsScale(ImpossibleRequest):
    """A rating of a goal is a whole number from 0 to 10."""


class LevelIsOutsideItsScale(ImpossibleRequest):
    """A level of a GAS scale is a whole number from -2 to +2."""


class TotalIsOutsideItsScale(ImpossibleRequest):
    """A total is a whole number: 0 to 27 of a PHQ-9, 0 to 21 of a GAD-7."""


class TargetCannotBeMet(ImpossibleRequest):
    """No value lies between the two ends of this target."""


class CountsReachANumber(ImpossibleRequest):
    """Counts add up, so their target is a number to reach, not one to stay below."""


class WeekHasSevenDays(ImpossibleRequest):
    """Practice is counted in days a week, from 0 to 7."""


class CadenceIsImpossible(ImpossibleRequest):
    """A cadence is at least once and at most 100 times; a week has seven days."""


SCALES: Final[Mapping[MeasureKind, range]] = MappingProxyType(
    {
        MeasureKind.GBO: range(11),
        MeasureKind.GAS: range(-2, 3),
        MeasureKind.PHQ9: range(FORMS[Instrument.PHQ9].highest + 1),
        MeasureKind.GAD7: range(FORMS[Instrument.GAD7].highest + 1),
    }
)
"""The whole numbers that a value of these kinds can be."""

_OUTSIDE: Final[Mapping[MeasureKind, type[ImpossibleRequest]]] = MappingProxyType(
    {
        MeasureKind.GBO: RatingIsOutsideItsScale,
        MeasureKind.GAS: LevelIsOutsideItsScale,
        MeasureKind.PHQ9: TotalIsOutsideItsScale,
        MeasureKind.GAD7: TotalIsOutsideItsScale,
    }
)


def must_be_a_value(kind: MeasureKind, value: float) -> None:
    """Refuse what cannot have been recorded on a measure of this kind."""
    must_be_on_the_scale(kind, value)
    must_be_a_number(value)
    if kind is MeasureKind.COUNT and (value < 0 or value % 1):
        raise CountIsNotWhole
    if kind is MeasureKind.PRACTICE and value < 0:
        raise AmountIsNegative


def must_be_a_baseline(kind: MeasureKind, value: float | None) -> None:
    """Refuse where nobody can stand at the start."""
    must_be_a_number(value)
    if kind is MeasureKind.PRACTICE:
        must_fit_a_week(value)
    if value is not None:
        must_be_on_the_scale(kind, value)


def must_be_a_target(kind: MeasureKind, target: Target) -> None:
    """Refuse a target that no value of this kind can ever be judged by."""
    low, high = target.low, target.high
    must_be_a_number(low, high)
    if (
        low is not None
        and high is not None
        and (low > high or (low == high and target.strict))
    ):
        raise TargetCannotBeMet
    if kind is MeasureKind.COUNT and high is not None:
        raise CountsReachANumber
    if kind is MeasureKind.PRACTICE:
        must_fit_a_week(low, high)
    for bound in (low, high):
        if bound is not None:
            must_be_on_the_scale(kind, bound)
    possible = WEEK if kind is MeasureKind.PRACTICE else SCALES.get(kind)
    if possible and has_bound(target) and not any(meets(target, n) for n in possible):
        raise TargetCannotBeMet


def must_be_on_the_scale(kind: MeasureKind, value: float) -> None:
    """Refuse anything but the whole numbers of a scale, where the kind has one."""
    scale = SCALES.get(kind)
    if scale is not None and value not in scale:
        raise _OUTSIDE[kind]


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
