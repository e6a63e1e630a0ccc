"""The reliable change index in the worked example of Jacobson and Truax (1991)."""

from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.jacobson_truax import (
    Population,
    ReliabilityIsOutOfRange,
    SpreadIsNotPositive,
    cut_off,
    index,
    threshold,
)

SD, RELIABILITY = 7.5, 0.8
SPREADS = st.decimals("0.1", "50", places=2).map(float)
RELIABILITIES = st.decimals("0", "0.99", places=2).map(float)


def test_the_index_is_the_difference_in_standard_errors() -> None:
    assert index(47.5 - 32.5, SD, RELIABILITY) == pytest.approx(3.16, abs=5e-3)
    assert index(-4.74, SD, RELIABILITY) == pytest.approx(-1, abs=1e-3)
    assert index(0, SD, RELIABILITY) == 0


def test_the_threshold_is_rounded_up_to_a_whole_point() -> None:
    assert pytest.approx(9.297, abs=5e-4) == 1.96 * 7.5 * sqrt(0.4)
    assert threshold(SD, RELIABILITY) == 10
    assert threshold(SD, RELIABILITY, z=1.645) == 8


def test_a_threshold_that_is_whole_stays_as_it_is() -> None:
    assert 2 * 5 * sqrt(2) * sqrt(0.5) > 10
    assert threshold(5, 0.5, z=2) == 10
    assert threshold(5, 0.98, z=2) == 2


def test_the_cut_off_lies_midway_when_the_spreads_are_equal() -> None:
    assert cut_off(Population(60, 7.5), Population(40, 7.5)) == 50


def test_the_cut_off_lies_nearer_the_narrower_population() -> None:
    assert cut_off(Population(4, 2), Population(20, 6)) == (2 * 20 + 6 * 4) / 8


@pytest.mark.parametrize("sd", [0, -1])
def test_without_spread_there_is_no_index(sd: float) -> None:
    with pytest.raises(SpreadIsNotPositive):
        index(5, sd, RELIABILITY)
    with pytest.raises(SpreadIsNotPositive):
        threshold(sd, RELIABILITY)
    with pytest.raises(SpreadIsNotPositive):
        cut_off(Population(5, sd), Population(15, 4))


@pytest.mark.parametrize("reliability", [-0.1, 1, 1.2, nan])
def test_a_reliability_is_below_1(reliability: float) -> None:
    with pytest.raises(ReliabilityIsOutOfRange):
        index(5, SD, reliability)
    with pytest.raises(ReliabilityIsOutOfRange):
        threshold(SD, reliability)


@given(SPREADS, RELIABILITIES)
def test_the_threshold_is_the_first_whole_difference_beyond_z(
    sd: float, reliability: float
) -> None:
    points = threshold(sd, reliability)

    assert index(points, sd, reliability) >= 1.96 * (1 - 1e-12)
    assert index(points - 1, sd, reliability) < 1.96


@given(st.integers(0, 27), SPREADS, st.integers(0, 27), SPREADS)
def test_the_cut_off_is_as_many_deviations_from_either_mean(
    healthy: int, sd0: float, clinical: int, sd1: float
) -> None:
    c = cut_off(Population(healthy, sd0), Population(clinical, sd1))

    assert (c - healthy) / sd0 == pytest.approx((clinical - c) / sd1, abs=1e-9)
