"""Builds what the goals API is made of, from its settings."""

from flask import Flask

from services.goals.afterwards import Afterwards
from services.goals.api import create_app
from services.goals.api.carrying_out import Desk
from services.goals.handler import Goals
from services.goals.readiness import Readiness
from services.goals.settings import Settings
from shared.bell import Bell
from shared.bus import connect
from shared.database import make_engine

PATIENCE_WITH_REDIS = 1.0


def api(settings: Settings) -> Flask:
    """Return the goals API; its connections are made by the process that serves it."""
    engine = make_engine(
        settings.database_url,
        pool_size=settings.threads,
        application_name="goals-api",
    )
    bell = Bell(connect(settings.redis_url, patience=PATIENCE_WITH_REDIS))
    readiness = Readiness(engine, settings.demo)
    desk = Desk(
        Goals(engine, Afterwards(engine, bell.hint)),
        settings.idempotency_key,
        settings.demo,
    )
    return create_app(
        desk, token=settings.token, ready=readiness.facts, collectors=[readiness]
    )
