"""What troubles a client, in their own words and in their own order."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.goals.domain.client.guards import (
    happened_on,
    is_of,
    must_be_alive,
    must_be_in_care,
    must_exist,
    must_have_words,
)
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Concern,
    ImpossibleClientRequest,
    find,
    open_concerns,
)
from shared.contracts.clients import (
    ClientEvent,
    ConcernDomain,
    ConcernRaised,
    ConcernResolved,
    ConcernReworded,
    ConcernsPrioritised,
)

SEVERITIES: Final = range(11)
MOST_OPEN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseConcern:
    """``severity`` is the client's own view, from 0 to 10."""

    concern_id: UUID
    own_words: str
    domain: ConcernDomain
    severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordConcern:
    """What is left out stays as it is."""

    concern_id: UUID
    own_words: str | None = None
    severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiseConcerns:
    """Every open concern once, the most important first."""

    concern_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConcern:
    concern_id: UUID
    today: date
    occurred_on: date | None = None
    note: str | None = None


class ConcernIsUnknown(ClientError):
    """This client has no such concern."""


class ConcernIsAlreadyRaised(ClientError):
    """A concern with this id is written down already, and says something else."""


class ConcernIsResolved(ClientError):
    """This concern is resolved; when it comes back, it is raised anew."""


class ClientHasEnoughConcerns(ClientError):
    """A client has at most 100 open concerns; resolve one of them first."""


class RankingLeavesConcernsOut(ClientError):
    """An order names every open concern, and no other."""


class ConcernIsRankedTwice(ImpossibleClientRequest):
    """Each concern has one place in the order."""


class SeverityIsNotZeroToTen(ImpossibleClientRequest):
    """How severe a concern is, is a whole number from 0 to 10."""


class RewordingSaysNothing(ImpossibleClientRequest):
    """Give the new words, or how severe the concern is now."""


def add(client: Client, command: RaiseConcern) -> list[ClientEvent]:
    """Return what troubles the client, or nothing when it is written down already."""
    must_exist(client)
    must_have_words(command.own_words)
    _must_be_a_severity(command.severity)
    known = find(client.concerns, command.concern_id)
    if known is not None:
        if (known.domain, known.raised_as) == (command.domain, command.severity):
            return []
        raise ConcernIsAlreadyRaised
    must_be_in_care(client)
    if len(open_concerns(client)) >= MOST_OPEN:
        raise ClientHasEnoughConcerns
    return [
        ConcernRaised(
            concern_id=command.concern_id,
            own_words=command.own_words,
            domain=command.domain,
            severity=command.severity,
        )
    ]


def reword(client: Client, command: RewordConcern) -> list[ClientEvent]:
    """Return the client's other words, or how they weigh the concern now."""
    must_be_alive(client)
    concern = _known(client, command.concern_id)
    _must_be_a_severity(command.severity)
    if command.own_words is not None:
        must_have_words(command.own_words)
    elif command.severity is None:
        raise RewordingSaysNothing
    if concern.resolved_on is not None:
        raise ConcernIsResolved
    if command.own_words is None and command.severity == concern.severity:
        return []
    return [
        ConcernReworded(
            concern_id=command.concern_id,
            own_words=command.own_words,
            severity=command.severity,
        )
    ]


def prioritise(client: Client, command: PrioritiseConcerns) -> list[ClientEvent]:
    """Return the client's order of what is open, or nothing when it stands."""
    must_be_alive(client)
    if len(set(command.concern_ids)) < len(command.concern_ids):
        raise ConcernIsRankedTwice
    if set(command.concern_ids) != set(open_concerns(client)):
        raise RankingLeavesConcernsOut
    if command.concern_ids == client.ranking:
        return []
    return [ConcernsPrioritised(concern_ids=command.concern_ids)]


def resolve(client: Client, command: ResolveConcern) -> list[ClientEvent]:
    """Return that a concern no longer troubles the client."""
    must_exist(client)
    concern = _known(client, command.concern_id)
    if is_of(command.occurred_on, concern.resolved_on):
        return []
    must_be_alive(client)
    if concern.resolved_on is not None:
        raise ConcernIsResolved
    return [
        ConcernResolved(
            concern_id=command.concern_id,
            occurred_on=happened_on(command.occurred_on, command.today),
            note=command.note,
        )
    ]


def _known(client: Client, concern_id: UUID) -> Concern:
    concern = find(client.concerns, concern_id)
    if concern is None:
        raise ConcernIsUnknown
    return concern


def _must_be_a_severity(severity: int | None) -> None:
    if severity is not None and severity not in SEVERITIES:
        raise SeverityIsNotZeroToTen
