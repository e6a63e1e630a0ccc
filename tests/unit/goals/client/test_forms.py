from typing import Any
from uuid import UUID

import pytest

from services.goals.domain.client.forms import (
    CorrectionNeedsAReason,
    FormIsAlreadyCorrected,
    FormIsAlreadyRecorded,
    FormIsOfAnotherKind,
    FormIsUnknown,
    ItemIsNotZeroToThree,
    ItemsDoNotFitTheForm,
)
from services.goals.domain.client.guards import (
    ClientHasDied,
    ClientIsDischarged,
    DateIsInTheFuture,
)
from shared.contracts.measuring import Instrument
from tests.support.client_examples import (
    FORM,
    FRIDAY,
    GAD7_OF_15,
    LATER,
    MONDAY,
    PHQ9_OF_18,
    PHQ9_WITHOUT_ITEM_9,
    administer,
    administered,
    died,
    discharged,
    numbered,
    registered,
)
from tests.support.client_specification import CLIENTS, given

CORRECTION = numbered(1)
SECOND_CORRECTION = numbered(2)
TYPO = "A slip of the pen"
MILDER = (1, *PHQ9_WITHOUT_ITEM_9[1:])
"""PHQ9_WITHOUT_ITEM_9 with one answer lower: 15 in all."""


def correct(form: UUID = FORM, **fields: Any) -> Any:
    return administer(
        **{
            "administration_id": CORRECTION,
            "items": MILDER,
            "occurred_on": None,
            "corrects": form,
            "why": TYPO,
            **fields,
        }
    )


def corrected(**fields: Any) -> Any:
    return administered(
        **{
            "administration_id": CORRECTION,
            "items": MILDER,
            "total": 15,
            "corrects": FORM,
            "why": TYPO,
            **fields,
        }
    )


def test_a_form_is_recorded_with_its_total_and_band() -> None:
    given(registered()).when(administer()).then(administered())


def test_a_gad7_has_seven_items() -> None:
    given(registered()).when(
        administer(instrument=Instrument.GAD7, items=GAD7_OF_15)
    ).then(
        administered(
            instrument=Instrument.GAD7, items=GAD7_OF_15, total=15, band="severe"
        )
    )


def test_a_form_with_an_open_item_has_no_total_and_no_band() -> None:
    items = (None, *PHQ9_WITHOUT_ITEM_9[1:])
    given(registered()).when(administer(items=items)).then(
        administered(items=items, total=None, band=None)
    )


@pytest.mark.parametrize("item", [-1, 4, 1.0, 1.5, True, "2"])
def test_an_item_is_a_whole_number_from_zero_to_three(item: Any) -> None:
    items = (item, *PHQ9_WITHOUT_ITEM_9[1:])
    given(registered()).when(administer(items=items)).then_refused(ItemIsNotZeroToThree)


@pytest.mark.parametrize(
    ("instrument", "items"),
    [
        (Instrument.PHQ9, ()),
        (Instrument.PHQ9, PHQ9_OF_18[1:]),
        (Instrument.PHQ9, (*PHQ9_OF_18, 0)),
        (Instrument.GAD7, GAD7_OF_15[1:]),
        (Instrument.GAD7, PHQ9_OF_18),
    ],
)
def test_a_form_has_all_its_items(instrument: Instrument, items: tuple[int]) -> None:
    given(registered()).when(
        administer(instrument=instrument, items=items)
    ).then_refused(ItemsDoNotFitTheForm)


def test_a_form_is_of_today_or_of_an_earlier_day() -> None:
    given(registered()).when(administer(occurred_on=None)).then(
        administered(occurred_on=LATER)
    )
    given(registered()).when(administer(occurred_on=LATER, today=FRIDAY)).then_refused(
        DateIsInTheFuture
    )


def test_recording_a_form_twice_changes_nothing() -> None:
    given(registered()).when(administer(), administer()).then_nothing()
    given(registered()).when(administer(), administer(occurred_on=None)).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        {"items": MILDER},
        {"items": (*MILDER[:-1], 1)},
        {"occurred_on": MONDAY},
        {"instrument": Instrument.GAD7, "items": GAD7_OF_15},
        {"corrects": numbered(7), "why": TYPO},
    ],
    ids=["total", "item 9", "day", "instrument", "correction"],
)
def test_one_id_is_one_form(other: dict[str, Any]) -> None:
    given(registered(), administered()).when(administer(**other)).then_refused(
        FormIsAlreadyRecorded
    )


def test_a_correction_is_of_the_same_day_unless_it_names_another() -> None:
    given(registered(), administered()).when(correct()).then(corrected())
    given(registered(), administered()).when(correct(occurred_on=MONDAY)).then(
        corrected(occurred_on=MONDAY)
    )


def test_correcting_twice_changes_nothing() -> None:
    given(registered(), administered()).when(correct(), correct()).then_nothing()


def test_a_correction_needs_a_form() -> None:
    given(registered()).when(correct()).then_refused(FormIsUnknown)
    given(registered()).when(
        correct(form=CORRECTION, administration_id=CORRECTION)
    ).then_refused(FormIsUnknown)


def test_a_correction_is_of_the_same_questionnaire() -> None:
    given(registered(), administered()).when(
        correct(instrument=Instrument.GAD7, items=GAD7_OF_15)
    ).then_refused(FormIsOfAnotherKind)


def test_a_form_is_corrected_once_and_its_correction_again() -> None:
    again = {"administration_id": SECOND_CORRECTION}
    history = (registered(), administered(), corrected())

    given(*history).when(correct(**again)).then_refused(FormIsAlreadyCorrected)
    given(*history).when(correct(CORRECTION, **again)).then(
        corrected(administration_id=SECOND_CORRECTION, corrects=CORRECTION)
    )


def test_a_chain_of_corrections_knows_the_form_it_began_with() -> None:
    client = CLIENTS.replayed(
        [
            registered(),
            administered(),
            corrected(),
            corrected(administration_id=SECOND_CORRECTION, corrects=CORRECTION),
        ]
    )

    assert {form.first for form in client.forms} == {FORM}
    assert [form.corrected for form in client.forms] == [True, True, False]


@pytest.mark.parametrize("why", [None, "", " "])
def test_a_correction_says_why(why: str | None) -> None:
    given(registered(), administered()).when(correct(why=why)).then_refused(
        CorrectionNeedsAReason
    )


def test_after_a_discharge_forms_are_corrected_and_none_is_added() -> None:
    history = (registered(), administered(), discharged())

    given(*history).when(correct()).then(corrected())
    given(*history).when(administer(administration_id=CORRECTION)).then_refused(
        ClientIsDischarged
    )


def test_after_a_death_forms_stay_as_they_are() -> None:
    history = (registered(), administered(), died())

    given(*history).when(correct()).then_refused(ClientHasDied)
    given(*history).when(administer(administration_id=CORRECTION)).then_refused(
        ClientHasDied
    )


def test_the_state_keeps_no_answer_to_any_item() -> None:
    alike = [
        CLIENTS.replayed([registered(), administered(items=items, total=3)])
        for items in ((3, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 3), None)
    ]

    assert alike[0] == alike[1] == alike[2]
