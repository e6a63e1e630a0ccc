"""
A client as their history adds up: only what the rules need to know about the past.

Frozen values that hold no person's words and no answers to a questionnaire's items.
``evolve`` makes them from the facts.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

import msgspec

from shared.contracts.clients import (
    Capacity,
    ConcernDomain,
    Ending,
    Purpose,
    SafetySource,
    Scope,
)
from shared.contracts.measuring import Instrument


class ClientError(Exception):
    """A rule about clients said no."""


class ImpossibleClientRequest(ClientError):
    """What was asked could not be right for any client."""


class ClientDoesNotExist(ClientError):
    """There is no such client."""


class Status(StrEnum):
    """Whether the clinic cares for the client now."""

    UNKNOWN = "unknown"
    IN_CARE = "in-care"
    DISCHARGED = "discharged"
    DIED = "died"


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a client's record that has an id of its own."""

    id: UUID


class IntakeRequest(Noted, frozen=True, kw_only=True):
    """A request for help; ``answered`` by a reply or by the first conversation."""

    answer_by: datetime
    answered: bool = False


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """The first conversations of an episode of care."""

    started_on: date | None = None
    request_id: UUID | None = None
    completed_on: date | None = None


class Concern(Noted, frozen=True, kw_only=True):
    """What troubles the client; ``raised_as`` is how severe it was at first."""

    domain: ConcernDomain
    severity: int | None = None
    raised_as: int | None = None
    resolved_on: date | None = None


class Win(Noted, frozen=True, kw_only=True):
    """Something good that nobody had planned."""

    occurred_on: date
    goal_id: UUID | None = None


class Form(Noted, frozen=True, kw_only=True):
    """
    A questionnaire that was filled in: its total, never its items.

    ``corrects`` is the form whose place this one takes, ``first`` the one that a chain
    of corrections began with (itself when it corrects none).
    """

    instrument: Instrument
    occurred_on: date
    total: int | None = None
    flagged: bool = False
    corrects: UUID | None = None
    corrected: bool = False
    first: UUID


class SafetyConcern(Noted, frozen=True, kw_only=True):
    """A reason for somebody to look; open until somebody says what was done."""

    source: SafetySource
    occurred_on: date
    acknowledged_on: date | None = None


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """One clinician stands in for another; both days are included."""

    clinician_id: UUID
    cover_id: UUID
    from_on: date
    until_on: date


class Consent(Noted, frozen=True, kw_only=True):
    """What somebody allowed; ``until_on`` is the last day."""

    recipient: str
    scope: Scope
    purpose: Purpose
    capacity: Capacity
    until_on: date | None = None
    withdrawn: bool = False


class Proxy(Noted, frozen=True, kw_only=True):
    """Somebody who may act for the client; ``until_on`` is the last day."""

    capacity: Capacity
    until_on: date | None = None
    revoked: bool = False


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """
    A client of the clinic.

    ``intake``, ``readmitted_on`` and ``discharged_on`` are those of the latest
    ``episode`` of care. ``ranking`` is the client's own order of open concerns, the
    most important first; a concern that is not in it has no rank yet.
    """

    status: Status = Status.UNKNOWN
    time_zone: str = "UTC"
    episode: int = 0
    requests: tuple[IntakeRequest, ...] = ()
    intake: Intake = Intake()
    concerns: tuple[Concern, ...] = ()
    ranking: tuple[UUID, ...] = ()
    values: frozenset[UUID] = frozenset()
    wins: tuple[Win, ...] = ()
    forms: tuple[Form, ...] = ()
    safety_concerns: tuple[SafetyConcern, ...] = ()
    clinicians: tuple[UUID, ...] = ()
    former_clinicians: frozenset[UUID] = frozenset()
    covers: tuple[Cover, ...] = ()
    consents: tuple[Consent, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    readmitted_on: date | None = None
    discharged_on: date | None = None
    ending: Ending | None = None
    died_on: date | None = None


N = TypeVar("N", bound=Noted)


def find(noted: Iterable[N], wanted: UUID | None) -> N | None:
    """Return what has this id."""
    return next((one for one in noted if one.id == wanted), None)


def put(noted: tuple[N, ...], one: N) -> tuple[N, ...]:
    """Return what is noted with one more, or with that one in its namesake's place."""
    if find(noted, one.id) is None:
        return (*noted, one)
    return tuple(one if other.id == one.id else other for other in noted)


def open_concerns(client: Client) -> tuple[UUID, ...]:
    """Return the concerns that still trouble the client, the oldest first."""
    return tuple(one.id for one in client.concerns if one.resolved_on is None)


def open_safety_concerns(client: Client) -> tuple[UUID, ...]:
    """Return the safety concerns that nobody has acknowledged, the oldest first."""
    return tuple(
        one.id for one in client.safety_concerns if one.acknowledged_on is None
    )
