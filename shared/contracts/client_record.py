"""A client's record: who they are to the clinic, who cares for them, how it ends."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords


class ClientRegistered(Fact, frozen=True, kw_only=True):
    """
    A person became a client of the clinic; their first episode of care begins.

    ``time_zone`` is an IANA name: the client's dates are days there.
    """

    type: ClassVar[str] = "guidepost.client.registered.v1"

    name: OwnWords = None
    time_zone: str = "UTC"


class ClinicianAssigned(Fact, frozen=True, kw_only=True):
    """
    A clinician cares for the client from now on.

    ``handed_over`` are the safety concerns that were open then; the clinician takes
    them over.
    """

    type: ClassVar[str] = "guidepost.client.clinician-assigned.v1"

    clinician_id: UUID
    handed_over: tuple[UUID, ...] = ()


class ClinicianUnassigned(Fact, frozen=True, kw_only=True):
    """A clinician no longer cares for the client; their access ends at once."""

    type: ClassVar[str] = "guidepost.client.clinician-unassigned.v1"

    clinician_id: UUID
    reason: OwnWords = None


class CoverArranged(Fact, frozen=True, kw_only=True):
    """One clinician stands in for another; both days are included."""

    type: ClassVar[str] = "guidepost.client.cover-arranged.v1"

    clinician_id: UUID
    cover_id: UUID
    from_on: date
    until_on: date


class Ending(StrEnum):
    """Why an episode of care ended."""

    COMPLETED = "completed"
    MOVED_ON = "moved-on"
    REFERRED = "referred"
    CLIENT_LEFT = "client-left"
    NO_CONTACT = "no-contact"


class ClientDischarged(Fact, frozen=True, kw_only=True):
    """
    An episode of care ended, with a plan for keeping up what was gained.

    What became of each open goal is in the goal's own facts.
    """

    type: ClassVar[str] = "guidepost.client.discharged.v1"

    occurred_on: date
    ending: Ending
    reason: OwnWords = None
    maintenance_plan: OwnWords = None


class ClientReadmitted(Fact, frozen=True, kw_only=True):
    """The client came back: a new episode begins, the history stays."""

    type: ClassVar[str] = "guidepost.client.readmitted.v1"

    occurred_on: date
    episode: int
    reason: OwnWords = None


class ClientDied(Fact, frozen=True, kw_only=True):
    """The client has died; nothing more is sent to anybody about them."""

    type: ClassVar[str] = "guidepost.client.died.v1"

    occurred_on: date
