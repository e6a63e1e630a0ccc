"""The metrics of a consumer's subscriptions, asked for at each scrape."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from shared.feed import Feed, FeedRefused, FeedUnavailable
from shared.subscription_health import lanes


def head_of(feed: Feed) -> int | None:
    """Return the newest position of the log; None while the feed does not say."""
    try:
        return feed.read(0, 1).head
    except (FeedUnavailable, FeedRefused):
        return None


@dataclass(frozen=True, slots=True)
class SubscriptionFigures(Collector):
    """Lag, parked clients and halts, by subscription and lane."""

    engine: sa.Engine
    head: Callable[[], int | None]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures; an unknown lag is left out, not shown as zero."""
        labels = ["subscription", "lane"]
        lag = GaugeMetricFamily(
            "guidepost_subscription_lag",
            "Events of the log that a lane has not heard yet.",
            labels=labels,
        )
        parked = GaugeMetricFamily(
            "guidepost_subscription_parked",
            "Clients that wait because an event could not be applied.",
            labels=labels,
        )
        halted = GaugeMetricFamily(
            "guidepost_subscription_halted",
            "Whether a lane has stopped until it is helped.",
            labels=labels,
        )
        with self.engine.connect() as connection:
            found = lanes(connection, self.head())
        for one in found:
            names = [one.subscription, str(one.lane)]
            if one.lag is not None:
                lag.add_metric(names, one.lag)
            parked.add_metric(names, one.parked)
            halted.add_metric(names, float(one.halted is not None))
        yield from (lag, parked, halted)
