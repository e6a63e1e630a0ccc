"""Rules that many commands share: the client is known, alive and in care."""

from datetime import date

from services.goals.domain.client.state import (
    Client,
    ClientDoesNotExist,
    ClientError,
    ImpossibleClientRequest,
    Status,
)


class ClientHasDied(ClientError):
    """This client has died; their record is kept as it is."""


class ClientIsDischarged(ClientError):
    """Care for this client has ended; readmit them first."""


class DateIsInTheFuture(ImpossibleClientRequest):
    """What has happened cannot carry a date that is still to come."""


class WordsAreMissing(ImpossibleClientRequest):
    """Say it in a few words of your own."""


def must_exist(client: Client) -> None:
    """Refuse anything about a person who was never registered."""
    if client.status is Status.UNKNOWN:
        raise ClientDoesNotExist


def must_be_alive(client: Client) -> None:
    """Refuse changes to the record of a client who has died."""
    must_exist(client)
    if client.status is Status.DIED:
        raise ClientHasDied


def must_be_in_care(client: Client) -> None:
    """Refuse what belongs into an episode of care while there is none."""
    must_be_alive(client)
    if client.status is Status.DISCHARGED:
        raise ClientIsDischarged


def happened_on(occurred_on: date | None, today: date) -> date:
    """Return the day on which something happened: today, unless another is named."""
    day = occurred_on or today
    if day > today:
        raise DateIsInTheFuture
    return day


def is_of(occurred_on: date | None, known: date | None) -> bool:
    """Return whether a repeated command means the known day; naming none does."""
    return known is not None and occurred_on in (None, known)


def must_have_words(words: str | None) -> None:
    """Refuse what only words can tell, when there are none."""
    if words is None or not words.strip():
        raise WordsAreMissing
