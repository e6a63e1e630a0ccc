"""Before there are goals: what brings a person here, and what matters to them."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords


class ConcernDomain(StrEnum):
    """The part of life that a concern is about."""

    ANXIETY = "anxiety"
    DEPRESSION = "depression"
    TRAUMA = "trauma"
    GRIEF = "grief"
    SLEEP = "sleep"
    STRESS = "stress"
    SELF_ESTEEM = "self-esteem"
    SELF_TALK = "self-talk"
    RELATIONSHIP = "relationship"
    SUBSTANCE_USE = "substance-use"
    WORK = "work"
    HEALTH = "health"
    OTHER = "other"


class IntakeRequested(Fact, frozen=True, kw_only=True):
    """
    Somebody asked for help; ``answer_by`` is 24 elapsed hours later.

    The request counts as answered by IntakeAnswered or IntakeStarted, whichever is
    first.
    """

    type: ClassVar[str] = "guidepost.client.intake-requested.v1"

    request_id: UUID
    answer_by: datetime
    words: OwnWords = None


class IntakeAnswered(Fact, frozen=True, kw_only=True):
    """A person of the clinic answered a request."""

    type: ClassVar[str] = "guidepost.client.intake-answered.v1"

    request_id: UUID
    words: OwnWords = None


class IntakeStarted(Fact, frozen=True, kw_only=True):
    """The first conversation began."""

    type: ClassVar[str] = "guidepost.client.intake-started.v1"

    occurred_on: date
    request_id: UUID | None = None


class IntakeCompleted(Fact, frozen=True, kw_only=True):
    """The client's reflections, and what they hope for, are written down."""

    type: ClassVar[str] = "guidepost.client.intake-completed.v1"

    occurred_on: date
    reflections: OwnWords = None
    desired_outcomes: OwnWords = None


class ConcernRaised(Fact, frozen=True, kw_only=True):
    """The client said what troubles them; ``severity`` is 0 to 10, their own view."""

    type: ClassVar[str] = "guidepost.client.concern-raised.v1"

    concern_id: UUID
    own_words: OwnWords = None
    domain: ConcernDomain
    severity: int | None = None


class ConcernReworded(Fact, frozen=True, kw_only=True):
    """The client found other words, or weighs the concern differently."""

    type: ClassVar[str] = "guidepost.client.concern-reworded.v1"

    concern_id: UUID
    own_words: OwnWords = None
    severity: int | None = None


class ConcernsPrioritised(Fact, frozen=True, kw_only=True):
    """The client put their open concerns in order, the most important first."""

    type: ClassVar[str] = "guidepost.client.concerns-prioritised.v1"

    concern_ids: tuple[UUID, ...]


class ConcernResolved(Fact, frozen=True, kw_only=True):
    """A concern no longer troubles the client."""

    type: ClassVar[str] = "guidepost.client.concern-resolved.v1"

    concern_id: UUID
    occurred_on: date
    note: OwnWords = None


class ValueNamed(Fact, frozen=True, kw_only=True):
    """The client named something that matters to them."""

    type: ClassVar[str] = "guidepost.client.value-named.v1"

    value_id: UUID
    own_words: OwnWords = None


class WinNoted(Fact, frozen=True, kw_only=True):
    """Something good happened that nobody had planned."""

    type: ClassVar[str] = "guidepost.client.win-noted.v1"

    win_id: UUID
    occurred_on: date
    goal_id: UUID | None = None
    own_words: OwnWords = None
