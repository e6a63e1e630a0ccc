"""
Where one measure stands: what its entries add up to so far.

A standing remembers as much as its current value needs and no more: the newest
reading, the sum of a count, and the amounts of a practice's last five weeks (the
latest complete week and the three before it, on any day from the newest entry
on). So its size does not grow with the number of entries.
"""

from datetime import date, timedelta
from uuid import UUID

import msgspec

from shared.contracts.goals import (
    Cadence,
    Direction,
    MeasureKind,
    Rater,
    Target,
)
from shared.measures import (
    DAYS_IN_A_WEEK,
    aim,
    attainment,
    counted,
    is_reading,
    last_day_of_week,
    meets,
    week_of,
)
from shared.measures import done_days as days_done

WEEKS_KEPT = 5
MAY_LACK = 1


class Rated(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one rater said last on a measure, and how often they rated it."""

    rater: Rater
    ratings: int
    value: float | None
    value_on: date | None
    value_entry: UUID | None


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A measure as it was agreed, and what was recorded on it."""

    measure_id: UUID
    kind: MeasureKind
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: Target = Target()
    cadence: Cadence | None = None
    hold: int = 2
    due_on: date | None = None
    step: float | None = None
    entries: int = 0
    # a reading (a number, a rating by the client, a form's total): the newest one
    value: float | None = None
    value_on: date | None = None
    value_entry: UUID | None = None
    # every rater's word, side by side; a scale's weight beside other goals
    raters: tuple[Rated, ...] = ()
    weight: float = 1
    # count: occurrences so far
    total: float = 0.0
    # practice: what was done by day, and from which day on which amount makes a day
    # count; days are ordinals (`date.fromordinal`)
    days: dict[int, float] = {}
    amounts: tuple[tuple[int, float], ...] = ()
    kept_from: int = 0
    # practice: days that do not count (ordinals): rests from their first day to the
    # day before work was taken up again, which is None while one lasts; and excuses
    rests: tuple[tuple[int, int | None], ...] = ()
    excused: tuple[int, ...] = ()


def current(standing: Standing, on: date, started_on: date | None) -> float | None:
    """Return the current value (docs/domain.md section 2), if there is one yet."""
    if not standing.entries:
        return None
    if is_reading(standing.kind):
        return standing.value
    if standing.kind is MeasureKind.COUNT:
        return counted(standing.baseline, standing.total)
    weeks = complete_weeks(on, started_on)
    return float(done_days(standing, weeks[0])) if weeks else None


def percentage(
    standing: Standing, on: date, started_on: date | None, *, continuous: bool
) -> float | None:
    """Return how much of the way is done; ``None`` where no number may be shown."""
    if continuous:
        return None
    aimed_at = aim(standing.target, standing.direction)
    return attainment(standing.baseline, aimed_at, current(standing, on, started_on))


def sustained(standing: Standing, on: date, started_on: date | None) -> bool:
    """
    Return whether a continuous goal's measure is kept up.

    That is while 3 of its last 4 complete weeks meet its weekly target; where fewer of
    them count, while at most one does not. A week with a day of rest or an excused day
    counts only when it meets the target. Another measure is kept up while it is met.
    """
    if standing.kind is not MeasureKind.PRACTICE:
        value = current(standing, on, started_on)
        return value is None or meets(standing.target, value)
    whole = [
        week
        for week in complete_weeks(on, started_on)
        if started_on is not None and week >= started_on
    ]
    short = [
        week
        for week in whole
        if not meets(standing.target, done_days(standing, week))
        and not _has_a_day_off(standing, week)
    ]
    return len(short) <= MAY_LACK


def complete_weeks(on: date, started_on: date | None) -> list[date]:
    """Return the Mondays of the last weeks that had ended by a day, newest first."""
    if started_on is None:
        return []
    first, this_week = week_of(started_on), week_of(on)
    mondays = (this_week - timedelta(weeks=back) for back in range(1, WEEKS_KEPT))
    return [monday for monday in mondays if monday >= first]


def done_days(standing: Standing, monday: date) -> int:
    """Return the days of a week that reached the amount in force on its Sunday."""
    first = monday.toordinal()
    week = range(first, first + DAYS_IN_A_WEEK)
    amounts = [standing.days[day] for day in week if day in standing.days]
    return days_done(amounts, amount_on(standing, last_day_of_week(monday)))


def _has_a_day_off(standing: Standing, monday: date) -> bool:
    """Return whether a week has a day of rest, or an excused one with nothing done."""
    first = monday.toordinal()
    after = first + DAYS_IN_A_WEEK
    rested = any(
        began < after and (ended is None or ended > first)
        for began, ended in standing.rests
    )
    return rested or any(
        first <= day < after and standing.days.get(day, 0.0) <= 0
        for day in standing.excused
    )


def amount_on(standing: Standing, day: date) -> float:
    """Return the amount that makes a day count, as it was in force on some day."""
    *_, amount = (
        amount for since, amount in standing.amounts if since <= day.toordinal()
    )
    return amount
