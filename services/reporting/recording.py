"""
What each fact does to where a measure stands.

Pure: a standing and a fact go in, the next standing comes out. Nothing is refused; by
now it has happened.
"""

from datetime import date
from uuid import UUID

import msgspec

from services.reporting.standing import WEEKS_KEPT, Rated, Standing, amount_on
from shared.contracts.goals import (
    GasScaleDefined,
    GoalAdjusted,
    GoalPaused,
    GoalRated,
    GoalResumed,
    MeasureDefined,
    MeasureKind,
    OccurrenceExcused,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    Rater,
    Target,
)
from shared.measures import DAYS_IN_A_WEEK, EXACT_TO, is_reading

_replace = msgspec.structs.replace

REALISTIC = Target(low=0)
"""The level of a GAS scale at which its goal is achieved."""


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


def scaled(fact: GasScaleDefined) -> Standing:
    """Return the standing of a scale that nobody has rated on yet."""
    return Standing(
        measure_id=fact.measure_id,
        kind=MeasureKind.GAS,
        baseline=fact.baseline_level,
        target=REALISTIC,
        cadence=fact.cadence,
        due_on=fact.due_on,
        weight=fact.weight,
    )


def recorded(standing: Standing, fact: ProgressRecorded) -> Standing:
    """Return the standing after one more entry."""
    entries = standing.entries + 1
    if is_reading(standing.kind):
        standing = _replace(standing, entries=entries)
        if fact.value is None:
            return standing
        return _read(standing, fact.entry_id, fact.occurred_on, fact.value)
    if standing.kind is MeasureKind.COUNT:
        times = 1.0 if fact.value is None else fact.value
        return _replace(standing, entries=entries, total=_sum(standing.total, times))
    return _practised(_replace(standing, entries=entries), fact.occurred_on, fact.value)


def rated(standing: Standing, fact: GoalRated) -> Standing:
    """Return the standing after one more rating; the client's is the current value."""
    known = {one.rater: one for one in standing.raters}
    before = known.get(fact.rater)
    earlier = before is not None and _is_later(before.value_on, fact.occurred_on)
    if before is not None and earlier:
        known[fact.rater] = _replace(before, ratings=before.ratings + 1)
    else:
        known[fact.rater] = Rated(
            rater=fact.rater,
            ratings=before.ratings + 1 if before else 1,
            value=fact.value,
            value_on=fact.occurred_on,
            value_entry=fact.rating_id,
        )
    standing = _replace(standing, raters=tuple(known.values()))
    if fact.rater is not Rater.CLIENT:
        return standing
    standing = _replace(standing, entries=standing.entries + 1)
    return _read(standing, fact.rating_id, fact.occurred_on, fact.value)


def corrected(standing: Standing, fact: ProgressCorrected) -> Standing:
    """Return the standing after one entry's value turned out to be another."""
    change = _sum(fact.new_value, -fact.old_value)
    if is_reading(standing.kind):
        raters = tuple(
            _replace(one, value=fact.new_value)
            if one.value_entry == fact.entry_id
            else one
            for one in standing.raters
        )
        newest = fact.entry_id == standing.value_entry
        value = fact.new_value if newest else standing.value
        return _replace(standing, value=value, raters=raters)
    if standing.kind is MeasureKind.COUNT:
        return _replace(standing, total=_sum(standing.total, change))
    day = fact.occurred_on.toordinal()
    return _replace(
        standing, days=_added(standing.days, day, change, standing.kept_from)
    )


def excused(standing: Standing, fact: OccurrenceExcused) -> Standing:
    """Return the standing with a day that counts only if something is done on it."""
    kept = [day for day in standing.excused if day >= standing.kept_from]
    return _replace(standing, excused=(*kept, fact.occurred_on.toordinal()))


def rested(standing: Standing, fact: GoalPaused) -> Standing:
    """Return the standing from whose days the goal rests."""
    since = standing.kept_from
    kept = [rest for rest in standing.rests if rest[1] is None or rest[1] >= since]
    began = fact.occurred_on.toordinal()
    return _replace(standing, rests=(*kept, (began, None)))


def resumed(standing: Standing, fact: GoalResumed) -> Standing:
    """Return the standing whose days count again."""
    ended = fact.occurred_on.toordinal()
    rests = tuple(
        (began, ended if open_until is None else open_until)
        for began, open_until in standing.rests
    )
    return _replace(standing, rests=rests)


def retracted(standing: Standing, fact: ProgressRetracted) -> Standing:
    """Return the standing after an entry or a rating was taken back."""
    if fact.old_value is None:
        return standing
    if is_reading(standing.kind):
        return _reading_retracted(standing, fact)
    standing = _replace(standing, entries=standing.entries - 1)
    if standing.kind is MeasureKind.COUNT:
        return _replace(standing, total=_sum(standing.total, -fact.old_value))
    day = fact.occurred_on.toordinal()
    days = _added(standing.days, day, -fact.old_value, standing.kept_from)
    return _replace(standing, days=days)


def _reading_retracted(standing: Standing, fact: ProgressRetracted) -> Standing:
    latest = {
        "value": fact.latest_value,
        "value_on": fact.latest_on,
        "value_entry": fact.latest_entry_id,
    }
    raters = tuple(
        _replace(one, ratings=one.ratings - 1, **latest)
        if one.rater is fact.rater
        else one
        for one in standing.raters
    )
    kept = tuple(one for one in raters if one.ratings)
    standing = _replace(standing, raters=kept)
    if fact.rater not in (None, Rater.CLIENT):
        return standing
    return _replace(standing, entries=standing.entries - 1, **latest)


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


def _read(standing: Standing, entry_id: UUID, on: date, value: float) -> Standing:
    """Return the standing with one more reading, the newest unless told late."""
    if _is_later(standing.value_on, on):
        return standing
    return _replace(standing, value=value, value_on=on, value_entry=entry_id)


def _is_later(known: date | None, on: date) -> bool:
    return known is not None and known > on


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
