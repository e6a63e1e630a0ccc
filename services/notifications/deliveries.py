"""Where the deliveries stand: for admins, health and metrics. No addresses."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.notifications.tables import State, deliveries, messages
from shared.chain import lane_of
from shared.recovery import Recovered


def listed(
    connection: sa.Connection,
    *,
    clinic_id: UUID | None = None,
    state: State | None = None,
    after: int | None = None,
    limit: int = 100,
) -> Sequence[sa.RowMapping]:
    """Return a page of deliveries, from the newest or after a number."""
    page = sa.select(deliveries).order_by(deliveries.c.number.desc()).limit(limit)
    if clinic_id is not None:
        page = page.where(deliveries.c.clinic_id == clinic_id)
    if state is not None:
        page = page.where(deliveries.c.state == state)
    if after is not None:
        page = page.where(deliveries.c.number < after)
    return connection.execute(page).mappings().all()


def counted(connection: sa.Connection, clinic_id: UUID | None = None) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    query = sa.select(deliveries.c.state, sa.func.count().label("total")).group_by(
        deliveries.c.state
    )
    if clinic_id is not None:
        query = query.where(deliveries.c.clinic_id == clinic_id)
    found = {row.state: row.total for row in connection.execute(query)}
    return {state.value: found.get(state, 0) for state in State}


def of_lost_events(
    connection: sa.Connection,
    lanes: int,
    went_back: Sequence[Recovered],
    before: datetime,
) -> Iterator[sa.Row[Any]]:
    """
    Yield the messages of events that a restored log no longer holds.

    They stay: what was said cannot be unsaid, but somebody should know of it. By the
    time of asking other events may have those positions, hence ``before``.
    """
    lost = {one.lane: one for one in went_back}
    beyond = min((one.confirmed for one in went_back), default=0)
    found = connection.execute(
        sa.select(messages, deliveries.c.state)
        .outerjoin(deliveries, deliveries.c.message_id == messages.c.id)
        .where(messages.c.position > beyond, messages.c.created_at < before)
        .order_by(messages.c.position)
    )
    for row in found:
        lane = lost.get(lane_of(row.person_id, lanes))
        if lane and lane.confirmed < row.position <= lane.heard:
            yield row
