from typing import Any

import pytest

from services.goals.domain.client.ending import (
    CareEndsBeforeItBegan,
    ClientIsInCare,
    DeathIsAlreadyRecorded,
    ReadmittedBeforeTheDischarge,
    RecordDeath,
    SafetyConcernIsOpen,
)
from services.goals.domain.client.guards import (
    ClientHasDied,
    ClientIsDischarged,
    DateIsInTheFuture,
    must_be_in_care,
)
from shared.contracts.clients import ClientEvent, Ending, IntakeStarted
from tests.support.client_examples import (
    FRIDAY,
    LATER,
    MONDAY,
    PHQ9_OF_18,
    acknowledge,
    acknowledged,
    administered,
    concern_raised,
    died,
    discharge,
    discharged,
    flagged,
    intake_requested,
    raise_concern,
    readmit,
    readmitted,
    registered,
    safety_concern_raised,
)
from tests.support.client_specification import CLIENTS, given


def test_care_ends_with_a_plan_for_keeping_up_what_was_gained() -> None:
    plan = {"maintenance_plan": "Breathing on workdays"}
    given(registered()).when(discharge(**plan)).then(discharged(**plan))
    given(registered()).when(discharge(occurred_on=None)).then(
        discharged(occurred_on=LATER)
    )


def test_discharging_twice_changes_nothing() -> None:
    given(registered()).when(discharge(), discharge(occurred_on=None)).then_nothing()


@pytest.mark.parametrize("other", [{"ending": Ending.REFERRED}, {"occurred_on": LATER}])
def test_care_ends_once(other: dict[str, Any]) -> None:
    given(registered(), discharged()).when(discharge(**other)).then_refused(
        ClientIsDischarged
    )


def test_care_does_not_end_while_somebody_has_to_look() -> None:
    form = administered(items=PHQ9_OF_18, total=18)
    given(registered(), safety_concern_raised()).when(discharge()).then_refused(
        SafetyConcernIsOpen
    )
    given(registered(), form, flagged()).when(discharge()).then_refused(
        SafetyConcernIsOpen
    )
    given(registered(), safety_concern_raised()).when(acknowledge(), discharge()).then(
        discharged()
    )


def test_care_ends_neither_tomorrow_nor_before_it_began() -> None:
    given(registered()).when(discharge(today=FRIDAY)).then_refused(DateIsInTheFuture)
    given(registered(), IntakeStarted(occurred_on=LATER)).when(
        discharge()
    ).then_refused(CareEndsBeforeItBegan)
    given(registered(), discharged(), readmitted()).when(discharge()).then_refused(
        CareEndsBeforeItBegan
    )


def test_a_client_comes_back_for_another_episode() -> None:
    given(registered(), discharged()).when(readmit()).then(readmitted())
    given(registered(), discharged(), readmitted(), discharged()).when(readmit()).then(
        readmitted(episode=3)
    )


def test_a_client_may_come_back_on_the_day_they_left() -> None:
    given(registered(), discharged()).when(readmit(occurred_on=MONDAY)).then(
        readmitted(occurred_on=MONDAY)
    )


def test_nobody_comes_back_before_they_left_or_tomorrow() -> None:
    given(registered(), discharged()).when(readmit(occurred_on=FRIDAY)).then_refused(
        ReadmittedBeforeTheDischarge
    )
    given(registered(), discharged()).when(readmit(today=FRIDAY)).then_refused(
        DateIsInTheFuture
    )


def test_readmitting_twice_changes_nothing() -> None:
    given(registered(), discharged()).when(
        readmit(), readmit(occurred_on=None)
    ).then_nothing()


def test_only_who_left_comes_back() -> None:
    given(registered()).when(readmit()).then_refused(ClientIsInCare)
    given(registered(), discharged(), readmitted()).when(
        readmit(occurred_on=MONDAY)
    ).then_refused(ClientIsInCare)


def test_the_history_stays_when_a_client_comes_back() -> None:
    before: list[ClientEvent] = [registered(), intake_requested(), concern_raised()]
    before += [administered(), safety_concern_raised(), acknowledged()]
    client = CLIENTS.replayed([*before, discharged(), readmitted()])

    assert (client.episode, client.status, client.ending) == (2, "in-care", None)
    assert [len(kept) for kept in (client.requests, client.concerns)] == [1, 1]
    assert [len(kept) for kept in (client.forms, client.safety_concerns)] == [1, 1]


def test_after_a_readmission_everything_goes_on() -> None:
    given(registered(), discharged(), readmitted()).when(raise_concern()).then(
        concern_raised()
    )


def test_a_death_is_recorded_whatever_is_open() -> None:
    given(registered(), safety_concern_raised()).when(RecordDeath(today=LATER)).then(
        died()
    )
    given(registered(), discharged()).when(
        RecordDeath(occurred_on=FRIDAY, today=LATER)
    ).then(died(occurred_on=FRIDAY))


def test_a_death_is_recorded_once_and_not_for_tomorrow() -> None:
    again = RecordDeath(occurred_on=LATER, today=LATER)
    given(registered(), died()).when(again).then_nothing()
    given(registered(), died()).when(
        RecordDeath(occurred_on=FRIDAY, today=LATER)
    ).then_refused(DeathIsAlreadyRecorded)
    given(registered()).when(RecordDeath(occurred_on=LATER, today=MONDAY)).then_refused(
        DateIsInTheFuture
    )


def test_after_a_death_care_neither_ends_nor_begins() -> None:
    given(registered(), died()).when(discharge()).then_refused(ClientHasDied)
    given(registered(), died()).when(readmit()).then_refused(ClientHasDied)
    given(registered(), discharged(), died()).when(readmit()).then_refused(
        ClientHasDied
    )


def test_a_new_goal_needs_a_client_in_care() -> None:
    must_be_in_care(CLIENTS.replayed([registered()]))
    with pytest.raises(ClientIsDischarged):
        must_be_in_care(CLIENTS.replayed([registered(), discharged()]))
    with pytest.raises(ClientHasDied):
        must_be_in_care(CLIENTS.replayed([registered(), died()]))
