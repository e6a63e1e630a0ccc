"""How a person wants to be reached and spoken to; sensible when they never said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from services.notifications.messages import Tone
from services.notifications.tables import people


class PersonIsElsewhere(Exception):
    """There is no such person in this clinic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """One person's wishes; without an e-mail address there is only the inbox."""

    person_id: UUID
    clinic_id: UUID | None
    email: str | None = None
    time_zone: str = "UTC"
    tone: Tone = Tone.WARM


def of_person(
    connection: sa.Connection, person_id: UUID, clinic_id: UUID | None
) -> Preferences:
    """
    Return a person's preferences, or the defaults.

    :raises PersonIsElsewhere: if the person belongs to another clinic.
    """
    found = of_people(connection, [person_id]).get(person_id)
    if found is None:
        return Preferences(person_id=person_id, clinic_id=clinic_id)
    if clinic_id not in (None, found.clinic_id):
        raise PersonIsElsewhere
    return found


def of_people(
    connection: sa.Connection, person_ids: Iterable[UUID]
) -> dict[UUID, Preferences]:
    """Return the preferences of those who have stated any."""
    rows = connection.execute(
        sa.select(people).where(people.c.person_id == sa.func.any(list(person_ids)))
    )
    return {row.person_id: _read(row) for row in rows}


def keep(connection: sa.Connection, wanted: Preferences) -> None:
    """
    Keep a person's preferences in place of what they were.

    :raises PersonIsElsewhere: if the person belongs to another clinic.
    """
    values = {
        "email": wanted.email,
        "time_zone": wanted.time_zone,
        "tone": wanted.tone,
    }
    kept = connection.execute(
        pg.insert(people)
        .values(person_id=wanted.person_id, clinic_id=wanted.clinic_id, **values)
        .on_conflict_do_update(
            index_elements=[people.c.person_id],
            set_=values | {"updated_at": sa.func.now()},
            where=people.c.clinic_id == wanted.clinic_id,
        )
        .returning(people.c.person_id)
    )
    if kept.first() is None:
        raise PersonIsElsewhere


def _read(row: sa.Row[Any]) -> Preferences:
    return Preferences(
        person_id=row.person_id,
        clinic_id=row.clinic_id,
        email=row.email,
        time_zone=row.time_zone,
        tone=Tone(row.tone),
    )
