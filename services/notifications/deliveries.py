"""Where the deliveries stand: for admins, health and metrics. No addresses."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from services.notifications.tables import State, deliveries


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
