"""The trend line and the day on which it reaches the target, worked by hand."""

from datetime import date, timedelta
from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.trend import Point, line, projected_date
from shared.contracts.measuring import Direction, Target
from shared.measures import meets

MONDAY = date(2025, 1, 6)
BELOW_8 = Target(high=8, strict=True)

POINTS = st.lists(
    st.tuples(st.dates(MONDAY, date(2026, 1, 6)), st.integers(0, 27)), max_size=8
)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def points(*pairs: tuple[int, float]) -> list[Point]:
    return [(on(day), value) for day, value in pairs]


FALLING = points((0, 15), (14, 14), (28, 12))
"""slope -42/392 = -3/28 a day, level 41/3 + 14 * 3/28 = 91/6"""


def test_the_line_is_that_of_least_squares() -> None:
    found = line(FALLING)

    assert found is not None
    assert (found.slope, found.level) == (Fraction(-3, 28), Fraction(91, 6))
    assert found.on(on(14)) == Fraction(41, 3)


def test_the_line_is_that_of_anscombes_first_set() -> None:
    values = (4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96)
    found = line([(date(2025, 1, x), y) for x, y in enumerate(values, start=4)])

    assert found is not None
    assert round(float(found.slope), 3) == 0.500
    assert round(float(found.level - 4 * found.slope), 2) == 3.00


def test_day_0_is_the_first_point_in_whatever_order_they_come() -> None:
    assert line(FALLING[::-1]) == line(FALLING)
    found = line(FALLING[::-1])
    assert found is not None
    assert (found.first_day, found.last_day) == (on(0), on(28))


def test_two_points_of_one_day_both_count() -> None:
    found = line(points((0, 10), (2, 6), (2, 8)))

    assert found is not None
    assert (found.slope, found.level) == (Fraction(-3, 2), Fraction(10))


@pytest.mark.parametrize("few", [[], FALLING[:1], FALLING[:2]])
def test_fewer_than_three_points_make_no_line(few: list[Point]) -> None:
    assert line(few) is None
    assert projected_date(few, BELOW_8) is None


def test_points_of_a_single_day_make_no_line() -> None:
    assert line(points((3, 1), (3, 2), (3, 3))) is None


@pytest.mark.parametrize("value", [inf, nan])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="Fraction"):
        line(points((0, 1), (1, 2), (2, value)))


def test_below_8_is_reached_on_the_first_day_at_7_or_less() -> None:
    # (7 - 91/6) / (-3/28) = 76.2 days
    assert projected_date(FALLING, BELOW_8) == on(77)
    # (8 - 91/6) / (-3/28) = 66.9 days
    assert projected_date(FALLING, Target(high=8)) == on(67)


def test_reached_exactly_on_day_n_means_day_n() -> None:
    # 0.1 a day from 0.1: floating point would say a day late
    rising = points((0, 0.1), (1, 0.2), (2, 0.3))

    assert projected_date(rising, Target(low=1)) == on(9)
    assert projected_date(rising, Target(low=1.05)) == on(10)


def test_a_strict_bound_between_whole_numbers_has_to_be_passed() -> None:
    rising = points((0, 0.1), (1, 0.2), (2, 0.3))

    assert projected_date(rising, Target(low=0.9)) == on(8)
    assert projected_date(rising, Target(low=0.9, strict=True)) == on(9)


def test_a_range_is_reached_from_either_side() -> None:
    six_to_eight = Target(low=6, high=8)

    assert projected_date(points((0, 1), (1, 2), (2, 3)), six_to_eight) == on(5)
    assert projected_date(points((0, 13), (1, 12), (2, 11)), six_to_eight) == on(5)


@pytest.mark.parametrize(
    "target", [Target(low=16), Target(low=20, strict=True), Target(low=14.5)]
)
def test_a_line_that_moves_away_reaches_nothing(target: Target) -> None:
    assert projected_date(FALLING, target) is None


def test_a_level_line_reaches_nothing() -> None:
    assert projected_date(points((0, 9), (7, 9), (14, 9)), BELOW_8) is None


def test_without_a_target_there_is_nothing_to_reach() -> None:
    assert projected_date(FALLING, Target()) is None


def test_a_day_is_shown_only_after_the_last_point() -> None:
    rising = points((0, 1), (1, 2), (2, 3))

    assert projected_date(rising, Target(low=3)) is None
    assert projected_date(rising, Target(low=2)) is None
    assert projected_date(rising, Target(low=3.5)) == on(3)


def test_a_day_that_no_calendar_has_is_not_shown() -> None:
    creeping = points((0, 0), (1, 0), (2, 1e-9))

    assert projected_date(creeping, Target(low=1)) is None


@given(POINTS, st.integers(-30, 60).map(float), st.sampled_from(Direction))
def test_a_projected_day_is_the_first_after_the_last_point_on_the_target(
    known: list[Point], bound: float, way: Direction
) -> None:
    aimed_at = Target(low=bound) if way is Direction.UP else Target(high=bound)

    day = projected_date(known, aimed_at)

    if day is not None:
        found = line(known)
        assert found is not None
        assert day > found.last_day
        assert meets(aimed_at, float(found.on(day)))
        assert not meets(aimed_at, float(found.on(day - timedelta(days=1))))


@given(POINTS, st.integers(-30, 60))
def test_a_strict_whole_bound_is_reached_with_the_next_whole_value(
    known: list[Point], bound: int
) -> None:
    below, above = Target(high=bound, strict=True), Target(low=bound, strict=True)

    assert projected_date(known, below) == projected_date(known, Target(high=bound - 1))
    assert projected_date(known, above) == projected_date(known, Target(low=bound + 1))


@given(POINTS.filter(lambda known: len({day for day, _ in known}) > 1), st.data())
def test_no_other_line_lies_closer_to_the_points(
    known: list[Point], data: st.DataObject
) -> None:
    found = line(known) if len(known) >= 3 else None
    if found is None:
        return
    level = found.level + data.draw(st.fractions(-1, 1, max_denominator=50))
    slope = found.slope + data.draw(st.fractions(-1, 1, max_denominator=50))
    other = found._replace(level=level, slope=slope)

    assert sum((Fraction(v) - found.on(day)) ** 2 for day, v in known) <= sum(
        (Fraction(v) - other.on(day)) ** 2 for day, v in known
    )
