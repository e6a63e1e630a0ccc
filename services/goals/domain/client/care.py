"""Who cares for a client, who takes over, and who stands in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.client.guards import must_be_alive, must_exist
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Cover,
    ImpossibleClientRequest,
    open_safety_concerns,
)
from shared.contracts.clients import (
    ClientEvent,
    ClinicianAssigned,
    ClinicianUnassigned,
    CoverArranged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignClinician:
    clinician_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UnassignClinician:
    clinician_id: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferClient:
    from_id: UUID
    to_id: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeCover:
    """Both days are included."""

    clinician_id: UUID
    cover_id: UUID
    from_on: date
    until_on: date


class ClinicianIsNotAssigned(ClientError):
    """This clinician does not care for this client."""


class TransferIsToTheSameClinician(ImpossibleClientRequest):
    """A transfer is from one clinician to another."""


class CoverIsTheSameClinician(ImpossibleClientRequest):
    """A clinician is covered by another one."""


class CoverEndsBeforeItBegins(ImpossibleClientRequest):
    """The last day of a cover is not before its first."""


def assign(client: Client, command: AssignClinician) -> list[ClientEvent]:
    """Return who cares for the client, taking over every open safety concern."""
    must_exist(client)
    if command.clinician_id in client.clinicians:
        return []
    must_be_alive(client)
    return [_taking_over(client, command.clinician_id)]


def unassign(client: Client, command: UnassignClinician) -> list[ClientEvent]:
    """Return who no longer cares for the client."""
    must_exist(client)
    if command.clinician_id in client.former_clinicians:
        return []
    must_be_alive(client)
    _must_be_assigned(client, command.clinician_id)
    return [
        ClinicianUnassigned(clinician_id=command.clinician_id, reason=command.reason)
    ]


def transfer(client: Client, command: TransferClient) -> list[ClientEvent]:
    """Return the handing over: first the one who takes over, then who leaves."""
    must_exist(client)
    if command.from_id == command.to_id:
        raise TransferIsToTheSameClinician
    has_left = command.from_id in client.former_clinicians
    if has_left and command.to_id in client.clinicians:
        return []
    must_be_alive(client)
    _must_be_assigned(client, command.from_id)
    return [
        _taking_over(client, command.to_id),
        ClinicianUnassigned(clinician_id=command.from_id, reason=command.reason),
    ]


def arrange_cover(client: Client, command: ArrangeCover) -> list[ClientEvent]:
    """Return who stands in, from which day to which."""
    must_exist(client)
    if command.clinician_id == command.cover_id:
        raise CoverIsTheSameClinician
    if command.from_on > command.until_on:
        raise CoverEndsBeforeItBegins
    cover = Cover(
        clinician_id=command.clinician_id,
        cover_id=command.cover_id,
        from_on=command.from_on,
        until_on=command.until_on,
    )
    if cover in client.covers:
        return []
    must_be_alive(client)
    _must_be_assigned(client, command.clinician_id)
    return [
        CoverArranged(
            clinician_id=command.clinician_id,
            cover_id=command.cover_id,
            from_on=command.from_on,
            until_on=command.until_on,
        )
    ]


def _taking_over(client: Client, clinician_id: UUID) -> ClinicianAssigned:
    return ClinicianAssigned(
        clinician_id=clinician_id, handed_over=open_safety_concerns(client)
    )


def _must_be_assigned(client: Client, clinician_id: UUID) -> None:
    if clinician_id not in client.clinicians:
        raise ClinicianIsNotAssigned
