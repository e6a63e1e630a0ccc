"""How the reports are doing, for the health page: how far each has heard."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from shared import subscription_health


def readiness(engine: sa.Engine, head: Callable[[], int | None]) -> dict[str, Any]:
    """Return what is to be seen on ``/health/ready``; a halt is not ready."""
    newest = head()
    with engine.connect() as connection:
        found = subscription_health.lanes(connection, newest)
    return {
        "ready": subscription_health.is_well(found),
        "head": newest,
        "subscriptions": subscription_health.summary(found),
    }
