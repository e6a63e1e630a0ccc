"""Deliveries: what is under way, and what was given up; for admins."""

from typing import Any

import sqlalchemy as sa
from flask import current_app

from services.notifications import deliveries
from services.notifications.api.schemas import (
    DeliveriesPageSchema,
    DeliveriesSchema,
    page_of,
)
from services.notifications.tables import State
from shared.web import Blueprint, caller

bp = Blueprint("deliveries", __name__, url_prefix="/v1/deliveries")


@bp.get("")
@bp.arguments(DeliveriesPageSchema, location="query", as_kwargs=True)
@bp.response(200, DeliveriesSchema)
def listed(state: State | None, after: int | None, limit: int) -> dict[str, Any]:
    """Show deliveries, newest first, and how many there are in each state."""
    clinic_id = caller().clinic_id
    engine: sa.Engine = current_app.extensions["engine"]
    with engine.connect() as connection:
        rows = deliveries.listed(
            connection, clinic_id=clinic_id, state=state, after=after, limit=limit
        )
        counts = deliveries.counted(connection, clinic_id)
    return {
        "deliveries": rows,
        "counts": counts,
        "next": page_of(rows, limit),
    }
