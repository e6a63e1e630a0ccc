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
    GoalAdjusted,
    MeasureDefined,
    MeasureKind,
    ProgressCorrected,
    ProgressRecorded,
    Target,
)
from shared.measures import (
    DAYS_IN_A_WEEK,
    EXACT_TO,
    aim,
    attainment,
    counted,
    last_day_of_week,
    meets,
    week_of,
)
from shared.measures import done_days as days_done

_replace = msgspec.structs.replace

WEEKS_KEPT = 5
MAY_LACK = 1


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
    # numeric: the newest reading
    value: float | None = None
    value_on: date | None = None
    value_entry: UUID | None = None
    # count: occurrences so far
    total: float = 0.0
    # practice: what was done by day, and from which day on which amount makes a day
    # count; days are ordinals (`date.fromordinal`)
    days: dict[int, float] = {}
    amounts: tuple[tuple[int, float], ...] = ()
    kept_from: int = 0


def defined(fact: MeasureDefined) -> Standing:
    """Return the standing of a measure that nobody has recorded on yet."""
    return Standing(
        measure_id=fact.measure_id,
        kind=fact.kind,
        unit=fact.unit,
        direction=fact.direction,
        baseline=fact.baseline,
        target=fact.target,
        cadence=fact.cadence,
        hold=fact.hold,
        due_on=fact.due_on,
        amounts=((0, fact.amount),) if fact.kind is MeasureKind.PRACTICE else (),
    )


def recorded(standing: Standing, fact: ProgressRecorded) -> Standing:
    """Return the standing after one more entry."""
    entries = standing.entries + 1
    if standing.kind is MeasureKind.NUMERIC:
        newest = standing.value_on
        if fact.value is None or (newest is not None and newest > fact.occurred_on):
            return _replace(standing, entries=entries)
        return _replace(
            standing,
            entries=entries,
            value=fact.value,
            value_on=fact.occurred_on,
            value_entry=fact.entry_id,
        )
    if standing.kind is MeasureKind.COUNT:
        times = 1.0 if fact.value is None else fact.value
        return _replace(standing, entries=entries, total=_sum(standing.total, times))
    return _practised(_replace(standing, entries=entries), fact.occurred_on, fact.value)


def corrected(standing: Standing, fact: ProgressCorrected) -> Standing:
    """Return the standing after one entry's value turned out to be another."""
    change = _sum(fact.new_value, -fact.old_value)
    if standing.kind is MeasureKind.NUMERIC:
        if fact.entry_id != standing.value_entry:
            return standing
        return _replace(standing, value=fact.new_value)
    if standing.kind is MeasureKind.COUNT:
        return _replace(standing, total=_sum(standing.total, change))
    day = fact.occurred_on.toordinal()
    return _replace(
        standing, days=_added(standing.days, day, change, standing.kept_from)
    )


def adjusted(standing: Standing, fact: GoalAdjusted) -> Standing:
    """Return the standing under the new plan."""
    changes: dict[str, object] = {}
    if fact.amount_to is not None:
        since = fact.effective_on.toordinal()
        before = tuple(pair for pair in standing.amounts if pair[0] < since)
        changes["amounts"] = (*before, (since, fact.amount_to))
    if fact.step_to is not None:
        changes["step"] = fact.step_to
    if fact.target_to is not None:
        changes["target"] = fact.target_to
    if fact.cadence_to is not None:
        changes["cadence"] = fact.cadence_to
    return _replace(standing, **changes)


# What a standing shows, on a day no earlier than its newest entry.


def current(standing: Standing, on: date, started_on: date | None) -> float | None:
    """Return the current value (docs/domain.md section 2), if there is one yet."""
    if not standing.entries:
        return None
    if standing.kind is MeasureKind.NUMERIC:
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

    That is while 3 of its last 4 complete weeks meet its weekly target and, in its
    first weeks, at most one does not. Another measure is kept up while it is met.
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
        week for week in whole if not meets(standing.target, done_days(standing, week))
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


def amount_on(standing: Standing, day: date) -> float:
    """Return the amount that makes a day count, as it was in force on some day."""
    *_, amount = (
        amount for since, amount in standing.amounts if since <= day.toordinal()
    )
    return amount


def _practised(standing: Standing, on: date, amount: float | None) -> Standing:
    """Add to a day's amount, and forget the days that no later question reaches."""
    day = on.toordinal()
    done = amount_on(standing, on) if amount is None else amount
    oldest = day - on.weekday() - DAYS_IN_A_WEEK * (WEEKS_KEPT - 1)
    if oldest <= standing.kept_from:
        days = _added(standing.days, day, done, standing.kept_from)
        return _replace(standing, days=days)
    kept = {past: sum_ for past, sum_ in standing.days.items() if past >= oldest}
    replaced = sum(since <= oldest for since, _ in standing.amounts) - 1
    return _replace(
        standing,
        days=_added(kept, day, done, oldest),
        amounts=standing.amounts[replaced:],
        kept_from=oldest,
    )


def _added(
    days: dict[int, float], day: int, amount: float, kept_from: int
) -> dict[int, float]:
    if day < kept_from:
        return days
    return {**days, day: _sum(days.get(day, 0.0), amount)}


def _sum(one: float, other: float) -> float:
    return round(one + other, EXACT_TO)
