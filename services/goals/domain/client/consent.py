"""What a client allows: to whom, how much of it, what for, and until when."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.goals.domain.client.guards import must_be_alive, must_exist
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Consent,
    ImpossibleClientRequest,
    Status,
    find,
)
from shared.contracts.clients import (
    Capacity,
    ClientEvent,
    ConsentGranted,
    ConsentWithdrawn,
    Purpose,
    Scope,
)

RECIPIENT: Final = re.compile(
    "(system|person|goal):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantConsent:
    """
    ``recipient`` is ``system:<id>``, ``person:<id>`` or ``goal:<id>``.

    ``granted_by`` says who consented for the client, unless it is the client.
    """

    consent_id: UUID
    recipient: str
    scope: Scope
    purpose: Purpose
    capacity: Capacity = Capacity.SELF
    granted_by: str | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent:
    consent_id: UUID
    reason: str | None = None


class ConsentIsUnknown(ClientError):
    """This client has given no such consent."""


class ConsentIsAlreadyGiven(ClientError):
    """A consent with this id is given already, and allows something else."""


class ConsentWasWithdrawn(ClientError):
    """This consent was withdrawn; who consents again gives a new one."""


class RecipientIsUnclear(ImpossibleClientRequest):
    """Name who receives it by kind and id, such as goal:id, in small letters."""


class LinkedGoalsNeedAGoal(ImpossibleClientRequest):
    """A consent to linked goals names the other person's goal as goal:id."""


class ConsentNeedsAName(ImpossibleClientRequest):
    """Say who consented for the client."""


def grant(client: Client, command: GrantConsent) -> list[ClientEvent]:
    """Return what is allowed from now on, or nothing when it is already."""
    must_exist(client)
    _must_be_a_consent(command)
    known = find(client.consents, command.consent_id)
    if known is not None:
        if known.withdrawn:
            raise ConsentWasWithdrawn
        if known == _asked(command):
            return []
        raise ConsentIsAlreadyGiven
    must_be_alive(client)
    return [
        ConsentGranted(
            consent_id=command.consent_id,
            recipient=command.recipient,
            scope=command.scope,
            purpose=command.purpose,
            capacity=command.capacity,
            granted_by=command.granted_by,
            until_on=command.until_on,
        )
    ]


def withdraw(client: Client, command: WithdrawConsent) -> list[ClientEvent]:
    """Return the end of a consent; nobody has to say why."""
    must_exist(client)
    known = find(client.consents, command.consent_id)
    if known is None:
        raise ConsentIsUnknown
    if known.withdrawn:
        return []
    must_be_alive(client)
    return [ConsentWithdrawn(consent_id=command.consent_id, reason=command.reason)]


def allows(client: Client, recipient: str, purpose: Purpose, on: date) -> bool:
    """Return whether a consent stands, on a day, to that recipient for that purpose."""
    if client.status in (Status.UNKNOWN, Status.DIED):
        return False
    return any(
        not consent.withdrawn
        and (consent.recipient, consent.purpose) == (recipient, purpose)
        and (consent.until_on is None or on <= consent.until_on)
        for consent in client.consents
    )


def _asked(command: GrantConsent) -> Consent:
    return Consent(
        id=command.consent_id,
        recipient=command.recipient,
        scope=command.scope,
        purpose=command.purpose,
        capacity=command.capacity,
        until_on=command.until_on,
    )


def _must_be_a_consent(command: GrantConsent) -> None:
    recipient = RECIPIENT.fullmatch(command.recipient)
    if recipient is None:
        raise RecipientIsUnclear
    if command.purpose is Purpose.LINKED_GOALS and recipient[1] != "goal":
        raise LinkedGoalsNeedAGoal
    named = bool((command.granted_by or "").strip())
    if command.capacity is not Capacity.SELF and not named:
        raise ConsentNeedsAName
