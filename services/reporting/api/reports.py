"""
The reports: read only, each from its projection as it stands.

``min_version`` waits for what the caller already knows; ``known_at`` leaves out what
was recorded later. An answer carries an ETag
of its content, so asking again costs little while nothing has changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from flask import Response, current_app, request

from services.reporting import goal_map as mapping
from services.reporting import goal_row, known
from services.reporting.api import views
from services.reporting.api.schemas import (
    ClientGoalsSchema,
    GoalMapSchema,
    KnownSchema,
    ProgressSchema,
    ReviewsDueSchema,
    ReviewsQuerySchema,
    TimelineQuerySchema,
    TimelineSchema,
)
from services.reporting.freshness import Freshness, Version
from services.reporting.goal_row import GoalProgress
from services.reporting.projections import client_timeline, goal_progress
from shared import generations
from shared.web import Blueprint, caller
from shared.web.answers import json_response

bp = Blueprint("reports", __name__, url_prefix="/v1")


class GoalIsUnknown(Exception):
    """There is no such goal in the reports."""


class DayIsTooEarly(Exception):
    """Progress is shown on days from the newest entry on; choose a later one."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the routes of this service read from."""

    engine: sa.Engine
    freshness: Freshness


@bp.get("/goals/<uuid:goal_id>/progress")
@bp.arguments(KnownSchema, location="query", as_kwargs=True)
@bp.response(200, ProgressSchema)
def progress(
    goal_id: UUID,
    on: date | None,
    known_at: datetime | None,
    min_version: Version | None,
) -> Response:
    """Show how far a goal has come, now or as it was known at a moment."""
    row = _goal(goal_id)
    if min_version:
        client = row.client_id if row else None
        _library().freshness.wait(goal_progress.name, min_version, client)
        row = _goal(goal_id)
    if row and known_at:
        then = _goals(row.client_id, known_at)
        row = next((one for one in then if one.goal_id == goal_id), None)
    if row is None:
        raise GoalIsUnknown
    return _tagged(views.goal(row, _day(row, on, known_at)))


@bp.get("/clients/<uuid:client_id>/goals")
@bp.arguments(KnownSchema, location="query", as_kwargs=True)
@bp.response(200, ClientGoalsSchema)
def goals(
    client_id: UUID,
    on: date | None,
    known_at: datetime | None,
    min_version: Version | None,
) -> Response:
    """Show how far each of a client's goals has come, now or as known at a moment."""
    if min_version:
        name = client_timeline.name if known_at else goal_progress.name
        _library().freshness.wait(name, min_version, client_id)
    rows = _goals(client_id, known_at)
    return _tagged(
        {"goals": [views.goal(row, _day(row, on, known_at)) for row in rows]}
    )


@bp.get("/clients/<uuid:client_id>/goal-map")
@bp.arguments(KnownSchema, location="query", as_kwargs=True)
@bp.response(200, GoalMapSchema)
def goal_map(
    client_id: UUID,
    on: date | None,
    known_at: datetime | None,
    min_version: Version | None,
) -> Response:
    """Show a client's larger goals with the steps under them, and gentle advice."""
    if min_version:
        _library().freshness.wait(goal_progress.name, min_version, client_id)
    rows = _goals(client_id, known_at)
    return _tagged(
        {
            "places": [
                views.place(place, lambda row: _day(row, on, known_at))
                for place in mapping.places(rows)
            ],
            "advice": mapping.advice(rows),
        }
    )


@bp.get("/reviews-due")
@bp.arguments(ReviewsQuerySchema, location="query", as_kwargs=True)
@bp.response(200, ReviewsDueSchema)
def reviews_due(on: date, limit: int) -> Response:
    """Show the goals whose review falls due by a day: a question, not an event."""
    with _reading(goal_progress.name) as connection:
        rows = goal_row.reviews_due(connection, caller().clinic_id, on, limit)
    return _tagged({"goals": [views.goal(row, _day(row, None, None)) for row in rows]})


@bp.get("/clients/<uuid:client_id>/timeline")
@bp.arguments(TimelineQuerySchema, location="query", as_kwargs=True)
@bp.response(200, TimelineSchema)
def timeline(
    client_id: UUID,
    after: int,
    limit: int,
    known_at: datetime | None,
    min_version: Version | None,
) -> Response:
    """Show what happened to a client, oldest first."""
    if min_version:
        _library().freshness.wait(client_timeline.name, min_version, client_id)
    part = client_timeline.Part(after, limit, known_at)
    with _reading(client_timeline.name) as connection:
        rows = client_timeline.of_client(
            connection, client_id, caller().clinic_id, part
        )
    return _tagged(
        {
            "moments": rows,
            "next": rows[-1].position if len(rows) == limit else None,
        }
    )


def _goal(goal_id: UUID) -> GoalProgress | None:
    with _reading(goal_progress.name) as connection:
        row = goal_row.of_goal(connection, goal_id)
    return row if row and _is_ours(row) else None


def _goals(client_id: UUID, known_at: datetime | None) -> list[GoalProgress]:
    """Return a client's goals as they stand, or as they were known at a moment."""
    if known_at is None:
        with _reading(goal_progress.name) as connection:
            rows = goal_row.of_client(connection, client_id)
    else:
        with _reading(client_timeline.name) as connection:
            rows = known.goals_of(connection, client_id, caller().clinic_id, known_at)
    return [row for row in rows if _is_ours(row)]


def _is_ours(row: GoalProgress) -> bool:
    return caller().clinic_id in (None, row.clinic_id)


def _day(row: GoalProgress, asked: date | None, known_at: datetime | None) -> date:
    """
    Return the day to show a goal on, in its own time zone.

    :raises DayIsTooEarly: if entries after that day are in the row already.
    """
    newest = row.last_entry_on or date.min
    if asked is None:
        now = known_at or datetime.now(UTC)  # noqa: TID251 - a request's clock is read here
        return max(newest, now.astimezone(ZoneInfo(row.time_zone)).date())
    if asked < newest:
        raise DayIsTooEarly
    return asked


def _tagged(answer: dict[str, Any]) -> Response:
    """Return an answer with an ETag of its content, or that it has not changed."""
    response = json_response(msgspec.json.encode(answer))
    response.add_etag()
    response.cache_control.no_cache = True
    response.cache_control.private = True
    response.make_conditional(request)
    return response


@contextmanager
def _reading(name: str) -> Iterator[sa.Connection]:
    with _library().engine.begin() as connection:
        generations.use_live(connection, name)
        yield connection


def _library() -> Library:
    library: Library = current_app.extensions["library"]
    return library
