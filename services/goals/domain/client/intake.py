"""
Before there are goals: somebody asks for help, is answered, and a conversation begins.

A request is answered by a reply or by the first conversation, whichever is first.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from services.goals.domain.client.guards import (
    happened_on,
    is_of,
    must_be_alive,
    must_be_in_care,
    must_exist,
)
from services.goals.domain.client.state import (
    Client,
    ClientError,
    ImpossibleClientRequest,
    Status,
    find,
)
from shared.contracts.clients import (
    ClientEvent,
    IntakeAnswered,
    IntakeCompleted,
    IntakeRequested,
    IntakeStarted,
)

ANSWERED_WITHIN: Final = timedelta(hours=24)
"""Elapsed hours, whatever the clocks on the wall do meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestIntake:
    """``requested_at`` is the moment of asking, with its time zone."""

    request_id: UUID
    requested_at: datetime
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIntake:
    request_id: UUID
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartIntake:
    """Without a request, the conversation answers all that are waiting."""

    today: date
    occurred_on: date | None = None
    request_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteIntake:
    today: date
    occurred_on: date | None = None
    reflections: str | None = None
    desired_outcomes: str | None = None


class IntakeRequestIsUnknown(ClientError):
    """This client has made no such request."""


class IntakeHasAlreadyStarted(ClientError):
    """The first conversation of this episode of care has taken place already."""


class IntakeHasNotStarted(ClientError):
    """The first conversation comes first; say on which day it was."""


class IntakeIsAlreadyCompleted(ClientError):
    """The intake of this episode of care is completed already, on another day."""


class IntakeCompletedBeforeItsStart(ClientError):
    """The intake cannot be over before the day of the first conversation."""


class MomentHasNoTimeZone(ImpossibleClientRequest):
    """A moment is given with its time zone, so that 24 hours can be counted."""


def request(client: Client, command: RequestIntake) -> list[ClientEvent]:
    """Return a request for help, or nothing when it was made already."""
    must_exist(client)
    if find(client.requests, command.request_id):
        return []
    must_be_in_care(client)
    if command.requested_at.utcoffset() is None:
        raise MomentHasNoTimeZone
    return [
        IntakeRequested(
            request_id=command.request_id,
            answer_by=command.requested_at.astimezone(UTC) + ANSWERED_WITHIN,
            words=command.words,
        )
    ]


def answer(client: Client, command: AnswerIntake) -> list[ClientEvent]:
    """Return a person's answer to a request, or nothing when it is answered."""
    must_exist(client)
    asked = find(client.requests, command.request_id)
    if asked is None:
        raise IntakeRequestIsUnknown
    if asked.answered:
        return []
    must_be_alive(client)
    return [IntakeAnswered(request_id=command.request_id, words=command.words)]


def start(client: Client, command: StartIntake) -> list[ClientEvent]:
    """Return the first conversation of an episode of care."""
    must_exist(client)
    begun = client.intake
    repeated = is_of(command.occurred_on, begun.started_on)
    if repeated and command.request_id == begun.request_id:
        return []
    must_be_in_care(client)
    if begun.started_on is not None:
        raise IntakeHasAlreadyStarted
    if command.request_id and not find(client.requests, command.request_id):
        raise IntakeRequestIsUnknown
    day = happened_on(command.occurred_on, command.today)
    return [IntakeStarted(occurred_on=day, request_id=command.request_id)]


def complete(client: Client, command: CompleteIntake) -> list[ClientEvent]:
    """Return what the client reflected on and hopes for, written down."""
    must_exist(client)
    begun = client.intake
    if is_of(command.occurred_on, begun.completed_on):
        return []
    must_be_in_care(client)
    if begun.completed_on is not None:
        raise IntakeIsAlreadyCompleted
    if begun.started_on is None:
        raise IntakeHasNotStarted
    day = happened_on(command.occurred_on, command.today)
    if day < begun.started_on:
        raise IntakeCompletedBeforeItsStart
    return [
        IntakeCompleted(
            occurred_on=day,
            reflections=command.reflections,
            desired_outcomes=command.desired_outcomes,
        )
    ]


def unanswered(client: Client, now: datetime) -> tuple[UUID, ...]:
    """Return the requests that nobody has answered within 24 hours."""
    if client.status is Status.DIED:
        return ()
    return tuple(
        asked.id
        for asked in client.requests
        if not asked.answered and asked.answer_by < now
    )
