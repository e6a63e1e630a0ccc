"""Practices for the tests of their arithmetic, told in days from a Monday."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from services.reporting.arithmetic.practice import Plan, Practice
from shared.contracts.measuring import Cadence, Every

MONDAY = date(2025, 1, 6)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def plan(cadence: Cadence | None, amount: float = 1, since: int = 0) -> Plan:
    return Plan(on(since), cadence, amount)


def daily(amount: float = 1, since: int = 0) -> Plan:
    return plan(Cadence(every=Every.DAY), amount, since)


def a_week(times: int, amount: float = 1, since: int = 0) -> Plan:
    return plan(Cadence(every=Every.WEEK, times=times), amount, since)


def practice(
    *plans: Plan,
    done: Iterable[int] | Mapping[int, float] = (),
    excused: Iterable[int] = (),
) -> Practice:
    """Return a practice; days that are only named were done once."""
    amounts = done if isinstance(done, Mapping) else dict.fromkeys(done, 1.0)
    return Practice(
        plans=plans,
        done={on(day): what for day, what in amounts.items()},
        excused=frozenset(map(on, excused)),
    )
