"""What a client allows: to whom, how much of it, and what for."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords


class Purpose(StrEnum):
    """What shared information may be used for."""

    CARE = "care"
    LINKED_GOALS = "linked-goals"
    RESEARCH = "research"
    BILLING = "billing"


class Scope(StrEnum):
    """How much may be shared."""

    IDS_ONLY = "ids-only"
    PROGRESS = "progress"
    FULL = "full"


class Capacity(StrEnum):
    """In what capacity somebody consented."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    ATTORNEY = "attorney"


class ConsentGranted(Fact, frozen=True, kw_only=True):
    """
    Somebody allowed a recipient to receive something for a purpose.

    ``recipient`` names a system, a person or a goal by its kind and id
    (``system:<id>``, ``goal:<id>``). ``granted_by`` consented for the client, in a
    ``capacity``.
    """

    type: ClassVar[str] = "guidepost.client.consent-granted.v1"

    consent_id: UUID
    recipient: str
    scope: Scope
    purpose: Purpose
    capacity: Capacity = Capacity.SELF
    granted_by: OwnWords = None
    until_on: date | None = None


class ConsentWithdrawn(Fact, frozen=True, kw_only=True):
    """A consent ended; the recipient gets nothing further."""

    type: ClassVar[str] = "guidepost.client.consent-withdrawn.v1"

    consent_id: UUID
    reason: OwnWords = None


class ProxyGranted(Fact, frozen=True, kw_only=True):
    """Another person may act for the client, until a day or until it is revoked."""

    type: ClassVar[str] = "guidepost.client.proxy-granted.v1"

    proxy_id: UUID
    capacity: Capacity
    until_on: date | None = None


class ProxyRevoked(Fact, frozen=True, kw_only=True):
    """Another person may no longer act for the client."""

    type: ClassVar[str] = "guidepost.client.proxy-revoked.v1"

    proxy_id: UUID
    reason: OwnWords = None
