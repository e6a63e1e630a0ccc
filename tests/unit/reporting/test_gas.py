"""Goal Attainment Scaling, in examples worked by hand and in its laws."""

from collections.abc import Mapping
from math import inf, nan, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.reporting.arithmetic.gas import (
    LevelIsOutsideTheScale,
    RhoIsNoCorrelation,
    Score,
    WeightIsBelowZero,
    by_rater,
    change,
    score,
)
from shared.contracts.measuring import Rater

LEVELS = st.dictionaries(st.sampled_from("abcd"), st.integers(-2, 2), min_size=1)
WEIGHTS = st.fixed_dictionaries({goal: st.integers(1, 9) for goal in "abcd"})


def t(levels: dict[str, int], weights: Mapping[str, float] | None = None) -> float:
    found = score(levels, weights).t
    assert found is not None
    return found


def test_one_goal_at_its_baseline_is_40_and_at_its_aim_50_whatever_it_weighs() -> None:
    assert score({"tell my sister": -1}, {"tell my sister": 3}).t == pytest.approx(40)
    assert score({"tell my sister": 0}, {"tell my sister": 3}).t == 50
    assert score({"tell my sister": -1}).t == pytest.approx(40)


def test_several_goals_are_spread_by_their_correlation() -> None:
    assert t({"a": -1, "b": -1, "c": -1}) == pytest.approx(50 - 30 / sqrt(2.1 + 2.7))
    assert t({"a": 2, "b": 2}) == pytest.approx(74.807, abs=5e-4)


def test_weights_say_how_much_a_goal_counts() -> None:
    assert t({"a": 1, "b": -1}, {"a": 3}) == pytest.approx(50 + 20 / sqrt(7 + 4.8))
    assert t({"a": 1, "b": -1}, {"a": 3}) == pytest.approx(55.822, abs=5e-4)


def test_rho_is_a_setting() -> None:
    goals = {"a": 1, "b": 1}

    assert score(goals, rho=0).t == pytest.approx(50 + 20 / sqrt(2))
    assert score(goals, rho=1).t == pytest.approx(60)


def test_an_unrated_goal_drops_out_with_its_weight() -> None:
    rated = score({"a": -1, "b": None}, {"a": 1, "b": 5})

    assert rated == score({"a": -1})
    assert rated.levels == {"a": -1}


def test_levels_are_shown_before_t() -> None:
    assert Score._fields == ("levels", "t")


@pytest.mark.parametrize("levels", [{}, {"a": None}, {"a": None, "b": None}])
def test_there_is_no_t_when_nothing_is_rated(levels: dict[str, None]) -> None:
    assert score(levels) == Score({}, None)


def test_there_is_no_t_when_all_rated_goals_weigh_nothing() -> None:
    nothing = score({"a": 1, "b": 2, "c": None}, {"a": 0, "b": 0, "c": 3})

    assert nothing == Score({"a": 1, "b": 2}, None)


@pytest.mark.parametrize("level", [-3, 3, 0.5, nan, "0"])
def test_anything_but_a_whole_level_is_refused(level: int) -> None:
    with pytest.raises(LevelIsOutsideTheScale):
        score({"a": level})


@pytest.mark.parametrize("weight", [-0.1, inf, nan])
def test_a_weight_is_a_number_at_or_above_0(weight: float) -> None:
    with pytest.raises(WeightIsBelowZero):
        score({"a": 1}, {"a": weight})


@pytest.mark.parametrize("rho", [-0.1, 1.1, nan])
def test_rho_lies_from_0_to_1(rho: float) -> None:
    with pytest.raises(RhoIsNoCorrelation):
        score({"a": 1}, rho=rho)


def test_each_rater_has_a_t_of_their_own() -> None:
    client, clinician = {"a": -1, "b": 1}, {"a": 0, "b": None}

    scores = by_rater(
        {Rater.CLIENT: client, Rater.CLINICIAN: clinician}, {"a": 3}, rho=0
    )

    assert scores == {
        Rater.CLIENT: score(client, {"a": 3}, rho=0),
        Rater.CLINICIAN: score({"a": 0}),
    }
    assert scores[Rater.CLIENT].t == pytest.approx(50 - 20 / sqrt(10))


def test_a_change_uses_the_goals_rated_both_times() -> None:
    moved = change({"a": -1, "b": -1, "c": None}, {"a": 0, "b": None, "c": 2})

    assert (moved.first.levels, moved.latest.levels) == ({"a": -1}, {"a": 0})
    assert moved.t == pytest.approx(10)


def test_a_change_weighs_goals_as_a_score_does() -> None:
    moved = change({"a": -1, "b": -1}, {"a": 0, "b": -1}, {"a": 3})

    assert moved.t == pytest.approx(30 / sqrt(7 + 4.8))


@pytest.mark.parametrize("latest", [{}, {"b": 1}, {"a": None}])
def test_there_is_no_change_without_a_goal_rated_both_times(
    latest: dict[str, int | None],
) -> None:
    assert change({"a": -1}, latest).t is None


@given(st.sets(st.sampled_from("abcd"), min_size=1), WEIGHTS, st.floats(0, 1))
def test_t_is_exactly_50_when_every_goal_is_reached(
    goals: set[str], weights: dict[str, int], rho: float
) -> None:
    assert score(dict.fromkeys(goals, 0), weights, rho).t == 50


@given(LEVELS, WEIGHTS)
def test_t_mirrors_its_levels(levels: dict[str, int], weights: dict[str, int]) -> None:
    mirrored = {goal: -level for goal, level in levels.items()}

    assert t(mirrored, weights) == pytest.approx(100 - t(levels, weights))


@given(LEVELS, WEIGHTS, st.data())
def test_a_better_level_means_a_higher_t(
    levels: dict[str, int], weights: dict[str, int], data: st.DataObject
) -> None:
    goal = data.draw(st.sampled_from(sorted(levels)))
    assume(levels[goal] < 2)

    assert t({**levels, goal: levels[goal] + 1}, weights) > t(levels, weights)


@given(LEVELS, WEIGHTS, st.sampled_from([1e-300, 1e-9, 7, 1e300]))
def test_only_the_proportions_of_weights_matter(
    levels: dict[str, int], weights: dict[str, int], times: float
) -> None:
    scaled = {goal: weight * times for goal, weight in weights.items()}

    assert t(levels, scaled) == pytest.approx(t(levels, weights))


@given(LEVELS, LEVELS, WEIGHTS)
def test_a_change_there_and_back_adds_up_to_nothing(
    one: dict[str, int], other: dict[str, int], weights: dict[str, int]
) -> None:
    there, back = change(one, other, weights).t, change(other, one, weights).t

    assert (there is None) == (not one.keys() & other.keys()) == (back is None)
    assert (there or 0) + (back or 0) == pytest.approx(0)
