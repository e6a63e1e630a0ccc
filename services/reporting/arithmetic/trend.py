"""
Trend: the straight line through what was measured, and when it reaches the target.

Ordinary least squares on (day, value), in exact arithmetic: days are whole, day 0 is
the first point's, values are in the measure's unit as they were written. Source:
Draper & Smith, Applied Regression Analysis, chapter 1; the target's range is that of
HL7 FHIR ``Goal.target``.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from services.reporting.arithmetic.exact import exact
from shared.contracts.measuring import Direction, Target
from shared.measures import aim, meets

Point = tuple[date, float]

FEWEST_POINTS: Final = 3


class Line(NamedTuple):
    """``level`` on the first day, in the unit, and ``slope`` in units a day."""

    first_day: date
    last_day: date
    level: Fraction
    slope: Fraction

    def on(self, day: date) -> Fraction:
        """Return the line's value on a day."""
        return self.level + self.slope * (day - self.first_day).days


def line(points: Sequence[Point]) -> Line | None:
    """
    Return the line through points in any order.

    ``None`` with fewer than three points, or when all are of one day.

    :raises ValueError: if a value is infinite or not a number.
    """
    if len(points) < FEWEST_POINTS:
        return None
    first, last = min(day for day, _ in points), max(day for day, _ in points)
    if first == last:
        return None
    days = [(day - first).days for day, _ in points]
    values = [exact(value) for _, value in points]
    mean_day = Fraction(sum(days), len(days))
    mean = sum(values, Fraction()) / len(values)
    apart = [day - mean_day for day in days]
    together = (one * value for one, value in zip(apart, values, strict=True))
    slope = sum(together, Fraction()) / sum((one**2 for one in apart), Fraction())
    return Line(first, last, mean - slope * mean_day, slope)


def projected_date(points: Sequence[Point], target: Target) -> date | None:
    """
    Return the first whole day on which the line reaches the target.

    Reached exactly on day n means day n. A rising line can reach ``low`` and a falling
    one ``high``; a strict bound on a whole number means the next whole value. ``None``
    without a line, without a target that it moves towards, or when that day is not
    after the last point.

    :raises ValueError: if a value is infinite or not a number.
    """
    through = line(points)
    if through is None or through.slope == 0:
        return None
    ahead = _ahead(target, rising=through.slope > 0)
    wanted = aim(ahead, Direction.UP)
    if wanted is None:
        return None
    crossing = (exact(wanted) - through.level) / through.slope
    closed = meets(ahead, wanted)
    days = math.ceil(crossing) if closed else math.floor(crossing) + 1
    last = (through.last_day - through.first_day).days
    if not last < days <= (date.max - through.first_day).days:
        return None
    return through.first_day + timedelta(days=days)


def _ahead(target: Target, *, rising: bool) -> Target:
    """Return the end of the range that a line in this direction can reach."""
    if rising:
        return Target(low=target.low, strict=target.strict)
    return Target(high=target.high, strict=target.strict)
