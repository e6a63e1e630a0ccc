"""
What a measure's value means: goals decides by it, reporting shows it.

Pure functions. "No number" is ``None`` and never 0. Sources: HL7 FHIR
``Goal.target`` for ranges, docs/domain.md section 4 for the arithmetic.
"""

import math
from datetime import date, timedelta

from shared.contracts.goals import Direction, Target


def meets(target: Target, value: float) -> bool:
    """Return whether a value, in the measure's unit, lies in the target range."""
    if target.low is not None and not _reaches(value, target.low, target):
        return False
    return target.high is None or _reaches(-value, -target.high, target)


def _reaches(value: float, bound: float, target: Target) -> bool:
    return value > bound if target.strict else value >= bound


def aim(target: Target, direction: Direction) -> float | None:
    """
    Return the value to steer for: the nearest one that meets the target.

    A strict bound on a whole number means the next whole value: "below 10" steers
    for 9 (docs/domain.md section 4, percentages).
    """
    bound = target.low if direction is Direction.UP else target.high
    if bound is None:
        bound = target.high if direction is Direction.UP else target.low
    if bound is None or not target.strict or not float(bound).is_integer():
        return bound
    return bound + 1 if bound == target.low else bound - 1


def attainment(
    baseline: float | None, aimed_at: float | None, current: float | None
) -> float | None:
    """
    Return how much of the way is done, in percent and unclamped.

    ``100 x (current - baseline) / (aim - baseline)``; ``None`` without a baseline,
    an aim or a value, and when baseline and aim are equal.
    """
    if baseline is None or aimed_at is None or current is None:
        return None
    if aimed_at == baseline:
        return None
    return 100 * (current - baseline) / (aimed_at - baseline)


def shown(percentage: float | None) -> int | None:
    """Return a percentage as it is shown: clamped to 0..100, halves rounded up."""
    if percentage is None:
        return None
    return math.floor(min(100.0, max(0.0, percentage)) + 0.5)


def week_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())
