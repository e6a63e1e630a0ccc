"""Reliable change and recovery by the rule of NHS Talking Therapies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.arithmetic.reliable_change import (
    Criterion,
    Recovery,
    ReliableChange,
    Totals,
    recovery,
    reliable_change,
    reliable_recovery,
)
from shared.contracts.measuring import Instrument

PHQ9, GAD7 = Instrument.PHQ9, Instrument.GAD7
IMPROVEMENT, DETERIORATION, MIXED, NONE = ReliableChange
RECOVERED, NOT_RECOVERED, NOT_APPLICABLE = Recovery

EPISODES = st.fixed_dictionaries(
    {
        PHQ9: st.lists(st.integers(0, 27) | st.none(), max_size=4),
        GAD7: st.lists(st.integers(0, 21) | st.none(), max_size=4),
    }
)


@pytest.mark.parametrize(
    ("phq9", "gad7", "verdict"),
    [
        ((18, 12), (12, 12), IMPROVEMENT),
        ((18, 13), (12, 8), IMPROVEMENT),
        ((18, 13), (12, 9), NONE),
        ((18, 8), (15, 6), IMPROVEMENT),
        ((12, 18), (12, 12), DETERIORATION),
        ((12, 17), (9, 12), NONE),
        ((12, 13), (8, 12), DETERIORATION),
        ((18, 12), (8, 12), MIXED),
        ((12, 18), (12, 8), MIXED),
        ((18, 12), (9, 12), IMPROVEMENT),
        ((9, 9), (7, 7), NONE),
    ],
)
def test_the_verdict_is_that_of_both_instruments(
    phq9: tuple[int, int], gad7: tuple[int, int], verdict: ReliableChange
) -> None:
    assert reliable_change({PHQ9: phq9, GAD7: gad7}) is verdict


def test_one_instrument_alone_is_judged_alone() -> None:
    jon: Totals = {PHQ9: [18, 16, 17, 12, 10, 9, 8]}
    maya: Totals = {GAD7: [15, 14, 12, 12, 9, 7, 6]}

    for client in (jon, maya):
        assert reliable_change(client) is IMPROVEMENT
        assert recovery(client) is RECOVERED
        assert reliable_recovery(client) is RECOVERED


def test_the_first_and_the_last_complete_form_count() -> None:
    assert reliable_change({PHQ9: [None, 18, 3, None, 17, None]}) is NONE


@pytest.mark.parametrize(
    "totals", [{}, {PHQ9: []}, {PHQ9: [18]}, {PHQ9: [18, None], GAD7: [5]}]
)
def test_one_form_is_no_change_and_no_recovery(totals: Totals) -> None:
    assert reliable_change(totals) is None
    assert recovery(totals) is None
    assert reliable_recovery(totals) is None


@pytest.mark.parametrize(
    ("phq9", "gad7", "left"),
    [
        ((10, 9), (3, 3), RECOVERED),
        ((9, 9), (8, 7), RECOVERED),
        ((18, 10), (12, 3), NOT_RECOVERED),
        ((18, 3), (12, 8), NOT_RECOVERED),
        ((18, 3), (7, 8), NOT_RECOVERED),
        ((9, 3), (7, 3), NOT_APPLICABLE),
        ((9, 20), (7, 7), NOT_APPLICABLE),
    ],
)
def test_recovery_is_from_caseness_on_either_to_below_it_on_both(
    phq9: tuple[int, int], gad7: tuple[int, int], left: Recovery
) -> None:
    assert recovery({PHQ9: phq9, GAD7: gad7}) is left


def test_a_case_on_a_form_without_a_second_one_is_not_recovered_from() -> None:
    assert recovery({PHQ9: [18, 5], GAD7: [8]}) is NOT_RECOVERED
    assert recovery({PHQ9: [18, 5], GAD7: [7]}) is RECOVERED


@pytest.mark.parametrize(
    ("phq9", "gad7", "both"),
    [
        ((18, 9), (12, 7), RECOVERED),
        ((12, 9), (9, 7), NOT_RECOVERED),
        ((18, 9), (3, 7), NOT_RECOVERED),
        ((18, 12), (12, 7), NOT_RECOVERED),
        ((9, 3), (7, 3), NOT_APPLICABLE),
    ],
)
def test_reliable_recovery_is_improvement_and_recovery(
    phq9: tuple[int, int], gad7: tuple[int, int], both: Recovery
) -> None:
    assert reliable_recovery({PHQ9: phq9, GAD7: gad7}) is both


def test_criteria_are_settings() -> None:
    criteria = {PHQ9: Criterion(reliable=3, caseness=12)}

    assert reliable_change({PHQ9: (13, 10)}, criteria) is IMPROVEMENT
    assert recovery({PHQ9: (11, 5)}, criteria) is NOT_APPLICABLE
    assert reliable_recovery({PHQ9: (13, 10)}, criteria) is RECOVERED


@given(EPISODES)
def test_an_episode_told_backwards_has_the_opposite_verdict(totals: Totals) -> None:
    opposite = {IMPROVEMENT: DETERIORATION, DETERIORATION: IMPROVEMENT}
    verdict = reliable_change(totals)
    backwards = {one: series[::-1] for one, series in totals.items()}

    expected = opposite.get(verdict, verdict) if verdict else None
    assert reliable_change(backwards) is expected


@given(EPISODES)
def test_reliable_recovery_is_never_claimed_without_either_part(
    totals: Totals,
) -> None:
    claimed = reliable_recovery(totals) is RECOVERED

    assert claimed == (
        recovery(totals) is RECOVERED and reliable_change(totals) is IMPROVEMENT
    )
    assert (recovery(totals) is None) == (reliable_change(totals) is None)
