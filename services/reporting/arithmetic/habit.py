"""
Habit strength: how settled a practice is, from 0 to 1, growing and fading slowly.

``s' = s m + v (1 - m)`` with ``m = 0.5^(sqrt(f) / 13)``, one step a day from 0, where
``f`` is repetitions a day: a daily practice is half-way after 13 days. Source: the
score of Loop Habit Tracker (github.com/iSoron/uhabits, ``Score.kt``). Reports hide it
by default, and days in a row are never shown to clients.
"""

import math
from datetime import date, timedelta
from typing import Final

from services.reporting.arithmetic.practice import Practice
from shared.contracts.measuring import Every
from shared.measures import DAYS_IN_A_WEEK, due_days

HALF_WAY: Final = 13
"""Days of daily practice after which half of the way to 1 is done."""


def strength(practice: Practice, until: date) -> float | None:
    """
    Return the strength at the end of a day; no unit.

    A day's ``v`` is 1 or 0 when due daily; under a weekly quota, the days done in the
    seven up to it, over the quota, at most 1. An excused day keeps the score. ``None``
    when no day has counted yet, or the cadence makes no day due.
    """
    score = None
    for day in practice.days(practice.began_on, until):
        cadence = practice.plan_on(day).cadence
        period = 1 if cadence and cadence.every is Every.DAY else DAYS_IN_A_WEEK
        quota = due_days(cadence, period)
        if not quota:
            continue
        value = min(1.0, _done_lately(practice, day, period) / quota)
        kept = 0.5 ** (math.sqrt(quota / period) / HALF_WAY)
        score = (score or 0.0) * kept + value * (1 - kept)
    return score


def days_in_a_row(practice: Practice, until: date) -> int:
    """Return the done days in a row up to a day; an excused one is passed over."""
    run, day = 0, until
    while practice.is_done(day) or practice.is_excused(day):
        run += practice.is_done(day)
        day -= timedelta(days=1)
    return run


def _done_lately(practice: Practice, day: date, period: int) -> int:
    """Return how many days were done in the days that end with this one."""
    days = (day - timedelta(days=back) for back in range(period))
    return sum(practice.is_done(one) for one in days)
