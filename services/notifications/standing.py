"""How the service stands: what is under way, for its health page and its metrics."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.notifications import deliveries
from shared.subscription_health import is_well, lanes, summary


@dataclass(frozen=True, slots=True)
class DeliveryFigures(Collector):
    """The deliveries by state, counted at each scrape."""

    engine: sa.Engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures."""
        by_state = GaugeMetricFamily(
            "guidepost_deliveries", "Deliveries, by state.", labels=["state"]
        )
        with self.engine.connect() as connection:
            counts = deliveries.counted(connection)
        for state, count in counts.items():
            by_state.add_metric([state], count)
        yield by_state


def readiness(engine: sa.Engine, head: Callable[[], int | None]) -> dict[str, Any]:
    """Return what is to be seen on ``/health/ready``; a halt is not ready."""
    newest = head()
    with engine.connect() as connection:
        found = lanes(connection, newest)
        return {
            "ready": is_well(found),
            "head": newest,
            "subscriptions": summary(found),
            "deliveries": deliveries.counted(connection),
        }
