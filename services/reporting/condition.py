"""How the reports' subscriptions are doing, for the health page and the metrics."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.reporting.positions import GoalsAreAway, Positions
from shared import subscription_health
from shared.subscription_health import LaneHealth


@dataclass(frozen=True, slots=True)
class Condition(Collector):
    """Asks the tables how far each lane is, and goals how far it could be."""

    engine: sa.Engine
    positions: Positions

    def readiness(self) -> dict[str, Any]:
        """Return what is to be seen on ``/health/ready``; a halt is not ready."""
        head = self._head()
        found = self._lanes(head)
        return {
            "ready": subscription_health.is_well(found),
            "head": head,
            "subscriptions": subscription_health.summary(found),
        }

    def describe(self) -> list[GaugeMetricFamily]:
        """Return nothing to describe: nobody needs to be asked before a scrape."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield lag, parked clients and halts, by subscription and lane."""
        labels = ["subscription", "lane"]
        lag = GaugeMetricFamily(
            "guidepost_subscription_lag", "Positions not yet heard.", labels=labels
        )
        parked = GaugeMetricFamily(
            "guidepost_subscription_parked", "Clients that wait.", labels=labels
        )
        halted = GaugeMetricFamily(
            "guidepost_subscription_halted", "1 while a lane stands.", labels=labels
        )
        for one in self._lanes(self._head()):
            values = [one.subscription, str(one.lane)]
            parked.add_metric(values, one.parked)
            halted.add_metric(values, one.halted is not None)
            if one.lag is not None:
                lag.add_metric(values, one.lag)
        yield from (lag, parked, halted)

    def _head(self) -> int | None:
        try:
            return self.positions.newest()
        except GoalsAreAway:
            return None

    def _lanes(self, head: int | None) -> list[LaneHealth]:
        with self.engine.connect() as connection:
            return subscription_health.lanes(connection, head)
