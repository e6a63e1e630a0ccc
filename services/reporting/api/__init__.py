"""The reporting API: how far each goal has come, and what happened on the way."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Flask
from prometheus_client.registry import Collector

from services.reporting.api import reports
from services.reporting.api.reports import DayIsTooEarly, GoalIsUnknown, Library
from services.reporting.freshness import (
    ClientIsParked,
    NotHeardYet,
    VersionIsUnknown,
)
from services.reporting.positions import GoalsAreAway
from shared.web import make_app

STATUSES: Final[Mapping[type[Exception], HTTPStatus]] = {
    ClientIsParked: HTTPStatus.SERVICE_UNAVAILABLE,
    DayIsTooEarly: HTTPStatus.UNPROCESSABLE_ENTITY,
    GoalIsUnknown: HTTPStatus.NOT_FOUND,
    GoalsAreAway: HTTPStatus.SERVICE_UNAVAILABLE,
    NotHeardYet: HTTPStatus.SERVICE_UNAVAILABLE,
    VersionIsUnknown: HTTPStatus.NOT_FOUND,
}


def create_app(
    library: Library,
    *,
    token: str,
    ready: Callable[[], Mapping[str, Any]],
    collectors: Iterable[Collector] = (),
) -> Flask:
    """Return the API over the projections."""
    app = make_app(
        "reporting",
        blueprints=(reports.bp,),
        statuses=STATUSES,
        token=token,
        ready=ready,
        collectors=collectors,
    )
    app.extensions["library"] = library
    return app
