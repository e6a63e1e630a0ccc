"""
A practice as it was planned and kept, day by day.

Dates are the client's own. Amounts are in the measure's unit. The plan in force on a
week's Sunday is that of the whole week (docs/domain.md sections 2 and 4).
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shared.contracts.measuring import Cadence
from shared.measures import is_done, last_day_of_week


class Plan(NamedTuple):
    """What is due from a day on: how often, and how much makes a day count."""

    since: date
    cadence: Cadence | None
    amount: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """
    The plans, oldest first; what was done by day, added up; and the excused days.

    Nothing is due before the first plan. Days on which the goal rested are excused.

    :raises PlanIsMissing: if there is no plan.
    """

    plans: Sequence[Plan]
    done: Mapping[date, float]
    excused: AbstractSet[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.plans:
            raise PlanIsMissing

    @property
    def began_on(self) -> date:
        """The first day on which anything can be due."""
        return self.plans[0].since

    def days(self, first: date, last: date) -> Iterator[date]:
        """Return the days that count from one day to another, both included."""
        begin = max(first, self.began_on)
        for ahead in range((last - begin).days + 1):
            day = begin + timedelta(days=ahead)
            if not self.is_excused(day):
                yield day

    def plan_on(self, day: date) -> Plan:
        """Return the plan of a day's week; of an earlier week, the first plan."""
        sunday = last_day_of_week(day)
        later = [plan for plan in self.plans if plan.since <= sunday]
        return later[-1] if later else self.plans[0]

    def amount(self, day: date) -> float:
        """Return what was done on a day."""
        return self.done.get(day, 0.0)

    def is_done(self, day: date) -> bool:
        """Return whether a day's amount was reached (the strict reading)."""
        wanted = self.plan_on(day).amount
        return day >= self.began_on and is_done(self.amount(day), wanted)

    def is_excused(self, day: date) -> bool:
        """Return whether a day is excused; doing something sets the excuse aside."""
        return day in self.excused and self.amount(day) <= 0


class PlanIsMissing(ValueError):
    """A practice has a plan from its first day on."""
