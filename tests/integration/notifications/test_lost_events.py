"""After a restored backup: what people were told of events that are no more."""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa

from services.notifications import deliveries
from services.notifications.tables import State
from shared.chain import lane_of
from shared.recovery import Recovered
from tests.integration.notifications.support import (
    JON,
    MAYA,
    hear,
    inbox_of,
    milestone,
    prefer,
    recorded,
)
from tests.support.servers import Urls

LANES = 1024
LATER = datetime(9999, 1, 1, tzinfo=UTC)
BEFORE_ANYTHING = datetime(2025, 1, 1, tzinfo=UTC)


def of_lost(
    worker: sa.Engine, person: UUID, confirmed: int, *, before: datetime = LATER
) -> list[tuple[UUID, State | None]]:
    """Return the messages beyond a position of a person's lane, and their e-mails."""
    gone = Recovered("inbox", lane_of(person, LANES), heard=100, confirmed=confirmed)
    with worker.connect() as connection:
        rows = deliveries.of_lost_events(connection, LANES, [gone], before)
        return [(row.id, row.state) for row in rows]


def test_messages_of_lost_events_are_listed_with_what_became_of_their_emails(
    worker: sa.Engine, notifications_db: Urls
) -> None:
    prefer(notifications_db)
    hear(worker, recorded(milestone(), milestone(), milestone()))
    kept, *lost = inbox_of(worker)

    found = of_lost(worker, MAYA, confirmed=kept.position)

    assert found == [(one.id, State.WAITING) for one in lost]


def test_lanes_that_did_not_go_back_have_lost_nothing(worker: sa.Engine) -> None:
    hear(worker, recorded(milestone()))
    hear(worker, recorded(milestone(), client_id=JON, first=2))

    assert len(of_lost(worker, JON, confirmed=0)) == 1
    assert lane_of(JON, LANES) != lane_of(MAYA, LANES)


def test_what_is_told_after_the_recovery_is_of_the_new_history(
    worker: sa.Engine,
) -> None:
    hear(worker, recorded(milestone()))

    assert of_lost(worker, MAYA, confirmed=0, before=BEFORE_ANYTHING) == []
