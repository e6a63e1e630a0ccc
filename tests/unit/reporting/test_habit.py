"""Habit strength, beside the figures that Loop Habit Tracker publishes for it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.habit import days_in_a_row, strength
from services.reporting.arithmetic.practice import Practice
from shared.contracts.measuring import Cadence, Every
from tests.support.practising import a_week, daily, on, plan, practice


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    times = draw(st.integers(1, 8))
    return practice(
        daily() if times > 7 else a_week(times),
        done=draw(st.sets(st.integers(-3, 15))),
        excused=draw(st.sets(st.integers(-3, 15))),
    )


@pytest.mark.parametrize(
    ("days", "score"), [(1, 0.051922), (7, 0.311495), (13, 0.5), (20, 0.655747)]
)
def test_a_daily_practice_grows_as_in_loop(days: int, score: float) -> None:
    kept = practice(daily(), done=range(days))

    assert strength(kept, on(days - 1)) == pytest.approx(score, abs=1e-6)


def test_a_day_without_practice_takes_a_little_away() -> None:
    kept = practice(daily(), done=range(13))

    assert strength(kept, on(13)) == pytest.approx(0.474039, abs=1e-6)


def test_a_practice_starts_at_nothing() -> None:
    assert strength(practice(daily()), on(0)) == 0


def test_a_weekly_quota_counts_the_last_seven_days() -> None:
    kept = practice(a_week(3), done=[0])
    m = 0.5 ** ((3 / 7) ** 0.5 / 13)

    first = (1 - m) / 3
    assert strength(kept, on(0)) == pytest.approx(first)
    seven = first
    for _ in range(6):
        seven = seven * m + (1 - m) / 3
    assert strength(kept, on(6)) == pytest.approx(seven)
    assert strength(kept, on(7)) == pytest.approx(seven * m)


def test_a_weekly_quota_counts_no_day_before_the_practice_began() -> None:
    kept = practice(a_week(3, since=2), done=[0, 1, 2])

    assert strength(kept, on(2)) == strength(practice(a_week(3), done=[0]), on(0))


def test_more_than_the_quota_counts_as_the_quota() -> None:
    enough, more = (practice(a_week(3), done=range(days)) for days in (3, 6))

    assert strength(enough, on(5)) == strength(more, on(5))


def test_seven_a_week_is_a_quota_and_not_every_day() -> None:
    weekly = practice(a_week(7), done=range(7))
    every_day = practice(daily(), done=range(7))

    assert (strength(weekly, on(7)) or 0) > (strength(weekly, on(6)) or 0)
    assert (strength(every_day, on(7)) or 0) < (strength(every_day, on(6)) or 0)


def test_an_excused_day_keeps_the_score() -> None:
    kept = practice(daily(), done=[0, 1, 3], excused=[2])

    assert strength(kept, on(2)) == strength(kept, on(1))
    assert strength(kept, on(3)) == strength(practice(daily(), done=range(3)), on(2))


def test_doing_something_on_an_excused_day_sets_the_excuse_aside() -> None:
    kept = practice(daily(), done=[0, 1], excused=[1])

    assert strength(kept, on(1)) == strength(practice(daily(), done=[0, 1]), on(1))


def test_there_is_no_strength_before_a_day_has_counted() -> None:
    assert strength(practice(daily(since=3), done=[0]), on(2)) is None
    assert strength(practice(daily(), excused=[0, 1]), on(1)) is None


@pytest.mark.parametrize("cadence", [Cadence(every=Every.SESSION), None])
def test_there_is_no_strength_where_no_day_is_due(cadence: Cadence | None) -> None:
    assert strength(practice(plan(cadence), done=range(7)), on(6)) is None


def test_days_in_a_row_end_on_the_day_asked_for() -> None:
    kept = practice(daily(), done=[0, 2, 3, 4])

    assert days_in_a_row(kept, on(4)) == 3
    assert days_in_a_row(kept, on(5)) == 0


def test_an_excused_day_neither_breaks_nor_lengthens_a_row() -> None:
    kept = practice(daily(), done=[0, 1, 4], excused=[2, 3, 5])

    assert days_in_a_row(kept, on(5)) == 3


def test_a_day_below_its_amount_ends_a_row() -> None:
    kept = practice(daily(10), done={0: 10, 1: 4, 2: 10})

    assert days_in_a_row(kept, on(2)) == 1


def test_days_before_the_practice_began_are_in_no_row() -> None:
    assert days_in_a_row(practice(daily(since=3), done=range(5)), on(4)) == 2


@given(practices(), st.integers(-1, 18))
def test_strength_lies_from_0_to_1(kept: Practice, until: int) -> None:
    assert 0 <= (strength(kept, on(until)) or 0) <= 1


@given(practices(), st.integers(0, 15))
def test_a_day_more_never_weakens_a_habit(kept: Practice, day: int) -> None:
    unexcused = replace(kept, excused=frozenset())
    more = replace(unexcused, done={**kept.done, on(day): 1.0})

    assert (strength(more, on(16)) or 0) >= (strength(unexcused, on(16)) or 0)


@given(practices(), st.integers(0, 15))
def test_an_excuse_never_shortens_a_row(kept: Practice, day: int) -> None:
    excused = replace(kept, excused=kept.excused | {on(day)})

    assert days_in_a_row(excused, on(15)) >= days_in_a_row(kept, on(15))
