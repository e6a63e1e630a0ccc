"""What a value means, in the figures of docs/domain.md."""

from datetime import date

import pytest

from shared.contracts.goals import Cadence, Direction, Every, Target
from shared.measures import (
    aim,
    attainment,
    counted,
    distance,
    done_days,
    due_days,
    has_bound,
    is_done,
    last_day_of_week,
    meets,
    proportionally_done,
    shown,
    strictly_done,
    week_of,
)

DAILY = Cadence(every=Every.DAY)
FOUR_A_WEEK = Cadence(every=Every.WEEK, times=4)
BELOW_8 = Target(high=8, strict=True)


@pytest.mark.parametrize(
    ("target", "met", "unmet"),
    [
        (Target(high=9), [9, -3], [9.1, 10]),
        (Target(low=7), [7, 8], [6.9]),
        (Target(low=6, high=8), [6, 7, 8], [5, 9]),
        (BELOW_8, [7.9], [8]),
        (Target(low=3, strict=True), [3.1], [3]),
    ],
)
def test_a_target_is_met_inside_its_range(
    target: Target, met: list[float], unmet: list[float]
) -> None:
    assert all(meets(target, value) for value in met)
    assert not any(meets(target, value) for value in unmet)


def test_a_target_without_an_end_is_no_target() -> None:
    assert not has_bound(Target())
    assert has_bound(Target(low=0))
    assert has_bound(Target(high=0))


@pytest.mark.parametrize(
    ("value", "far"), [(4, 2), (6, 0), (7, 0), (8, 0), (11.5, 3.5)]
)
def test_distance_is_measured_to_the_nearer_end(value: float, far: float) -> None:
    assert distance(Target(low=6, high=8), value) == far


def test_below_8_steers_for_7() -> None:
    assert aim(BELOW_8, Direction.DOWN) == 7
    assert aim(Target(low=7), Direction.UP) == 7
    assert aim(Target(low=3, strict=True), Direction.UP) == 4
    assert aim(Target(high=7.5, strict=True), Direction.DOWN) == 7.5
    assert aim(Target(), Direction.UP) is None


def test_attainment_is_the_share_of_the_way_from_the_baseline() -> None:
    assert attainment(15, 7, 11) == 50
    assert attainment(0, 10, 12) == 120
    assert attainment(15, 7, 16) == -12.5


@pytest.mark.parametrize(
    ("baseline", "aimed_at", "current"),
    [(None, 7, 5), (15, None, 5), (15, 7, None), (4, 4, 4)],
)
def test_no_percentage_without_a_way_to_go(
    baseline: float | None, aimed_at: float | None, current: float | None
) -> None:
    assert attainment(baseline, aimed_at, current) is None


@pytest.mark.parametrize(
    ("raw", "seen"), [(None, None), (-12.5, 0), (12.5, 13), (120, 100), (99.4, 99)]
)
def test_a_percentage_is_shown_clamped_and_halves_round_up(
    raw: float | None, seen: int | None
) -> None:
    assert shown(raw) == seen


def test_a_half_rounds_up_although_it_has_no_exact_binary_form() -> None:
    raw = attainment(0, 1, 0.145)

    assert raw is not None
    assert raw < 14.5
    assert shown(raw) == 15


def test_weeks_run_from_monday_to_sunday() -> None:
    monday, sunday = date(2025, 1, 6), date(2025, 1, 12)

    assert {week_of(monday), week_of(sunday)} == {monday}
    assert {last_day_of_week(monday), last_day_of_week(sunday)} == {sunday}


def test_a_count_goes_on_from_its_baseline() -> None:
    assert counted(None, 3) == 3
    assert counted(2, 3) == 5


def test_a_day_is_done_when_its_amounts_add_up() -> None:
    assert is_done(0.7 + 0.1, 0.8)
    assert not is_done(9.9, 10)
    assert done_days((10, 0, 12, 5, 10, 0, 0), 10) == 3


@pytest.mark.parametrize(
    ("cadence", "days_left", "due"),
    [
        (DAILY, 7, 7),
        (DAILY, 5, 5),
        (FOUR_A_WEEK, 7, 4),
        (FOUR_A_WEEK, 3, 3),
        (FOUR_A_WEEK, 0, 0),
        (Cadence(every=Every.SESSION), 7, None),
        (None, 7, None),
    ],
)
def test_excused_days_and_part_weeks_reduce_what_is_due(
    cadence: Cadence | None, days_left: int, due: int | None
) -> None:
    assert due_days(cadence, days_left) == due


def test_a_week_has_a_strict_and_a_proportional_reading() -> None:
    week = (10, 5, 10, 0, 20, 0, 0)

    assert strictly_done(week, 10, 7) == 3
    assert proportionally_done(week, 10, 7) == 3.5


def test_a_day_that_adds_up_to_its_amount_is_a_whole_day_in_both_readings() -> None:
    week = (0.7 + 0.1,)

    assert strictly_done(week, 0.8, 7) == 1
    assert proportionally_done(week, 0.8, 7) == 1


def test_a_weekly_quota_is_never_exceeded() -> None:
    week = (1,) * 7

    assert strictly_done(week, 1, 4) == 4
    assert proportionally_done(week, 1, 4) == 4
