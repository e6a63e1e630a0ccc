"""
What a measure's entries add up to, kept up with every entry.

The tally answers the everyday questions without a look at the ledger: the latest
value, the total, what was done in a week.
"""

import msgspec

from services.goals.domain.goal.ledger import Entry, Ledger
from services.goals.domain.goal.weeks import Weeks, week_number
from shared.contracts.goals import MeasureKind


class Tally(msgspec.Struct, frozen=True):
    """
    The sum of a measure's entries.

    ``day``, ``value`` and ``entry_id`` are those of the latest entry: latest by
    the day it happened, and of one day the one that was recorded last. ``total``
    is kept for counts and ``weeks`` for practice.
    """

    day: int = 0
    value: float = 0.0
    entry_id: bytes = b""
    total: float = 0.0
    weeks: Weeks = Weeks()

    @property
    def empty(self) -> bool:
        return self.day == 0


def added(tally: Tally, kind: MeasureKind, entry: Entry) -> Tally:
    """Return the tally with one more entry."""
    entry_id, day, value = entry[:3]
    total, weeks = tally.total, tally.weeks
    if kind is MeasureKind.COUNT:
        total += value
    elif kind is MeasureKind.PRACTICE:
        weeks = weeks.add(day, value)
    if day < tally.day:
        return Tally(tally.day, tally.value, tally.entry_id, total, weeks)
    return Tally(day, value, entry_id, total, weeks)


def corrected(tally: Tally, kind: MeasureKind, old: Entry, ledger: Ledger) -> Tally:
    """Return the tally after an entry's value changed in the ledger."""
    new = ledger.find(old.entry_id) or old
    total, weeks = tally.total, tally.weeks
    if kind is MeasureKind.COUNT:
        total += new.value - old.value
    elif kind is MeasureKind.PRACTICE:
        weeks = weeks.put(old.day, _amount_of(ledger, old.measure, old.day))
    value = new.value if old.entry_id == tally.entry_id else tally.value
    return Tally(tally.day, value, tally.entry_id, total, weeks)


def without(tally: Tally, kind: MeasureKind, old: Entry, ledger: Ledger) -> Tally:
    """Return the tally after an entry was retracted, as if it had never been there."""
    total, weeks = tally.total, tally.weeks
    if kind is MeasureKind.COUNT:
        total -= old.value
    elif kind is MeasureKind.PRACTICE:
        weeks = _weeks_without(weeks, old, ledger)
    latest = newest(ledger, old)
    if latest is None:
        return Tally()
    return Tally(latest.day, latest.value, latest.entry_id, total, weeks)


def newest(ledger: Ledger, like: Entry) -> Entry | None:
    """Return the latest entry of the same measure and rater, as days go."""
    latest: Entry | None = None
    for entry in ledger:
        same = entry.measure == like.measure and entry.rater is like.rater
        if same and (latest is None or entry.day >= latest.day):
            latest = entry
    return latest


def _weeks_without(weeks: Weeks, old: Entry, ledger: Ledger) -> Weeks:
    week = week_number(old.day)
    if any(e.measure == old.measure and week_number(e.day) == week for e in ledger):
        return weeks.put(old.day, _amount_of(ledger, old.measure, old.day))
    return weeks.without(week)


def _amount_of(ledger: Ledger, measure: int, day: int) -> float:
    amount = 0.0
    for entry in ledger:
        if entry.day == day and entry.measure == measure:
            amount += entry.value
    return amount
