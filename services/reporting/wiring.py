"""
Who gets what: the one place that reads settings and builds things.

Built on first use, in the process that uses it: no connection crosses a fork.
"""

import os
from functools import cache, partial

import sqlalchemy as sa
from celery import Celery
from flask import Flask

from services.reporting import fold
from services.reporting.api import create_app
from services.reporting.api.reports import Library
from services.reporting.condition import readiness
from services.reporting.fold import Projection
from services.reporting.freshness import Freshness
from services.reporting.positions import Positions
from services.reporting.projections import client_timeline, goal_progress
from services.reporting.settings import api_settings, worker_database_url
from shared.celery import wake
from shared.database import make_engine
from shared.feed import Feed
from shared.listener_wiring import make_listener
from shared.listening import Listener
from shared.rebuild import Rebuilder
from shared.rebuild_check import Check
from shared.subscriber_settings import ListenerSettings
from shared.subscription import Subscription
from shared.subscription_metrics import SubscriptionFigures, head_of

PROJECTIONS: tuple[Projection, ...] = (goal_progress, client_timeline)


def subscription_of(projection: Projection) -> Subscription:
    return Subscription(
        name=projection.name,
        wants=projection.wants,
        handle=partial(fold.apply, projection),
        generations=True,
        tables=(projection.table.name,),
    )


SUBSCRIPTIONS = tuple(map(subscription_of, PROJECTIONS))


def app() -> Flask:
    settings = api_settings(os.environ)
    engine = make_engine(
        settings.database_url,
        pool_size=settings.threads,
        application_name="reporting-api",
    )
    positions = Positions(settings.goals_url, settings.token)
    head = partial(head_of, Feed(settings.goals_url, settings.token))
    return create_app(
        Library(engine, Freshness(engine, positions)),
        token=settings.token,
        ready=lambda: readiness(engine, head),
        collectors=(SubscriptionFigures(engine, head),),
    )


@cache
def worker_engine() -> sa.Engine:
    return make_engine(
        worker_database_url(os.environ), application_name="reporting-worker"
    )


@cache
def listener(celery: Celery) -> Listener:
    return make_listener(
        ListenerSettings.from_environment(os.environ),
        worker_engine(),
        SUBSCRIPTIONS,
        celery=celery,
        task="reporting.drain",
    )


@cache
def rebuilder(celery: Celery) -> Rebuilder:
    settings = ListenerSettings.from_environment(os.environ)
    return Rebuilder(
        engine=worker_engine(),
        feed=Feed(settings.goals_url, settings.token),
        subscriptions=SUBSCRIPTIONS,
        queue=lambda name, lane: wake(
            celery, "reporting.rebuild", subscription=name, lane=lane
        ),
    )


def check(name: str) -> Check:
    settings = ListenerSettings.from_environment(os.environ)
    [subscription] = (one for one in SUBSCRIPTIONS if one.name == name)
    return Check(
        worker_engine(), Feed(settings.goals_url, settings.token), subscription
    )
