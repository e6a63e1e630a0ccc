"""Goal Based Outcomes: change, steps, falls, and what a mean may say."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.gbo import (
    MeanChange,
    RatingIsOutsideTheScale,
    are_too_many,
    change,
    changed_meaningfully,
    largest_fall,
    last_step,
    mean_change,
)

PRIYA = [2, 3, 3, 5, 4, 6, 7]
RATINGS = st.lists(st.integers(0, 10), min_size=2)


def test_the_change_is_the_latest_rating_minus_the_first() -> None:
    assert change(PRIYA) == 5
    assert change([7, 4]) == -3
    assert change([4, 9, 4]) == 0


def test_the_last_step_is_the_latest_rating_minus_the_one_before() -> None:
    assert last_step(PRIYA) == 1
    assert last_step([2, 8, 5]) == -3


def test_the_largest_fall_is_between_one_rating_and_the_next() -> None:
    assert largest_fall(PRIYA) == 1
    assert largest_fall([8, 6, 5, 1, 2]) == 4
    assert largest_fall([1, 2, 2]) == 0


@pytest.mark.parametrize("ratings", [[], [5]])
def test_one_rating_is_no_change(ratings: list[int]) -> None:
    assert change(ratings) is None
    assert last_step(ratings) is None
    assert largest_fall(ratings) is None
    assert changed_meaningfully(ratings) is None


@pytest.mark.parametrize(
    ("ratings", "meaningful"),
    [([2, 5], True), ([2, 4], False), ([5, 2], True), ([5, 3], False), ([5, 5], False)],
)
def test_three_points_on_one_goal_mean_something_in_either_direction(
    ratings: list[int], *, meaningful: bool
) -> None:
    assert changed_meaningfully(ratings) is meaningful


def test_how_many_points_mean_something_is_a_setting() -> None:
    assert changed_meaningfully([2, 4], by=2)
    assert not changed_meaningfully([2, 5], by=4)


def test_a_mean_counts_the_goals_rated_twice_and_says_how_many_they_are() -> None:
    found = mean_change([PRIYA, [4], [3, 2], []])

    assert found == MeanChange(points=2.0, rated=2, goals=4)


@pytest.mark.parametrize("goals", [[], [[5]], [[], [3]]])
def test_there_is_no_mean_when_no_goal_is_rated_twice(goals: list[list[int]]) -> None:
    assert mean_change(goals) == MeanChange(points=None, rated=0, goals=len(goals))


def test_more_than_three_goals_are_worth_a_warning() -> None:
    assert not are_too_many(3)
    assert are_too_many(4)
    assert are_too_many(3, most=2)


@pytest.mark.parametrize("rating", [None, -1, 11, 4.5, nan])
def test_anything_but_a_whole_number_from_0_to_10_is_refused(rating: int) -> None:
    for refuses in (change, last_step, largest_fall, changed_meaningfully):
        with pytest.raises(RatingIsOutsideTheScale):
            refuses([5, rating])
    with pytest.raises(RatingIsOutsideTheScale):
        mean_change([[5, rating]])


@given(RATINGS)
def test_a_change_is_the_sum_of_its_steps(ratings: list[int]) -> None:
    steps = [last_step(ratings[: end + 1]) or 0 for end in range(1, len(ratings))]

    assert change(ratings) == sum(steps)
    assert largest_fall(ratings) == max(0, -min(steps))


@given(RATINGS, st.integers(1, 10))
def test_what_means_something_one_way_does_the_other_way_too(
    ratings: list[int], by: int
) -> None:
    backwards = ratings[::-1]

    assert changed_meaningfully(ratings, by) == changed_meaningfully(backwards, by)
