from typing import Any

import pytest

from services.goals.domain.client.care import (
    ArrangeCover,
    AssignClinician,
    ClinicianIsNotAssigned,
    CoverEndsBeforeItBegins,
    CoverIsTheSameClinician,
    TransferClient,
    TransferIsToTheSameClinician,
    UnassignClinician,
)
from services.goals.domain.client.decide import ClientCommand
from services.goals.domain.client.forms import flagged_by
from services.goals.domain.client.guards import ClientHasDied
from shared.contracts.clients import (
    ClientEvent,
    ClinicianUnassigned,
    CoverArranged,
)
from tests.support.client_examples import (
    DR_ADA,
    DR_BO,
    DR_CY,
    FORM,
    FRIDAY,
    LATER,
    MONDAY,
    PHQ9_OF_18,
    SAFETY,
    acknowledged,
    administered,
    assigned,
    died,
    discharged,
    flagged,
    registered,
    safety_concern_raised,
)
from tests.support.client_specification import CLIENTS, given

assign_ada = AssignClinician(clinician_id=DR_ADA)
ada_leaves = UnassignClinician(clinician_id=DR_ADA, reason="Moved away")
ada_left = ClinicianUnassigned(clinician_id=DR_ADA, reason="Moved away")
transfer = TransferClient(from_id=DR_ADA, to_id=DR_BO, reason="Moved away")

worrying = (
    registered(),
    safety_concern_raised(),
    administered(items=PHQ9_OF_18, total=18),
    flagged(),
)


def cover(**fields: Any) -> ArrangeCover:
    return ArrangeCover(
        **{
            "clinician_id": DR_ADA,
            "cover_id": DR_BO,
            "from_on": FRIDAY,
            "until_on": MONDAY,
            **fields,
        }
    )


covered = CoverArranged(
    clinician_id=DR_ADA, cover_id=DR_BO, from_on=FRIDAY, until_on=MONDAY
)


def test_a_clinician_cares_for_a_client() -> None:
    given(registered()).when(assign_ada).then(assigned())


def test_assigning_twice_changes_nothing() -> None:
    given(registered()).when(assign_ada, assign_ada).then_nothing()


def test_several_clinicians_may_care_for_a_client() -> None:
    client = CLIENTS.replayed([registered(), assigned(), assigned(DR_BO)])

    assert client.clinicians == (DR_ADA, DR_BO)


def test_who_is_assigned_takes_over_every_open_safety_concern() -> None:
    given(*worrying).when(assign_ada).then(
        assigned(handed_over=(SAFETY, flagged_by(FORM)))
    )
    given(*worrying, acknowledged()).when(assign_ada).then(
        assigned(handed_over=(flagged_by(FORM),))
    )


def test_a_clinician_leaves() -> None:
    given(registered(), assigned()).when(ada_leaves).then(ada_left)


def test_leaving_twice_changes_nothing() -> None:
    given(registered(), assigned()).when(ada_leaves, ada_leaves).then_nothing()


def test_only_who_is_assigned_leaves() -> None:
    given(registered(), assigned(DR_BO)).when(ada_leaves).then_refused(
        ClinicianIsNotAssigned
    )


def test_a_clinician_may_leave_while_a_safety_concern_is_open() -> None:
    given(*worrying, assigned()).when(ada_leaves).then(ada_left)


def test_a_clinician_may_come_back() -> None:
    given(registered(), assigned(), ada_left).when(assign_ada).then(assigned())


def test_a_transfer_assigns_first_and_then_ends_access() -> None:
    given(registered(), assigned()).when(transfer).then(assigned(DR_BO), ada_left)


def test_a_transfer_hands_open_safety_concerns_over_first() -> None:
    given(*worrying, assigned()).when(transfer).then(
        assigned(DR_BO, handed_over=(SAFETY, flagged_by(FORM))), ada_left
    )


def test_a_transfer_to_a_colleague_on_the_team_hands_over_too() -> None:
    given(*worrying, assigned(), assigned(DR_BO)).when(transfer).then(
        assigned(DR_BO, handed_over=(SAFETY, flagged_by(FORM))), ada_left
    )


def test_a_transfer_leaves_the_rest_of_the_team_alone() -> None:
    history: list[ClientEvent] = [registered(), assigned(), assigned(DR_CY)]
    client = CLIENTS.replayed([*history, *CLIENTS.told(history, [transfer])])

    assert client.clinicians == (DR_CY, DR_BO)
    assert client.former_clinicians == {DR_ADA}


def test_transferring_twice_changes_nothing() -> None:
    given(registered(), assigned()).when(transfer, transfer).then_nothing()


def test_a_transfer_is_from_who_is_assigned_to_somebody_else() -> None:
    given(registered(), assigned(DR_BO)).when(transfer).then_refused(
        ClinicianIsNotAssigned
    )
    given(registered(), assigned()).when(
        TransferClient(from_id=DR_ADA, to_id=DR_ADA)
    ).then_refused(TransferIsToTheSameClinician)


def test_a_clinician_is_covered_from_one_day_to_another() -> None:
    given(registered(), assigned()).when(cover()).then(covered)


def test_a_cover_may_last_one_day() -> None:
    given(registered(), assigned()).when(cover(until_on=FRIDAY)).then(
        CoverArranged(
            clinician_id=DR_ADA, cover_id=DR_BO, from_on=FRIDAY, until_on=FRIDAY
        )
    )


def test_arranging_a_cover_twice_changes_nothing() -> None:
    given(registered(), assigned()).when(cover(), cover()).then_nothing()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"from_on": LATER}, CoverEndsBeforeItBegins),
        ({"cover_id": DR_ADA}, CoverIsTheSameClinician),
        ({"clinician_id": DR_CY}, ClinicianIsNotAssigned),
    ],
)
def test_a_cover_is_somebody_else_for_who_is_assigned(
    fields: dict[str, Any], rule: type[Exception]
) -> None:
    given(registered(), assigned()).when(cover(**fields)).then_refused(rule)


def test_who_leaves_takes_their_cover_along() -> None:
    client = CLIENTS.replayed([registered(), assigned(), covered, ada_left])

    assert client.covers == ()


def test_a_discharged_client_still_has_a_clinician() -> None:
    given(registered(), assigned(), discharged()).when(transfer).then(
        assigned(DR_BO), ada_left
    )


@pytest.mark.parametrize(
    "command", [AssignClinician(clinician_id=DR_BO), ada_leaves, transfer, cover()]
)
def test_after_a_death_nobody_takes_over(command: ClientCommand) -> None:
    given(registered(), assigned(), died()).when(command).then_refused(ClientHasDied)
