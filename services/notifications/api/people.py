"""People: what is in their inbox, and how they want to be reached."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app

from services.notifications import preferences, reading
from services.notifications.api.schemas import (
    InboxSchema,
    MessageSchema,
    PageSchema,
    PreferencesSchema,
    page_of,
)
from services.notifications.preferences import Preferences
from shared.tokens import clinic_of
from shared.web import Blueprint, caller

bp = Blueprint("people", __name__, url_prefix="/v1/people")


@bp.get("/<uuid:person_id>/inbox")
@bp.arguments(PageSchema, location="query", as_kwargs=True)
@bp.response(200, InboxSchema)
def inbox(person_id: UUID, after: int | None, limit: int) -> dict[str, Any]:
    """Show a person's messages, newest first."""
    clinic_id = caller().clinic_id
    with _engine().connect() as connection:
        rows = reading.of_person(
            connection, person_id, clinic_id, after=after, limit=limit
        )
        unread = reading.unread(connection, person_id, clinic_id)
    return {
        "messages": [_shown(row) for row in rows],
        "unread": unread,
        "next": page_of(rows, limit),
    }


@bp.post("/<uuid:person_id>/inbox/<uuid:message_id>/read")
@bp.response(200, MessageSchema)
def read(person_id: UUID, message_id: UUID) -> dict[str, Any]:
    """Note that a message has been read; asking again changes nothing."""
    with _engine().begin() as connection:
        row = reading.mark_read(connection, message_id, person_id, caller().clinic_id)
    return _shown(row)


@bp.get("/<uuid:person_id>/preferences")
@bp.response(200, PreferencesSchema)
def preferences_of(person_id: UUID) -> Preferences:
    """Show how a person wants to be reached and spoken to."""
    with _engine().connect() as connection:
        return preferences.of_person(connection, person_id, caller().clinic_id)


@bp.put("/<uuid:person_id>/preferences")
@bp.arguments(PreferencesSchema)
@bp.response(200, PreferencesSchema)
def prefer(wanted: dict[str, Any], person_id: UUID) -> Preferences:
    """Say how a person wants to be reached and spoken to."""
    clinic_id = clinic_of(caller())
    kept = Preferences(person_id=person_id, clinic_id=clinic_id, **wanted)
    with _engine().begin() as connection:
        preferences.keep(connection, kept)
    return kept


def _shown(message: sa.RowMapping) -> dict[str, Any]:
    return {
        **message,
        **asdict(reading.in_words(message)),
        "facts": message["because"],
    }


def _engine() -> sa.Engine:
    engine: sa.Engine = current_app.extensions["engine"]
    return engine
