"""Somebody must look: a person asks for it, and a person says what was done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.client.guards import (
    happened_on,
    is_of,
    must_be_alive,
    must_exist,
    must_have_words,
)
from services.goals.domain.client.state import (
    Client,
    ClientError,
    ImpossibleClientRequest,
    find,
)
from shared.contracts.clients import (
    ClientEvent,
    SafetyConcernAcknowledged,
    SafetyConcernRaised,
    SafetySource,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSafetyConcern:
    concern_id: UUID
    source: SafetySource
    today: date
    occurred_on: date | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeSafetyConcern:
    """With ``corrects``, what was written of an acknowledged concern is told anew."""

    concern_id: UUID
    done: str
    today: date
    occurred_on: date | None = None
    corrects: bool = False


class SafetyConcernIsUnknown(ClientError):
    """This client has no such safety concern."""


class SafetyConcernIsAlreadyRaised(ClientError):
    """A safety concern with this id is raised already, and says something else."""


class SafetyConcernIsAlreadyAcknowledged(ClientError):
    """This safety concern is acknowledged already, for another day."""


class SafetyConcernIsNotAcknowledged(ClientError):
    """Nobody has acknowledged this safety concern yet; there is nothing to correct."""


class AcknowledgedBeforeTheConcern(ClientError):
    """A safety concern cannot be looked at before the day on which it came up."""


class ItemNineComesWithItsForm(ImpossibleClientRequest):
    """A concern from item 9 is raised by its form; name the client or a clinician."""


def alert(client: Client, command: RaiseSafetyConcern) -> list[ClientEvent]:
    """Return a person's wish that somebody looks, with words or without."""
    must_exist(client)
    if command.source is SafetySource.ITEM_NINE:
        raise ItemNineComesWithItsForm
    known = find(client.safety_concerns, command.concern_id)
    if known is not None:
        repeated = is_of(command.occurred_on, known.occurred_on)
        if repeated and command.source is known.source:
            return []
        raise SafetyConcernIsAlreadyRaised
    must_be_alive(client)
    return [
        SafetyConcernRaised(
            concern_id=command.concern_id,
            source=command.source,
            occurred_on=happened_on(command.occurred_on, command.today),
            words=command.words,
        )
    ]


def acknowledge(client: Client, command: AcknowledgeSafetyConcern) -> list[ClientEvent]:
    """Return what was done about a safety concern, also after discharge or death."""
    must_exist(client)
    must_have_words(command.done)
    concern = find(client.safety_concerns, command.concern_id)
    if concern is None:
        raise SafetyConcernIsUnknown
    said, seen_on = command.occurred_on, concern.acknowledged_on
    if command.corrects:
        if seen_on is None:
            raise SafetyConcernIsNotAcknowledged
        said = said or seen_on
    elif seen_on is not None:
        if is_of(said, seen_on):
            return []
        raise SafetyConcernIsAlreadyAcknowledged
    day = happened_on(said, command.today)
    if day < concern.occurred_on:
        raise AcknowledgedBeforeTheConcern
    return [
        SafetyConcernAcknowledged(
            concern_id=command.concern_id, occurred_on=day, done=command.done
        )
    ]
