from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.goals.domain.client.consent import (
    ConsentIsAlreadyGiven,
    ConsentIsUnknown,
    ConsentNeedsAName,
    ConsentWasWithdrawn,
    LinkedGoalsNeedAGoal,
    RecipientIsUnclear,
    WithdrawConsent,
    allows,
)
from services.goals.domain.client.guards import ClientHasDied
from services.goals.domain.client.state import Client
from shared.contracts.clients import (
    Capacity,
    ClientEvent,
    ConsentWithdrawn,
    Purpose,
    Scope,
)
from tests.support.client_examples import (
    A_GOAL,
    A_SYSTEM,
    CONSENT,
    FRIDAY,
    LATER,
    MONDAY,
    consented,
    died,
    discharged,
    grant_consent,
    numbered,
    registered,
)
from tests.support.client_specification import CLIENTS, given

withdraw = WithdrawConsent(consent_id=CONSENT)
withdrawn = ConsentWithdrawn(consent_id=CONSENT)
LINKED = {"recipient": A_GOAL, "purpose": Purpose.LINKED_GOALS}


def after(*facts: ClientEvent) -> Client:
    return CLIENTS.replayed([registered(), *facts])


def test_a_client_allows_a_recipient_something_for_a_purpose() -> None:
    given(registered()).when(grant_consent()).then(consented())


def test_granting_twice_changes_nothing() -> None:
    given(registered()).when(grant_consent(), grant_consent()).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": f"person:{UUID(int=1)}"},
        {"scope": Scope.FULL},
        {"purpose": Purpose.RESEARCH},
        {"capacity": Capacity.PARENT, "granted_by": "Her mother"},
        {"until_on": LATER},
    ],
    ids=["recipient", "scope", "purpose", "capacity", "until"],
)
def test_one_id_is_one_consent(other: dict[str, Any]) -> None:
    given(registered(), consented()).when(grant_consent(**other)).then_refused(
        ConsentIsAlreadyGiven
    )


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "Dr Bo",
        "system:",
        "system:maya is sad",
        f"clinic:{UUID(int=1)}",
        f"goal:{str(UUID(int=0xABC)).upper()}",
        f"goal:{UUID(int=1)}\n",
        f" goal:{UUID(int=1)}",
    ],
)
def test_a_recipient_is_named_by_kind_and_id(recipient: str) -> None:
    given(registered()).when(grant_consent(recipient=recipient)).then_refused(
        RecipientIsUnclear
    )


def test_a_consent_to_linked_goals_names_the_goal() -> None:
    given(registered()).when(grant_consent(**LINKED)).then(consented(**LINKED))
    given(registered()).when(grant_consent(purpose=Purpose.LINKED_GOALS)).then_refused(
        LinkedGoalsNeedAGoal
    )


@pytest.mark.parametrize(
    "capacity", [Capacity.PARENT, Capacity.GUARDIAN, Capacity.ATTORNEY]
)
@pytest.mark.parametrize("name", [None, "", " "])
def test_who_consents_for_another_is_named(
    capacity: Capacity, name: str | None
) -> None:
    given(registered()).when(
        grant_consent(capacity=capacity, granted_by=name)
    ).then_refused(ConsentNeedsAName)


def test_a_parent_consents_for_a_client() -> None:
    mother = {"capacity": Capacity.PARENT, "granted_by": "Her mother"}
    given(registered()).when(grant_consent(**mother)).then(consented(**mother))


def test_a_consent_is_withdrawn_without_a_reason() -> None:
    given(registered(), consented()).when(withdraw).then(withdrawn)


def test_withdrawing_twice_changes_nothing() -> None:
    given(registered(), consented()).when(withdraw, withdraw).then_nothing()


def test_only_what_was_given_is_withdrawn() -> None:
    given(registered()).when(withdraw).then_refused(ConsentIsUnknown)


def test_a_withdrawn_consent_does_not_come_back() -> None:
    given(registered(), consented(), withdrawn).when(grant_consent()).then_refused(
        ConsentWasWithdrawn
    )
    given(registered(), consented(), withdrawn).when(
        grant_consent(consent_id=numbered(1))
    ).then(consented(consent_id=numbered(1)))


def test_a_consent_may_be_given_and_withdrawn_after_a_discharge() -> None:
    given(registered(), discharged()).when(grant_consent()).then(consented())
    given(registered(), consented(), discharged()).when(withdraw).then(withdrawn)


def test_after_a_death_consents_stay_as_they_are() -> None:
    given(registered(), died()).when(grant_consent()).then_refused(ClientHasDied)
    given(registered(), consented(), died()).when(withdraw).then_refused(ClientHasDied)


def test_what_is_allowed_is_allowed_to_that_recipient_for_that_purpose() -> None:
    client = after(consented())

    assert allows(client, A_SYSTEM, Purpose.CARE, FRIDAY)
    assert not allows(client, A_GOAL, Purpose.CARE, FRIDAY)
    assert not allows(client, A_SYSTEM, Purpose.RESEARCH, FRIDAY)


@pytest.mark.parametrize(
    ("on", "allowed"),
    [(MONDAY - timedelta(1), True), (MONDAY, True), (MONDAY + timedelta(1), False)],
)
def test_the_last_day_of_a_consent_is_included(on: date, *, allowed: bool) -> None:
    client = after(consented(until_on=MONDAY))

    assert allows(client, A_SYSTEM, Purpose.CARE, on) == allowed


def test_nothing_is_allowed_after_a_withdrawal() -> None:
    assert not allows(after(consented(), withdrawn), A_SYSTEM, Purpose.CARE, FRIDAY)


def test_one_withdrawal_leaves_another_consent_standing() -> None:
    client = after(consented(), consented(consent_id=numbered(1)), withdrawn)

    assert allows(client, A_SYSTEM, Purpose.CARE, FRIDAY)


def test_a_consent_outlives_a_discharge_and_not_a_death() -> None:
    assert allows(after(consented(), discharged()), A_SYSTEM, Purpose.CARE, LATER)
    assert not allows(after(consented(), died()), A_SYSTEM, Purpose.CARE, FRIDAY)


def test_a_stranger_allows_nothing() -> None:
    assert not allows(Client(), A_SYSTEM, Purpose.CARE, FRIDAY)
