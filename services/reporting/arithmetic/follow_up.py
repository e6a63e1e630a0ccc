"""
Follow-up: whether a goal was looked at again in good time.

Source: HL7 Person-Centered Outcomes guide (US Realm, 1.0.0-ballot), measure "Goal
Follow-up", whose CQL has ``"Follow-Up Interval" default Interval[2 weeks, 26 weeks]``,
both ends included. Days are the client's own.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple


class Weeks(NamedTuple):
    """From how many weeks after the start until how many, both included."""

    earliest: int
    latest: int


PCO: Final = Weeks(earliest=2, latest=26)


class Window(NamedTuple):
    """The first and the last day on which a look again counts as follow-up."""

    opens_on: date
    closes_on: date


def window(started_on: date, weeks: Weeks = PCO) -> Window:
    """Return the days on which a goal that started on a day is to be followed up."""
    return Window(
        opens_on=started_on + timedelta(weeks=weeks.earliest),
        closes_on=started_on + timedelta(weeks=weeks.latest),
    )


def followed_up(
    started_on: date, rated_on: Iterable[date], today: date, weeks: Weeks = PCO
) -> bool | None:
    """
    Return whether a rating falls within the window, as things stand today.

    ``None`` while there is none and the window has not closed: nobody knows yet.
    """
    opens_on, closes_on = window(started_on, weeks)
    if any(opens_on <= day <= min(closes_on, today) for day in rated_on):
        return True
    return None if today <= closes_on else False
