"""Questionnaires, and what makes a person of the clinic look at once."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords, SealedItems
from shared.contracts.measuring import Instrument


class MeasureAdministered(Fact, frozen=True, kw_only=True):
    """
    A questionnaire was filled in: once, on the client, for all goals that use it.

    ``total`` and ``band`` are ``None`` when an item is unanswered. ``corrects`` is the
    administration whose place this one takes.
    """

    type: ClassVar[str] = "guidepost.client.measure-administered.v1"

    administration_id: UUID
    instrument: Instrument
    occurred_on: date
    items: SealedItems = None
    total: int | None = None
    band: str | None = None
    corrects: UUID | None = None
    why: OwnWords = None


class SafetySource(StrEnum):
    """Where a safety concern comes from."""

    ITEM_NINE = "item-nine"
    CLIENT = "client"
    CLINICIAN = "clinician"


class SafetyConcernFlagged(Fact, frozen=True, kw_only=True):
    """Item 9 of a PHQ-9 was above 0; somebody must look, also on an incomplete form."""

    type: ClassVar[str] = "guidepost.client.safety-concern-flagged.v1"

    concern_id: UUID
    administration_id: UUID
    occurred_on: date


class SafetyConcernRaised(Fact, frozen=True, kw_only=True):
    """A person asked for somebody to look: the client, or a clinician."""

    type: ClassVar[str] = "guidepost.client.safety-concern-raised.v1"

    concern_id: UUID
    source: SafetySource
    occurred_on: date
    words: OwnWords = None


class SafetyConcernAcknowledged(Fact, frozen=True, kw_only=True):
    """A person of the clinic has looked, and says what was done."""

    type: ClassVar[str] = "guidepost.client.safety-concern-acknowledged.v1"

    concern_id: UUID
    occurred_on: date
    done: OwnWords = None
