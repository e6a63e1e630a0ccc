"""Facts as the inbox hears them, and people who have said how to reach them."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import msgspec
import sqlalchemy as sa

from services.notifications import inbox, preferences
from services.notifications.messages import Tone
from services.notifications.outbox import Outbox
from services.notifications.patience import Patience
from services.notifications.preferences import Preferences
from services.notifications.tables import deliveries, messages
from shared.contracts.fact import Fact
from shared.contracts.goals import MilestoneAchieved
from shared.envelope import Envelope, Recorded
from tests.support.servers import Urls

CLINIC = UUID("018f0000-0000-7000-8000-000000000c11")
MAYA = UUID("018f0000-0000-7000-8000-00000000c001")
JON = UUID("018f0000-0000-7000-8000-00000000c002")
GOAL = UUID("018f0000-0000-7000-8000-00000000a001")
ENTRY = UUID("018f0000-0000-7000-8000-00000000e001")
MILESTONE = UUID("018f0000-0000-7000-8000-00000000d001")
MONDAY = date(2025, 1, 6)
MONDAY_AT_NINE = datetime(2025, 1, 6, 9, tzinfo=UTC)
AT_ONCE = Patience(first=timedelta(), longest=timedelta(), attempts=3)


def milestone(**fields: Any) -> MilestoneAchieved:
    return MilestoneAchieved(
        **{
            "milestone_id": MILESTONE,
            "occurred_on": MONDAY,
            "caused_by": ENTRY,
            "evidence": (ENTRY,),
            **fields,
        }
    )


def recorded(*facts: Fact, client_id: UUID = MAYA, first: int = 1) -> list[Any]:
    """Return facts of one goal as they stand in the log from a position on."""
    return [
        Recorded(
            position,
            b"",
            Envelope(
                specversion="1.0",
                id=uuid5(GOAL, f"{client_id}/{position}"),
                source=f"/clinics/{CLINIC}",
                type=fact.type,
                subject=f"goals/{GOAL}",
                time=MONDAY_AT_NINE,
                datacontenttype="application/json",
                dataschema="",
                clinicid=CLINIC,
                clientid=client_id,
                streamversion=position,
                actor="system:test",
                data=msgspec.Raw(b"{}"),
            ),
            fact,
        )
        for position, fact in zip(count(first), facts, strict=False)
    ]


def hear(engine: sa.Engine, events: list[Any]) -> None:
    """Let the inbox hear some facts, in one transaction."""
    with engine.begin() as connection:
        inbox.handle(connection, events)


def prefer(urls: Urls, **wishes: Any) -> None:
    """Let Maya say how to reach her, as the API would."""
    wanted = {"email": "maya@clinic.test", "tone": Tone.WARM, **wishes}
    engine = sa.create_engine(
        sa.make_url(urls.api).set(drivername="postgresql+psycopg")
    )
    with engine.begin() as connection:
        preferences.keep(
            connection,
            Preferences(**{"person_id": MAYA, "clinic_id": CLINIC, **wanted}),
        )
    engine.dispose()


def inbox_of(engine: sa.Engine, person_id: UUID = MAYA) -> list[sa.Row[Any]]:
    """Return a person's message rows, oldest first."""
    with engine.connect() as connection:
        return list(
            connection.execute(
                sa.select(messages)
                .where(messages.c.person_id == person_id)
                .order_by(messages.c.number)
            )
        )


def delivery_rows(engine: sa.Engine) -> list[sa.Row[Any]]:
    """Return all deliveries, oldest first."""
    with engine.connect() as connection:
        return list(
            connection.execute(sa.select(deliveries).order_by(deliveries.c.number))
        )


def ring_all(outbox: Outbox) -> list[Any]:
    """Carry out what is due, as the tasks would; return how each went."""
    return [outbox.send(delivery_id) for delivery_id in outbox.lease_due()]
