"""
Who gets what: the one place that reads settings and builds things.

Built on first use, in the process that uses it: no connection crosses a fork.
"""

import os
from functools import cache, partial
from random import SystemRandom

import sqlalchemy as sa
from celery import Celery
from flask import Flask

from services.notifications import inbox
from services.notifications.api import create_app
from services.notifications.channels.letter import EMAIL, Channel
from services.notifications.channels.mail import Mail
from services.notifications.outbox import Outbox
from services.notifications.settings import (
    MailSettings,
    api_settings,
    inbox_link,
    worker_database_url,
)
from services.notifications.standing import DeliveryFigures, readiness
from shared.database import make_engine
from shared.feed import Feed
from shared.listener_wiring import make_listener
from shared.listening import Listener
from shared.subscriber_settings import ListenerSettings
from shared.subscription import Subscription
from shared.subscription_metrics import SubscriptionFigures, head_of

SUBSCRIPTIONS: tuple[Subscription, ...] = (inbox.subscription,)


def app() -> Flask:
    settings = api_settings(os.environ)
    engine = make_engine(
        settings.database_url,
        pool_size=settings.threads,
        application_name="notifications-api",
    )
    head = partial(head_of, Feed(settings.goals_url, settings.token))
    return create_app(
        engine,
        token=settings.token,
        ready=lambda: readiness(engine, head),
        collectors=(DeliveryFigures(engine), SubscriptionFigures(engine, head)),
    )


@cache
def worker_engine() -> sa.Engine:
    return make_engine(
        worker_database_url(os.environ), application_name="notifications-worker"
    )


@cache
def listener(celery: Celery) -> Listener:
    return make_listener(
        ListenerSettings.from_environment(os.environ),
        worker_engine(),
        SUBSCRIPTIONS,
        celery=celery,
        task="notifications.drain",
    )


@cache
def outbox() -> Outbox:
    return Outbox(
        engine=worker_engine(),
        channel=channel,
        link=inbox_link(os.environ),
        luck=SystemRandom().random,
    )


@cache
def channel(name: str) -> Channel:
    match name:
        case str() if name == EMAIL:
            settings = MailSettings.from_environment(os.environ)
            return Mail(url=settings.smtp_url, sender=settings.sender, tls=settings.tls)
        case _:
            raise LookupError(name)
