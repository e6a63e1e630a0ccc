"""
What a measure's value means: goals decides by it, reporting shows it.

Pure functions. "No number" is ``None`` and never 0. Sources: HL7 FHIR
``Goal.target`` for ranges, docs/domain.md section 4 for the arithmetic.
"""

import math
from collections.abc import Iterable
from datetime import date, timedelta

from shared.contracts.goals import Cadence, Direction, Every, MeasureKind, Target

EXACT_TO = 9
"""Decimals to which amounts count: 0.7 and 0.1 minutes are 0.8 minutes."""

DAYS_IN_A_WEEK = 7


def is_reading(kind: MeasureKind) -> bool:
    """Return whether the latest value is what counts; else values add up."""
    return kind not in (MeasureKind.PRACTICE, MeasureKind.COUNT)


def meets(target: Target, value: float) -> bool:
    """Return whether a value, in the measure's unit, lies in the target range."""
    if target.low is not None and not _reaches(value, target.low, target):
        return False
    return target.high is None or _reaches(-value, -target.high, target)


def _reaches(value: float, bound: float, target: Target) -> bool:
    return value > bound if target.strict else value >= bound


def has_bound(target: Target) -> bool:
    """Return whether a target says anything; one that does not is no target."""
    return target.low is not None or target.high is not None


def distance(target: Target, value: float) -> float:
    """Return how far a value lies from the target range; 0 inside it."""
    low, high = target.low, target.high
    if low is not None and value < low:
        return low - value
    if high is not None and value > high:
        return value - high
    return 0.0


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
    return math.floor(round(min(100.0, max(0.0, percentage)), EXACT_TO) + 0.5)


def week_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def last_day_of_week(day: date) -> date:
    """Return the Sunday of a day's week; the step in force on it is the week's."""
    return week_of(day) + timedelta(days=DAYS_IN_A_WEEK - 1)


def counted(baseline: float | None, total: float) -> float:
    """Return where a count stands: what there was at the start and what was added."""
    return (baseline or 0) + total


def is_done(done: float, amount: float) -> bool:
    """Return whether a day counts in the strict reading: its amount was reached."""
    return round(done, EXACT_TO) >= round(amount, EXACT_TO)


def done_days(amounts: Iterable[float], amount: float) -> int:
    """Return on how many of the days the amount was reached, each day counting once."""
    return sum(is_done(done, amount) for done in amounts)


def due_days(cadence: Cadence | None, days_left: int = DAYS_IN_A_WEEK) -> int | None:
    """
    Return how many days of a week are due: a quota of ``min(n, days left)``.

    ``days_left`` are the days of the week that are neither excused nor outside the
    goal's time. ``None`` for a cadence that makes no day due (a session, a month).
    """
    match cadence:
        case Cadence(every=Every.DAY):
            return max(0, days_left)
        case Cadence(every=Every.WEEK, times=times):
            return max(0, min(times, days_left))
        case _:
            return None


def strictly_done(amounts: Iterable[float], amount: float, due: int) -> int:
    """Return how many of a week's due days reached the amount, its quota at most."""
    return min(done_days(amounts, amount), due)


def proportionally_done(amounts: Iterable[float], amount: float, due: int) -> float:
    """
    Return how many of a week's due days were done, part of a day counting.

    Each day is capped at its amount and the week at its quota.
    """
    parts = (1.0 if is_done(done, amount) else done / amount for done in amounts)
    return min(math.fsum(parts), due)
