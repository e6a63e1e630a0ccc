"""PHQ-9 and GAD-7 as published: totals, bands, and the item that needs a look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.measuring import Instrument
from shared.instruments import (
    SCALES,
    Band,
    FormHasTooManyItems,
    ItemIsOutsideItsScale,
    TotalIsOutsideTheScale,
    band,
    needs_a_look,
    total,
)

PHQ9, GAD7 = Instrument.PHQ9, Instrument.GAD7


@st.composite
def forms(draw: st.DrawFn) -> tuple[Instrument, list[int]]:
    instrument = draw(st.sampled_from(Instrument))
    items = SCALES[instrument].items
    answers = draw(st.lists(st.integers(0, 3), min_size=items, max_size=items))
    return instrument, answers


def test_a_total_is_the_sum_of_all_items() -> None:
    assert total(PHQ9, [2, 2, 3, 2, 1, 3, 2, 2, 1]) == 18
    assert total(GAD7, [3, 2, 2, 2, 2, 2, 2]) == 15
    assert total(PHQ9, [0] * 9) == 0


@pytest.mark.parametrize(
    "items", [[], [3] * 8, [3] * 8 + [None], [None] * 9, [None, *[0] * 8]]
)
def test_an_incomplete_form_has_no_total(items: list[int | None]) -> None:
    assert total(PHQ9, items) is None


@pytest.mark.parametrize("item", [-1, 4, 1.5, "1", float("nan")])
def test_an_item_other_than_a_whole_0_to_3_is_refused(item: int) -> None:
    with pytest.raises(ItemIsOutsideItsScale):
        total(GAD7, [item, *[0] * 6])
    with pytest.raises(ItemIsOutsideItsScale):
        total(GAD7, [item, None])


def test_more_items_than_the_form_has_are_refused() -> None:
    with pytest.raises(FormHasTooManyItems):
        total(GAD7, [0] * 8)
    with pytest.raises(FormHasTooManyItems):
        total(PHQ9, [None] * 10)


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        (Band.MINIMAL, 0, 4),
        (Band.MILD, 5, 9),
        (Band.MODERATE, 10, 14),
        (Band.MODERATELY_SEVERE, 15, 19),
        (Band.SEVERE, 20, 27),
    ],
)
def test_the_phq_9_has_five_bands(name: Band, lowest: int, highest: int) -> None:
    assert {band(PHQ9, points) for points in range(lowest, highest + 1)} == {name}


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        (Band.MINIMAL, 0, 4),
        (Band.MILD, 5, 9),
        (Band.MODERATE, 10, 14),
        (Band.SEVERE, 15, 21),
    ],
)
def test_the_gad_7_has_four_bands(name: Band, lowest: int, highest: int) -> None:
    assert {band(GAD7, points) for points in range(lowest, highest + 1)} == {name}


def test_bands_are_codes() -> None:
    assert [one.value for one in Band] == [
        "minimal",
        "mild",
        "moderate",
        "moderately-severe",
        "severe",
    ]


def test_an_incomplete_form_has_no_band() -> None:
    assert band(PHQ9, None) is None


@pytest.mark.parametrize(
    ("instrument", "points"), [(PHQ9, -1), (PHQ9, 28), (GAD7, 22), (GAD7, 4.5)]
)
def test_a_total_that_no_form_can_have_is_refused(
    instrument: Instrument, points: int
) -> None:
    with pytest.raises(TotalIsOutsideTheScale):
        band(instrument, points)


def test_item_9_above_0_needs_a_look_also_on_an_incomplete_form() -> None:
    assert needs_a_look(PHQ9, [0] * 8 + [1])
    assert needs_a_look(PHQ9, [None] * 8 + [3])
    assert not needs_a_look(PHQ9, [3] * 8 + [0])
    assert not needs_a_look(PHQ9, [3] * 8 + [None])
    assert not needs_a_look(PHQ9, [3] * 8)
    assert not needs_a_look(GAD7, [3] * 7)


@given(forms(), st.data())
def test_every_complete_form_has_a_band_and_none_has_one_without_an_item(
    form: tuple[Instrument, list[int]], data: st.DataObject
) -> None:
    instrument, answers = form
    unanswered = data.draw(st.integers(0, len(answers) - 1))
    gap = [None if place == unanswered else a for place, a in enumerate(answers)]

    assert band(instrument, total(instrument, answers)) is not None
    assert total(instrument, gap) is None


@given(forms(), st.data())
def test_a_worse_item_never_lowers_the_band(
    form: tuple[Instrument, list[int]], data: st.DataObject
) -> None:
    instrument, answers = form
    place = data.draw(st.integers(0, len(answers) - 1))
    worse = [3 if at == place else answer for at, answer in enumerate(answers)]
    bands = list(SCALES[instrument].bands.values())

    before = band(instrument, total(instrument, answers))
    after = band(instrument, total(instrument, worse))

    assert before is not None
    assert after is not None
    assert bands.index(after) >= bands.index(before)
