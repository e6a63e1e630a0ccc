"""Builds what the goals API is made of, from its settings."""

import psycopg
import sqlalchemy as sa
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

# The statements are few and always the same: their plans are made once, and for the
# many requests at a time, not for one that has the machine to itself.
PLANS_ARE_KEPT = (
    "SET plan_cache_mode = force_generic_plan;"
    "SET max_parallel_workers_per_gather = 0;"
    "SET jit = off"
)


def api(settings: Settings) -> Flask:
    """Return the goals API; its connections are made by the process that serves it."""
    engine = make_engine(
        settings.database_url,
        pool_size=settings.threads,
        application_name="goals-api",
    )
    sa.event.listen(engine, "connect", _keep_plans)
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


def _keep_plans(connection: psycopg.Connection, _record: object) -> None:
    connection.execute(PLANS_ARE_KEPT)
    connection.commit()
