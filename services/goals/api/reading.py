"""Reading the write side: goals and clients as they stand, and what has happened."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, jsonify, request
from marshmallow import Schema, fields, validate

from services.goals import streams
from services.goals.aggregates import CLIENT, GOAL, Aggregate
from services.goals.api.carrying_out import desk, now
from services.goals.api.client_views import ClientViewSchema, client_view
from services.goals.api.views import GoalViewSchema, goal_view
from services.goals.event_store import connected
from services.goals.handler import look, must_be_of
from services.goals.loading import facts_of
from shared.codec import CODEC
from shared.contracts.goals import Term
from shared.web import Blueprint, caller, etag
from shared.web.answers import json_response

bp = Blueprint("reading", __name__, url_prefix="/v1")


class PageQuerySchema(Schema):
    """Which part of a list is wanted."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**53 - 1))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))


class HistorySchema(Schema):
    """A goal's events, oldest first; ``next`` is what to send as ``after``."""

    events = fields.List(
        fields.Dict(), required=True, metadata={"description": "CloudEvents"}
    )
    next = fields.Integer(required=True, allow_none=True)


class ListedGoalSchema(Schema):
    """A goal in a list."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    own_words = fields.String(required=True, allow_none=True)
    term = fields.Enum(Term, by_value=True, required=True)
    created_at = fields.AwareDateTime(required=True)


class GoalListSchema(Schema):
    """A client's goals, oldest first; ``next`` is what to send as ``after``."""

    goals = fields.List(fields.Nested(ListedGoalSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


@bp.get("/goals/<uuid:goal_id>")
@bp.response(200, GoalViewSchema)
def show(goal_id: UUID) -> Response:
    """Show a goal as it stands."""
    goal, mark, first = look(desk().goals, GOAL, goal_id, caller().clinic_id)
    today = now(None).astimezone(ZoneInfo(goal.time_zone)).date()
    return _tagged(goal_view(goal, mark, first, today))


@bp.get("/clients/<uuid:client_id>")
@bp.response(200, ClientViewSchema)
def show_client(client_id: UUID) -> Response:
    """Show a client as they stand."""
    client, mark, first = look(desk().goals, CLIENT, client_id, caller().clinic_id)
    return _tagged(client_view(client, mark, first, now(None)))


@bp.get("/goals/<uuid:goal_id>/history")
@bp.arguments(PageQuerySchema, location="query")
@bp.response(200, HistorySchema)
def history(asked: dict[str, Any], goal_id: UUID) -> Response:
    """Show everything that has happened to a goal, oldest first."""
    return _history(GOAL, goal_id, asked)


@bp.get("/clients/<uuid:client_id>/history")
@bp.arguments(PageQuerySchema, location="query")
@bp.response(200, HistorySchema)
def client_history(asked: dict[str, Any], client_id: UUID) -> Response:
    """Show what has happened to a client beside their goals, oldest first."""
    return _history(CLIENT, client_id, asked)


@bp.get("/clients/<uuid:client_id>/goals")
@bp.arguments(PageQuerySchema, location="query")
@bp.response(200, GoalListSchema)
def goals(asked: dict[str, Any], client_id: UUID) -> dict[str, Any]:
    """List a client's goals, oldest first."""
    with connected(desk().goals.engine) as connection:
        begun = streams.begun_for(connection, client_id, caller().clinic_id, **asked)
    full = len(begun) == asked["limit"]
    return {
        "goals": [_listed(goal) for goal in begun],
        "next": begun[-1].ordinal if full else None,
    }


def _history(aggregate: Aggregate, stream_id: UUID, asked: dict[str, Any]) -> Response:
    with connected(desk().goals.engine) as connection:
        newest = streams.newest(connection, stream_id)
        must_be_of(aggregate, caller().clinic_id, newest)
        events = streams.read(connection, stream_id, **asked)
    if not all(fact.type.startswith(aggregate.family) for fact in facts_of(events[:1])):
        raise aggregate.missing
    joined = b",".join(event.body for event in events)
    full = len(events) == asked["limit"]
    following = b"%d" % events[-1].version if full else b"null"
    return json_response(b'{"events":[%b],"next":%b}' % (joined, following))


def _tagged(view: dict[str, Any]) -> Response:
    response: Response = jsonify(view)
    response.headers["ETag"] = etag(view["version"])
    response.make_conditional(request)
    return response


def _listed(goal: streams.Begun) -> dict[str, Any]:
    created = CODEC.decode(goal.body).fact
    return {
        "id": goal.stream_id,
        "version": goal.version,
        "own_words": getattr(created, "own_words", None),
        "term": getattr(created, "term", None),
        "created_at": goal.recorded_at,
    }
