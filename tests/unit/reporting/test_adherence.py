"""Adherence over any period, in weeks worked by hand and in its laws."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.adherence import Adherence, adherence
from services.reporting.arithmetic.practice import PlanIsMissing, Practice
from shared.contracts.measuring import Cadence, Every
from tests.support.practising import a_week, daily, on, plan, practice

SESSION = Cadence(every=Every.SESSION)


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    since, times = draw(st.integers(0, 9)), draw(st.integers(1, 8))
    return practice(
        daily(10, since) if times > 7 else a_week(times, 10, since),
        done=draw(st.dictionaries(st.integers(-3, 20), st.integers(0, 15))),
        excused=draw(st.sets(st.integers(-3, 20))),
    )


def week(kept: Practice, number: int = 1) -> Adherence:
    return adherence(kept, on(7 * number - 7), on(7 * number - 1))


def test_a_daily_practice_is_due_every_day() -> None:
    assert week(practice(daily(), done=[0, 1, 2])) == (7, 3, 3)
    assert week(practice(daily(), done=[0, 1, 2])).strict == pytest.approx(3 / 7)


def test_twelve_weeks_of_three_a_week_are_capped_week_by_week() -> None:
    weekly = (0, 1, 1, 2, 1, 2, 3, 3, 2, 4, 3, 3)
    done = [7 * number + day for number, n in enumerate(weekly) for day in range(n)]

    found = adherence(practice(a_week(3), done=done), on(0), on(83))

    assert (found.due, found.done) == (36, 24)
    assert found.strict == pytest.approx(2 / 3)


def test_strict_counts_whole_days_and_proportional_parts_of_them() -> None:
    found = week(practice(daily(10), done={0: 10, 1: 5, 2: 25}))

    assert found == (7, 2, 2.5)
    assert found.proportional == pytest.approx(2.5 / 7)


def test_both_readings_are_capped_at_the_weekly_quota() -> None:
    found = week(practice(a_week(2, 10), done={0: 10, 1: 5, 2: 10, 3: 10}))

    assert (found.strict, found.proportional) == (1, 1)


def test_excused_days_leave_both_sides() -> None:
    found = week(practice(daily(), done=[0, 1, 2], excused=[5, 6]))

    assert found.strict == pytest.approx(3 / 5)


def test_an_entry_on_an_excused_day_sets_the_excuse_aside() -> None:
    kept = practice(daily(10), done={0: 10, 5: 10, 6: 2}, excused=[4, 5, 6])

    assert week(kept) == (6, 2, 2.2)


def test_an_entry_of_nothing_leaves_the_excuse_alone() -> None:
    assert week(practice(daily(), done={0: 1, 6: 0}, excused=[6])).due == 6


@pytest.mark.parametrize(
    ("excused", "due"), [([], 4), ([0, 1], 4), ([0, 1, 2, 3], 3), (range(7), 0)]
)
def test_excused_days_reduce_a_quota_to_the_days_left(
    excused: list[int], due: int
) -> None:
    assert week(practice(a_week(4), excused=excused)).due == due


def test_a_part_of_a_week_reduces_a_quota_to_the_days_left() -> None:
    kept = practice(a_week(4), done=[0, 1, 5, 6])

    assert adherence(kept, on(5), on(6)) == (2, 2, 2)
    assert adherence(kept, on(3), on(4)) == (2, 0, 0)
    assert adherence(kept, on(5), on(9)) == (5, 2, 2)


def test_nothing_is_due_before_the_practice_began() -> None:
    kept = practice(daily(since=3), done=[1, 4, 5])

    assert week(kept) == (4, 2, 2)


def test_the_plan_of_sunday_is_that_of_its_week() -> None:
    kept = practice(a_week(2, 10), a_week(1, 5, since=9), done={0: 10, 7: 5, 14: 5})

    assert week(kept, 1) == (2, 1, 1)
    assert week(kept, 2) == (1, 1, 1)
    assert week(kept, 3) == (1, 1, 1)


def test_a_plan_may_begin_in_the_middle_of_a_week() -> None:
    kept = practice(a_week(4, since=2), daily(since=5))

    assert week(kept).due == 5


@pytest.mark.parametrize("cadence", [SESSION, Cadence(every=Every.MONTH), None])
def test_a_cadence_without_due_days_has_no_adherence(cadence: Cadence | None) -> None:
    found = week(practice(plan(cadence), done=[0, 1, 2]))

    assert (found.strict, found.proportional) == (None, None)


def test_there_is_no_adherence_when_nothing_was_due() -> None:
    kept = practice(daily(), done=[0], excused=range(7, 14))

    for nothing in (
        adherence(kept, on(7), on(13)),
        adherence(kept, on(-7), on(-1)),
        adherence(kept, on(3), on(2)),
    ):
        assert nothing.due == 0
        assert (nothing.strict, nothing.proportional) == (None, None)


def test_nothing_done_is_0_and_not_nothing() -> None:
    found = week(practice(daily()))

    assert (found.strict, found.proportional) == (0, 0)


def test_a_practice_has_a_plan() -> None:
    with pytest.raises(PlanIsMissing):
        Practice(plans=(), done={})


@given(practices(), st.integers(-5, 25), st.integers(0, 25))
def test_adherence_lies_from_0_to_1_and_strict_below_proportional(
    kept: Practice, first: int, length: int
) -> None:
    found = adherence(kept, on(first), on(first + length))

    assert (found.strict is None) == (found.due == 0) == (found.proportional is None)
    assert 0 <= (found.strict or 0) <= (found.proportional or 0) <= 1


@given(practices(), st.integers(-5, 25), st.integers(0, 25), st.integers(0, 3))
def test_a_period_is_the_sum_of_its_parts_when_it_is_cut_on_a_monday(
    kept: Practice, first: int, length: int, cut: int
) -> None:
    last, monday = first + length, 7 * cut
    if not first < monday <= last:
        return

    whole = adherence(kept, on(first), on(last))
    parts = [
        adherence(kept, on(first), on(monday - 1)),
        adherence(kept, on(monday), on(last)),
    ]

    assert whole.due == sum(part.due for part in parts)
    assert whole.done == sum(part.done for part in parts)
    assert whole.done_in_part == pytest.approx(sum(p.done_in_part for p in parts))


@given(practices(), st.integers(0, 20))
def test_doing_more_never_lowers_a_reading_of_days_that_were_due(
    kept: Practice, day: int
) -> None:
    unexcused = replace(kept, excused=frozenset())
    more = replace(unexcused, done={**kept.done, on(day): kept.amount(on(day)) + 5})

    before, after = (adherence(one, on(0), on(21)) for one in (unexcused, more))

    assert after.due == before.due
    assert after.done >= before.done
    assert after.done_in_part >= before.done_in_part


@given(practices(), st.integers(0, 20))
def test_an_excuse_never_makes_more_due(kept: Practice, day: int) -> None:
    excused = replace(kept, excused=kept.excused | {on(day)})

    assert adherence(excused, on(0), on(21)).due <= adherence(kept, on(0), on(21)).due
