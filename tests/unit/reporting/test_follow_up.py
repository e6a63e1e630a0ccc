"""Whether a goal was looked at again within the window of the PCO guide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.follow_up import Weeks, followed_up, window

START = date(2025, 1, 6)
OPENS, CLOSES = date(2025, 1, 20), date(2025, 7, 7)
LATER = date(2025, 12, 1)
A_DAY = timedelta(days=1)


def test_the_window_is_from_2_to_26_weeks_after_the_start() -> None:
    assert window(START) == (OPENS, CLOSES)


@pytest.mark.parametrize("day", [OPENS, CLOSES, date(2025, 3, 1)])
def test_both_ends_of_the_window_count(day: date) -> None:
    assert followed_up(START, [day], LATER) is True


@pytest.mark.parametrize("day", [START, OPENS - A_DAY, CLOSES + A_DAY])
def test_a_rating_outside_the_window_is_no_follow_up(day: date) -> None:
    assert followed_up(START, [day], LATER) is False


def test_nobody_knows_before_the_window_has_closed() -> None:
    assert followed_up(START, [], CLOSES) is None
    assert followed_up(START, [START], OPENS) is None
    assert followed_up(START, [], CLOSES + A_DAY) is False


def test_what_is_still_to_come_has_not_happened() -> None:
    assert followed_up(START, [CLOSES], CLOSES - A_DAY) is None


def test_the_window_is_a_setting() -> None:
    weeks = Weeks(earliest=4, latest=8)

    assert window(START, weeks) == (date(2025, 2, 3), date(2025, 3, 3))
    assert followed_up(START, [OPENS], LATER, weeks) is False


@given(st.lists(st.dates(START, LATER)), st.dates(START, LATER))
def test_a_known_answer_never_changes_back(days: list[date], today: date) -> None:
    known = followed_up(START, days, today)

    assert known in (None, followed_up(START, days, today + A_DAY))
