"""What matters to a client, and what went well without anybody having planned it."""

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
from services.goals.domain.client.state import Client, ClientError, find
from shared.contracts.clients import ClientEvent, ValueNamed, WinNoted


@dataclass(frozen=True, slots=True, kw_only=True)
class NameValue:
    value_id: UUID
    own_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWin:
    win_id: UUID
    own_words: str
    today: date
    occurred_on: date | None = None
    goal_id: UUID | None = None


class WinIsAlreadyNoted(ClientError):
    """A win with this id is noted already, for another day or another goal."""


def name(client: Client, command: NameValue) -> list[ClientEvent]:
    """Return what matters to the client, or nothing when it is named already."""
    must_exist(client)
    must_have_words(command.own_words)
    if command.value_id in client.values:
        return []
    must_be_alive(client)
    return [ValueNamed(value_id=command.value_id, own_words=command.own_words)]


def note(client: Client, command: NoteWin) -> list[ClientEvent]:
    """Return something good that happened, or nothing when it is noted already."""
    must_exist(client)
    must_have_words(command.own_words)
    known = find(client.wins, command.win_id)
    if known is not None:
        repeated = is_of(command.occurred_on, known.occurred_on)
        if repeated and command.goal_id == known.goal_id:
            return []
        raise WinIsAlreadyNoted
    must_be_alive(client)
    return [
        WinNoted(
            win_id=command.win_id,
            occurred_on=happened_on(command.occurred_on, command.today),
            goal_id=command.goal_id,
            own_words=command.own_words,
        )
    ]
