"""What makes a person of the clinic look, and what they say they did."""

import pytest

from services.goals.domain.client.decide import ClientCommand
from services.goals.domain.client.forms import flagged_by
from services.goals.domain.client.guards import (
    ClientHasDied,
    DateIsInTheFuture,
    WordsAreMissing,
)
from services.goals.domain.client.safety import (
    AcknowledgedBeforeTheConcern,
    ItemNineComesWithItsForm,
    SafetyConcernIsAlreadyAcknowledged,
    SafetyConcernIsAlreadyRaised,
    SafetyConcernIsNotAcknowledged,
    SafetyConcernIsUnknown,
)
from services.goals.domain.client.state import open_safety_concerns
from shared.contracts.clients import ClientEvent, SafetySource
from shared.contracts.measuring import Instrument
from tests.support.client_examples import (
    FORM,
    FRIDAY,
    LATER,
    MONDAY,
    PHQ9_OF_18,
    PHQ9_WITHOUT_ITEM_9,
    SAFETY,
    acknowledge,
    acknowledged,
    administer,
    administered,
    died,
    discharged,
    flagged,
    numbered,
    raise_safety_concern,
    registered,
    safety_concern_raised,
)
from tests.support.client_specification import CLIENTS, given

SECOND = numbered(1)

unsafe = administer(items=PHQ9_OF_18)
recorded = administered(items=PHQ9_OF_18, total=18)


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_item_nine_above_zero_always_raises_a_concern(answer: int) -> None:
    items = (*PHQ9_WITHOUT_ITEM_9[:-1], answer)
    given(registered()).when(administer(items=items)).then(
        administered(items=items, total=16 + answer), flagged()
    )


def test_item_nine_counts_on_an_incomplete_form_too() -> None:
    items = (None, None, None, None, None, None, None, None, 1)
    given(registered()).when(administer(items=items)).then(
        administered(items=items, total=None, band=None), flagged()
    )


def test_an_open_item_nine_raises_nothing() -> None:
    items = (*PHQ9_OF_18[:-1], None)
    given(registered()).when(administer(items=items)).then(
        administered(items=items, total=None, band=None)
    )


def test_a_gad7_raises_nothing() -> None:
    items = (3,) * 7
    given(registered()).when(administer(instrument=Instrument.GAD7, items=items)).then(
        administered(instrument=Instrument.GAD7, items=items, total=21, band="severe")
    )


def test_one_form_raises_one_concern() -> None:
    given(registered()).when(unsafe, unsafe).then_nothing()
    given(registered()).when(
        unsafe, acknowledge(concern_id=flagged_by(FORM)), unsafe
    ).then_nothing()


def test_another_form_raises_another_concern_after_an_acknowledgement() -> None:
    second = administer(administration_id=SECOND, items=PHQ9_OF_18)
    given(registered()).when(
        unsafe, acknowledge(concern_id=flagged_by(FORM)), second
    ).then(
        administered(administration_id=SECOND, items=PHQ9_OF_18, total=18),
        flagged(SECOND),
    )


def test_another_form_raises_another_concern_while_one_is_open() -> None:
    second = administer(administration_id=SECOND, items=PHQ9_OF_18)
    facts = CLIENTS.told([registered()], [unsafe, second])
    client = CLIENTS.replayed([registered(), *facts])

    assert open_safety_concerns(client) == (flagged_by(FORM), flagged_by(SECOND))


def test_a_corrected_form_raises_a_concern_of_its_own() -> None:
    correction = administer(
        administration_id=SECOND, items=PHQ9_OF_18, corrects=FORM, why="Misread"
    )
    given(registered(), administered()).when(correction).then(
        administered(
            administration_id=SECOND,
            items=PHQ9_OF_18,
            total=18,
            corrects=FORM,
            why="Misread",
        ),
        flagged(SECOND),
    )


def test_a_correction_closes_no_concern() -> None:
    correction = administer(administration_id=SECOND, corrects=FORM, why="Misread")
    facts = CLIENTS.told([registered(), recorded, flagged()], [correction])
    client = CLIENTS.replayed([registered(), recorded, flagged(), *facts])

    assert open_safety_concerns(client) == (flagged_by(FORM),)


def test_a_form_after_a_discharge_is_corrected_with_its_concern() -> None:
    correction = administer(
        administration_id=SECOND, items=PHQ9_OF_18, corrects=FORM, why="Misread"
    )
    facts = CLIENTS.told([registered(), administered(), discharged()], [correction])

    assert facts[1:] == [flagged(SECOND)]


@pytest.mark.parametrize("source", [SafetySource.CLIENT, SafetySource.CLINICIAN])
def test_a_person_asks_for_somebody_to_look(source: SafetySource) -> None:
    given(registered()).when(raise_safety_concern(source=source)).then(
        safety_concern_raised(source=source)
    )


def test_nobody_has_to_find_words_first() -> None:
    given(registered()).when(raise_safety_concern(words=None)).then(
        safety_concern_raised(words=None)
    )


def test_item_nine_speaks_through_its_form_only() -> None:
    given(registered()).when(
        raise_safety_concern(source=SafetySource.ITEM_NINE)
    ).then_refused(ItemNineComesWithItsForm)


def test_raising_a_concern_twice_changes_nothing() -> None:
    given(registered()).when(
        raise_safety_concern(), raise_safety_concern(occurred_on=None)
    ).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        raise_safety_concern(source=SafetySource.CLINICIAN),
        raise_safety_concern(occurred_on=MONDAY),
    ],
)
def test_one_id_is_one_concern(other: ClientCommand) -> None:
    given(registered(), safety_concern_raised()).when(other).then_refused(
        SafetyConcernIsAlreadyRaised
    )


def test_a_concern_is_not_of_tomorrow() -> None:
    given(registered()).when(
        raise_safety_concern(occurred_on=LATER, today=FRIDAY)
    ).then_refused(DateIsInTheFuture)


def test_a_concern_is_raised_after_a_discharge_too() -> None:
    given(registered(), discharged()).when(raise_safety_concern()).then(
        safety_concern_raised()
    )


def test_no_concern_is_raised_after_a_death() -> None:
    given(registered(), died()).when(raise_safety_concern()).then_refused(ClientHasDied)


def test_somebody_looks_and_says_what_was_done() -> None:
    given(registered(), safety_concern_raised()).when(acknowledge()).then(
        acknowledged()
    )


@pytest.mark.parametrize("done", ["", "  "])
def test_an_acknowledgement_says_what_was_done(done: str) -> None:
    given(registered(), safety_concern_raised()).when(
        acknowledge(done=done)
    ).then_refused(WordsAreMissing)


def test_only_what_was_raised_is_acknowledged() -> None:
    given(registered()).when(acknowledge()).then_refused(SafetyConcernIsUnknown)


def test_nobody_looks_before_there_is_something_to_look_at() -> None:
    given(registered(), safety_concern_raised(occurred_on=MONDAY)).when(
        acknowledge()
    ).then_refused(AcknowledgedBeforeTheConcern)


def test_nobody_has_looked_tomorrow() -> None:
    given(registered(), safety_concern_raised()).when(
        acknowledge(occurred_on=LATER, today=FRIDAY)
    ).then_refused(DateIsInTheFuture)


def test_acknowledging_twice_changes_nothing() -> None:
    given(registered(), safety_concern_raised()).when(
        acknowledge(), acknowledge(occurred_on=None)
    ).then_nothing()


def test_an_acknowledgement_for_another_day_is_a_correction() -> None:
    history = (registered(), safety_concern_raised(), acknowledged())

    given(*history).when(acknowledge(occurred_on=MONDAY)).then_refused(
        SafetyConcernIsAlreadyAcknowledged
    )
    given(*history).when(acknowledge(occurred_on=MONDAY, corrects=True)).then(
        acknowledged(occurred_on=MONDAY)
    )


def test_what_was_done_is_told_anew_for_the_same_day() -> None:
    given(registered(), safety_concern_raised(), acknowledged()).when(
        acknowledge(occurred_on=None, done="Called her twice", corrects=True)
    ).then(acknowledged(done="Called her twice"))


def test_only_an_acknowledgement_is_corrected() -> None:
    given(registered(), safety_concern_raised()).when(
        acknowledge(corrects=True)
    ).then_refused(SafetyConcernIsNotAcknowledged)


def test_what_was_done_is_written_down_after_discharge_and_death_too() -> None:
    for end in (discharged(), died()):
        given(registered(), safety_concern_raised(), end).when(acknowledge()).then(
            acknowledged()
        )
    given(registered(), safety_concern_raised(), acknowledged(), died()).when(
        acknowledge(done="Called her twice", corrects=True)
    ).then(acknowledged(done="Called her twice"))


def test_an_open_concern_is_one_that_nobody_acknowledged() -> None:
    history: list[ClientEvent] = [registered(), safety_concern_raised()]
    history += [recorded, flagged()]

    assert open_safety_concerns(CLIENTS.replayed(history)) == (SAFETY, flagged_by(FORM))
    assert open_safety_concerns(CLIENTS.replayed([*history, acknowledged()])) == (
        flagged_by(FORM),
    )


def test_a_flag_reopens_a_concern_that_somebody_gave_its_id() -> None:
    taken = flagged_by(FORM)
    client = CLIENTS.replayed(
        [
            registered(),
            safety_concern_raised(concern_id=taken),
            acknowledged(concern_id=taken),
            *CLIENTS.told([registered()], [unsafe]),
        ]
    )

    assert open_safety_concerns(client) == (taken,)
