"""
The days of the story: twelve weeks from Monday 6 January 2025, and week 0 before them.

Week k runs from a Monday to a Sunday; week 0 has only its Friday, the session in which
everything is agreed. A telling may be shifted by whole weeks, so that every day keeps
its weekday.
"""

from datetime import date, time, timedelta
from typing import NamedTuple

FIRST_MONDAY = date(2025, 1, 6)
LAST_WEEK = 12
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
NEXT_MORNING = time(8, 30)
START_OF_WORK = time(9)
SESSION_TIME = time(10)
EVENING = time(20)


class Day(NamedTuple):
    """A day of the story."""

    week: int
    weekday: int

    def on(self, *, later: int = 0) -> date:
        """Return its date, in a telling that is some weeks later."""
        return FIRST_MONDAY + timedelta(weeks=self.week - 1 + later, days=self.weekday)

    def next(self) -> "Day":
        """Return the day after it."""
        return self._replace(weekday=self.weekday + 1)


class When(NamedTuple):
    """A moment of the story, on the client's clock."""

    day: Day
    at: time


def session(week: int, at: time = SESSION_TIME) -> When:
    """Return the session of a week."""
    return When(Day(week, FRIDAY), at)


def start_of(week: int) -> When:
    """Return the moment at which what begins or ends with a week does so."""
    return When(Day(week, MONDAY), START_OF_WORK)


def evening(week: int, weekday: int, at: time = EVENING) -> When:
    """Return an evening."""
    return When(Day(week, weekday), at)


def weeks_until(today: date) -> int:
    """Return by how many weeks the story is shifted so that its last one is today's."""
    return (today - Day(LAST_WEEK, MONDAY).on()).days // 7
