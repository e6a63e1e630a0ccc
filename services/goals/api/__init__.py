"""The goals API: commands in, facts out, and the feed that everyone reads."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from prometheus_client.registry import Collector

from services.goals.api import (
    client_consent,
    client_intake,
    client_record,
    client_safety,
    goal_agreement,
    goal_journey,
    goal_plan,
    goal_progress,
    reading,
    wording,
)
from services.goals.api import feed as feed_routes
from services.goals.api.carrying_out import ClockIsReal, Desk
from services.goals.api.feed import VersionHasNoPosition
from services.goals.domain.client.state import (
    ClientDoesNotExist,
    ClientError,
    ImpossibleClientRequest,
)
from services.goals.domain.goal.state import (
    GoalDoesNotExist,
    GoalError,
    ImpossibleRequest,
)
from services.goals.event_store import StreamChanged
from services.goals.feed import HistoryIsAnother
from services.goals.handler import VersionIsStale
from services.goals.idempotency import KeyWasUsedOtherwise
from shared.codec import UnknownFact
from shared.web import make_app

STATUSES = {
    GoalError: HTTPStatus.CONFLICT,
    GoalDoesNotExist: HTTPStatus.NOT_FOUND,
    ImpossibleRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    ClientError: HTTPStatus.CONFLICT,
    ClientDoesNotExist: HTTPStatus.NOT_FOUND,
    ImpossibleClientRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    StreamChanged: HTTPStatus.CONFLICT,
    VersionIsStale: HTTPStatus.PRECONDITION_FAILED,
    KeyWasUsedOtherwise: HTTPStatus.UNPROCESSABLE_ENTITY,
    ClockIsReal: HTTPStatus.FORBIDDEN,
    HistoryIsAnother: HTTPStatus.CONFLICT,
    VersionHasNoPosition: HTTPStatus.NOT_FOUND,
    UnknownFact: HTTPStatus.SERVICE_UNAVAILABLE,
}


RESOURCES = (
    goal_plan.bp,
    goal_agreement.bp,
    goal_progress.bp,
    goal_journey.bp,
    client_record.bp,
    client_intake.bp,
    client_safety.bp,
    client_consent.bp,
    reading.bp,
    wording.bp,
    feed_routes.bp,
)


def create_app(
    desk: Desk,
    *,
    token: str,
    ready: Callable[[], Mapping[str, Any]],
    collectors: Iterable[Collector] = (),
) -> Flask:
    """Return the goals API, working with what is on its desk."""
    app = make_app(
        "goals",
        blueprints=RESOURCES,
        statuses=STATUSES,
        token=token,
        ready=ready,
        collectors=collectors,
    )
    app.extensions["goals"] = desk
    return app
