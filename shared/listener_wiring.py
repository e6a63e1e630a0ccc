"""A listener as every service's workers have it, put together from its settings."""

from collections.abc import Sequence

import sqlalchemy as sa
from celery import Celery

from shared.bus import Bus, connect
from shared.celery import Doorbell
from shared.feed import Feed
from shared.listening import Listener
from shared.subscriber_settings import ListenerSettings
from shared.subscription import Subscription


def make_listener(
    settings: ListenerSettings,
    engine: sa.Engine,
    subscriptions: Sequence[Subscription],
    *,
    celery: Celery,
    task: str,
) -> Listener:
    """Return a listener on a service's database; ``task`` names the one that drains."""
    redis = connect(settings.redis_url)
    return Listener(
        engine=engine,
        bus=Bus(redis, settings.bus_key),
        feed=Feed(settings.goals_url, settings.token),
        subscriptions=subscriptions,
        doorbell=Doorbell(celery, task, redis),
    )
