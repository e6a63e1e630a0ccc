"""
Adherence: how much of what was due in a period was done.

``done / (due - excused)``, as a share from 0 to 1, over any days. Two readings:
strict counts the days that reached their amount; proportional counts part of a day,
up to its amount. A weekly quota is capped week by week, and reduced to the days that
are left of a week that is partly excused or outside the period. Source:
docs/domain.md section 4; weeks are those of ISO 8601.
"""

import math
from datetime import date
from itertools import groupby
from typing import NamedTuple

from services.reporting.arithmetic.practice import Practice
from shared.measures import due_days, proportionally_done, strictly_done, week_of


class Adherence(NamedTuple):
    """Days that were due, days done, and days done with parts of days counted in."""

    due: int
    done: int
    done_in_part: float

    @property
    def strict(self) -> float | None:
        """The share of due days on which the amount was reached."""
        return self.done / self.due if self.due else None

    @property
    def proportional(self) -> float | None:
        """The share of the due amounts that was done."""
        return self.done_in_part / self.due if self.due else None


def adherence(practice: Practice, first: date, last: date) -> Adherence:
    """
    Return what was due and done from one day to another, both included.

    Nothing is due before the practice began, on an excused day, or under a cadence
    that makes no day due (a session).
    """
    days = practice.days(first, last)
    weeks = [_week(practice, list(week)) for _, week in groupby(days, key=week_of)]
    return Adherence(
        due=sum(week.due for week in weeks),
        done=sum(week.done for week in weeks),
        done_in_part=math.fsum(week.done_in_part for week in weeks),
    )


def _week(practice: Practice, days: list[date]) -> Adherence:
    """Return one week, of which these days count."""
    plan = practice.plan_on(days[0])
    due = due_days(plan.cadence, len(days)) or 0
    amounts = [practice.amount(day) for day in days]
    return Adherence(
        due=due,
        done=strictly_done(amounts, plan.amount, due),
        done_in_part=proportionally_done(amounts, plan.amount, due),
    )
