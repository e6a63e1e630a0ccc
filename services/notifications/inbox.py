"""
The inbox: the subscription that turns facts into messages and deliveries.

Rows only, in the transaction that moves the checkpoint; whatever leaves the system is
a delivery row that a task carries out later. A message's id is made from its person,
cause and kind, so that the same fact, heard again in any order, is the same message.
"""

from collections.abc import Sequence
from typing import Any, get_args
from uuid import UUID, uuid5

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from services.notifications.channels.letter import EMAIL
from services.notifications.messages import Tone
from services.notifications.policy import LOUD, Heard, Notice, plan
from services.notifications.preferences import Preferences, of_people
from services.notifications.tables import deliveries, messages
from shared.envelope import Recorded
from shared.subscription import Subscription

MESSAGES = UUID("6f1f3c1e-7f0e-5a43-9a55-0a6c8f2d9b10")


def handle(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
    """Write down the messages and deliveries that a batch of facts leads to."""
    planned = [
        (notice, recorded)
        for recorded in events
        if (notice := _notice(recorded)) is not None
    ]
    if not planned:
        return
    people = of_people(connection, {notice.person_id for notice, _ in planned})
    rows = [_message(notice, recorded, people) for notice, recorded in planned]
    new = set(
        connection.scalars(
            pg.insert(messages).on_conflict_do_nothing().returning(messages.c.id), rows
        )
    )
    going_out = [
        _email(row)
        for row in rows
        if row["id"] in new and _goes_out(row, people.get(row["person_id"]))
    ]
    if going_out:
        connection.execute(pg.insert(deliveries).on_conflict_do_nothing(), going_out)


subscription = Subscription(name="inbox", wants=get_args(Heard), handle=handle)


def _notice(recorded: Recorded[Any]) -> Notice | None:
    if recorded.client_id is None:
        return None
    return plan(
        recorded.fact,
        event_id=recorded.id,
        goal_id=recorded.stream_id,
        client_id=recorded.client_id,
    )


def _message(
    notice: Notice, recorded: Recorded[Any], people: dict[UUID, Preferences]
) -> dict[str, Any]:
    person = people.get(notice.person_id)
    return {
        "id": uuid5(MESSAGES, f"{notice.person_id}/{notice.cause_id}/{notice.kind}"),
        "clinic_id": recorded.clinic_id,
        "person_id": notice.person_id,
        "cause_id": notice.cause_id,
        "kind": notice.kind,
        "tone": person.tone if person else Tone.WARM,
        "goal_id": notice.goal_id,
        "because": msgspec.to_builtins(notice.because),
        "position": recorded.position,
        "happened_at": recorded.recorded_at,
    }


def _goes_out(row: dict[str, Any], person: Preferences | None) -> bool:
    return (
        row["kind"] in LOUD
        and person is not None
        and person.clinic_id == row["clinic_id"]
        and person.email is not None
        and person.tone is not Tone.NONE
    )


def _email(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": uuid5(row["id"], EMAIL),
        "message_id": row["id"],
        "clinic_id": row["clinic_id"],
        "channel": EMAIL,
    }
