"""What there is to know about the goals API: for its health page and its metrics."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.goals import log
from services.goals.event_store import connected

WAITING = "SELECT count(*) FROM (SELECT FROM pending LIMIT 100000) AS waiting"


@dataclass(frozen=True, slots=True)
class Readiness(Collector):
    """Looks at the store: how far the log has come, and how much waits for it."""

    engine: sa.Engine
    demo: bool

    def facts(self) -> dict[str, Any]:
        """Return what the health page shows; raise when the store is away."""
        head, waiting = self._look()
        return {"head": head, "waiting": waiting, "demo": self.demo}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the same as metrics; none when the store is away."""
        try:
            head, waiting = self._look()
        except (psycopg.OperationalError, sa.exc.SQLAlchemyError):
            return
        yield GaugeMetricFamily("guidepost_log_head", "The newest position.", head)
        yield GaugeMetricFamily(
            "guidepost_pending_events", "Events that are not sequenced yet.", waiting
        )

    def describe(self) -> list[GaugeMetricFamily]:
        """Name nothing beforehand, so that registering asks nothing."""
        return []

    def _look(self) -> tuple[int, int]:
        with connected(self.engine) as connection:
            row = connection.execute(WAITING).fetchone()
            return log.head(connection).position, row[0] if row else 0
