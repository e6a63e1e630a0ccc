"""
The HTTP floor: Flask under gunicorn, a marshmallow schema, one INSERT.

Served as ``bench.floors.web:app`` with the workers and threads that our API has.
"""

import os
import uuid
from threading import local
from typing import Any

import psycopg
from flask import Flask, Response, jsonify, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from psycopg.types.json import Jsonb

INSERT = (
    "INSERT INTO raw_events (stream_id, version, type, body)"
    " VALUES (%s, 1, 'GoalProgressed', %s) RETURNING position"
)


class ActorSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.UUID(required=True)
    role = fields.String(required=True, validate=validate.OneOf(["client", "admin"]))


class EventSchema(Schema):
    goal_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=validate.Length(1, 200))
    amount = fields.Decimal(required=True, as_string=True)
    actor = fields.Nested(ActorSchema, required=True)
    note = fields.String(load_default="")
    tags = fields.List(fields.String(), load_default=list)
    correlation_id = fields.UUID(required=True)
    due = fields.AwareDateTime(required=True)


app = Flask(__name__)
schema = EventSchema()


mine = local()


def connection() -> psycopg.Connection[Any]:
    """Return this thread's connection."""
    if not hasattr(mine, "connection"):
        mine.connection = psycopg.connect(
            os.environ["BENCH_POSTGRES_URL"], autocommit=True
        )
    opened: psycopg.Connection[Any] = mine.connection
    return opened


@app.errorhandler(ValidationError)
def refuse(error: ValidationError) -> tuple[Response, int]:
    """Answer a body that is not as it should be."""
    return jsonify(errors=error.messages), 422


@app.get("/health/live")
def live() -> Response:
    """Answer, once the worker is there."""
    return jsonify(live=True)


@app.post("/events")
def record() -> tuple[Response, int]:
    """Validate and insert one event."""
    body = schema.dump(schema.load(request.get_json()))
    row = (
        connection()
        .execute(INSERT, (uuid.uuid4(), Jsonb(body)), prepare=True)
        .fetchone()
    )
    return jsonify(position=row and row[0]), 201
