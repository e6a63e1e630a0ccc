"""What a relay knows about itself: for its health page, its metrics and its log."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.goals.publishing import HistoryForked

PATIENCE = 15.0  # seconds in which a healthy loop has gone round

log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class RelayFacts(Collector):
    """
    Facts that the two loops write and others read.

    ``forked`` is what stops the relay (law 12); ``trouble`` is the last thing that went
    wrong and has not gone right since.
    """

    leading: bool = False
    head: int = 0
    published: int | None = None
    pending: int = 0
    forked: str | None = None
    trouble: str | None = None
    sequencer_beat: float = 0.0
    publisher_beat: float = 0.0

    def failed(self, loop: str, error: Exception) -> None:
        """Remember what went wrong; it is logged by its kind, for it may quote rows."""
        kind = type(error).__name__
        self.forked = str(error) if isinstance(error, HistoryForked) else self.forked
        if self.trouble != kind:
            log.warning("relay is held up", loop=loop.strip("_"), error=kind)
        self.trouble = kind

    def worked(self) -> None:
        """Forget what went wrong: the bus has all that the log has."""
        if self.trouble:
            log.info("relay goes on", head=self.head)
        self.forked = self.trouble = None

    def alive(self, now: float) -> bool:
        """Return whether both loops have gone round lately."""
        return now - min(self.sequencer_beat, self.publisher_beat) < PATIENCE

    def ready(self) -> dict[str, Any]:
        """Return the facts of the health page; ``ready`` sums them up."""
        return {
            "ready": self.alive(monotonic()) and not (self.forked or self.trouble),
            "role": "leader" if self.leading else "standby",
            "head": self.head,
            "published": self.published,
            "pending": self.pending,
            "halted": self.forked,
            "trouble": self.trouble,
        }

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the metrics."""
        for name, words, value in (
            ("leading", "1 if this relay leads", self.leading),
            ("head", "Newest sequenced position", self.head),
            ("published", "Newest position on the bus", self.published or 0),
            ("pending", "Events waiting to be sequenced", self.pending),
            ("halted", "1 if the bus proves another history", bool(self.forked)),
            ("held_up", "1 if something keeps going wrong", bool(self.trouble)),
        ):
            yield GaugeMetricFamily(f"guidepost_relay_{name}", words, value=value)
