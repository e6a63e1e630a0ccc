"""What a person finds in the inbox: their messages, newest first, in words."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa

from services.notifications.messages import Tone, Words, words
from services.notifications.policy import Because, Kind
from services.notifications.tables import messages


class MessageIsUnknown(Exception):
    """There is no such message in this inbox."""


def of_person(
    connection: sa.Connection,
    person_id: UUID,
    clinic_id: UUID | None,
    *,
    after: int | None,
    limit: int,
) -> Sequence[sa.RowMapping]:
    """Return a page of a person's messages, from the newest or after a number."""
    page = (
        sa.select(messages)
        .where(_theirs(person_id, clinic_id))
        .order_by(messages.c.number.desc())
        .limit(limit)
    )
    if after is not None:
        page = page.where(messages.c.number < after)
    return connection.execute(page).mappings().all()


def unread(connection: sa.Connection, person_id: UUID, clinic_id: UUID | None) -> int:
    """Return how many of a person's messages nobody has read yet."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(messages)
        .where(_theirs(person_id, clinic_id), messages.c.read_at.is_(None))
    ).scalar_one()


def mark_read(
    connection: sa.Connection,
    message_id: UUID,
    person_id: UUID,
    clinic_id: UUID | None,
) -> sa.RowMapping:
    """
    Return a message, which from now on (or since it was first) has been read.

    :raises MessageIsUnknown: if the person has no such message.
    """
    changed = connection.execute(
        sa.update(messages)
        .where(_theirs(person_id, clinic_id), messages.c.id == message_id)
        .values(read_at=sa.func.coalesce(messages.c.read_at, sa.func.now()))
        .returning(messages)
    )
    row = changed.mappings().first()
    if row is None:
        raise MessageIsUnknown
    return row


def in_words(message: sa.RowMapping) -> Words:
    """Return what a message says, in the tone in which it was sent."""
    because = msgspec.convert(message["because"], Because)
    return words(Kind(message["kind"]), because, Tone(message["tone"]))


def _theirs(person_id: UUID, clinic_id: UUID | None) -> sa.ColumnElement[bool]:
    theirs = messages.c.person_id == person_id
    if clinic_id is None:
        return theirs
    return sa.and_(theirs, messages.c.clinic_id == clinic_id)
