"""The feed resource: everything that has happened, in the one order."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.goals import feed
from services.goals.api.carrying_out import desk
from services.goals.event_store import connected
from shared.web import Blueprint
from shared.web.answers import json_response

bp = Blueprint("events", __name__, url_prefix="/v1")

TYPES = r"^[a-z0-9-]+(\.[a-z0-9-]+)+(,[a-z0-9-]+(\.[a-z0-9-]+)+)*$"
FURTHEST = 2**53 - 1
MOST_LANES = 1024


class VersionHasNoPosition(Exception):
    """That version of the stream is not sequenced; ask again in a moment."""


class FeedQuerySchema(Schema):
    """Where a reader stands, and what it wants to read."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, FURTHEST))
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 5000))
    chain = fields.String(
        load_default=None,
        allow_none=False,
        validate=validate.Regexp(r"^[0-9a-f]{64}$", error="Send 64 hex digits."),
        metadata={"description": "the chain at 'after', as the reader knows it"},
    )
    types = fields.String(
        load_default="",
        validate=[
            validate.Length(1, 4000),
            validate.Regexp(TYPES, error="Send event types, separated by commas."),
        ],
        metadata={"description": "families of events, or types with their version"},
    )
    lanes = fields.Integer(load_default=1, validate=validate.Range(1, MOST_LANES))
    lane = fields.Integer(load_default=0, validate=validate.Range(0, MOST_LANES - 1))

    @validates_schema
    def must_be_one_of_the_lanes(self, data: dict[str, Any], **_: Any) -> None:
        if data["lane"] >= data["lanes"]:
            raise ValidationError("Send a lane below the number of lanes.", "lane")


class FeedSchema(Schema):
    """A page of the log: events, and how far it reaches."""

    events = fields.List(
        fields.Dict(), required=True, metadata={"description": "CloudEvents"}
    )
    next = fields.Integer(
        required=True, metadata={"description": "the last position looked at"}
    )
    chain = fields.String(
        required=True, metadata={"description": "the chain at 'next'"}
    )
    head = fields.Integer(
        required=True, metadata={"description": "the newest position"}
    )


class PositionQuerySchema(Schema):
    """Which version of a stream is meant."""

    version = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1))


class PositionSchema(Schema):
    """Where a version of a stream stands in the log."""

    position = fields.Integer(required=True)


@bp.get("/events")
@bp.arguments(FeedQuerySchema, location="query")
@bp.response(200, FeedSchema)
def read(asked: dict[str, Any]) -> Response:
    """Read the log in order, from the event after a position."""
    chain = asked["chain"]
    question = feed.Question(
        after=asked["after"],
        limit=asked["limit"],
        chain=bytes.fromhex(chain) if chain else None,
        types=asked["types"].split(",") if asked["types"] else (),
        lanes=asked["lanes"],
        lane=asked["lane"],
    )
    with connected(desk().goals.engine) as connection:
        return json_response(feed.read(connection, question))


@bp.get("/streams/<uuid:stream_id>/position")
@bp.arguments(PositionQuerySchema, location="query")
@bp.response(200, PositionSchema)
def position(asked: dict[str, Any], stream_id: UUID) -> dict[str, int]:
    """Say at which position a version of a stream stands, once it is sequenced."""
    with connected(desk().goals.engine) as connection:
        found = feed.position_of(connection, stream_id, asked["version"])
    if found is None:
        raise VersionHasNoPosition
    return {"position": found}
