"""The notifications API: inboxes, preferences and deliveries."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask
from prometheus_client.registry import Collector

from services.notifications.api import deliveries, people
from services.notifications.preferences import PersonIsElsewhere
from services.notifications.reading import MessageIsUnknown
from shared.tokens import CallerIsUnclear
from shared.web import make_app

STATUSES: Final[Mapping[type[Exception], HTTPStatus]] = {
    CallerIsUnclear: HTTPStatus.BAD_REQUEST,
    MessageIsUnknown: HTTPStatus.NOT_FOUND,
    PersonIsElsewhere: HTTPStatus.NOT_FOUND,
}


def create_app(
    engine: sa.Engine,
    *,
    token: str,
    ready: Callable[[], Mapping[str, Any]],
    collectors: Iterable[Collector] = (),
) -> Flask:
    """Return the API over a database."""
    app = make_app(
        "notifications",
        blueprints=(people.bp, deliveries.bp),
        statuses=STATUSES,
        token=token,
        ready=ready,
        collectors=collectors,
    )
    app.extensions["engine"] = engine
    return app
