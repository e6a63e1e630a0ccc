"""
How much change is more than measurement error, and where two populations part.

For clinics that derive their own criteria from published figures. Source: Jacobson &
Truax 1991 (J Consult Clin Psychol 59:12-19). Means, standard deviations, differences
and thresholds are in points of the questionnaire; reliability has no unit.
"""

import math
from fractions import Fraction
from typing import Final, NamedTuple

from services.reporting.arithmetic.exact import exact

Z: Final = 1.96
"""Beyond it lies 5 % of what chance alone brings about, both ways."""


class Population(NamedTuple):
    """The mean and the standard deviation of a population's totals."""

    mean: float
    sd: float


def index(difference: float, sd: float, reliability: float) -> float:
    """
    Return the reliable change index of a difference between two totals; no unit.

    ``RC = difference / (SD sqrt(2) sqrt(1 - r))``

    :raises SpreadIsNotPositive: if the standard deviation is 0 or below.
    :raises ReliabilityIsOutOfRange: if it is below 0, or 1 or above.
    """
    return difference / math.sqrt(_squared_error(sd, reliability))


def threshold(sd: float, reliability: float, z: float = Z) -> int:
    """
    Return the smallest whole number of points that is a reliable change.

    ``z SD sqrt(2) sqrt(1 - r)``, rounded up; raises as ``index``.
    """
    least = math.ceil(exact(z) ** 2 * _squared_error(sd, reliability))
    return math.isqrt(least - 1) + 1 if least else 0


def cut_off(healthy: Population, clinical: Population) -> float:
    """
    Return cut-off c: as many standard deviations from one mean as from the other.

    ``c = (SD0 M1 + SD1 M0) / (SD0 + SD1)``, 0 the healthy and 1 the clinical one.

    :raises SpreadIsNotPositive: if a standard deviation is 0 or below.
    """
    if min(healthy.sd, clinical.sd) <= 0:
        raise SpreadIsNotPositive
    sd0, sd1 = exact(healthy.sd), exact(clinical.sd)
    weighted = sd0 * exact(clinical.mean) + sd1 * exact(healthy.mean)
    return float(weighted / (sd0 + sd1))


def _squared_error(sd: float, reliability: float) -> Fraction:
    """Return the square of the standard error of a difference, exactly."""
    if sd <= 0:
        raise SpreadIsNotPositive
    if not 0 <= reliability < 1:
        raise ReliabilityIsOutOfRange
    return exact(sd) ** 2 * 2 * (1 - exact(reliability))


class SpreadIsNotPositive(ValueError):
    """A standard deviation is above 0."""


class ReliabilityIsOutOfRange(ValueError):
    """A reliability is at or above 0 and below 1."""
