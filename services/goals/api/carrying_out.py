"""
From a request to a command and back: what every command's route has in common.

The headers are read here: the version seen, the key that makes repeating harmless, the
trace, and in a demo the simulated clock.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from flask import Response, current_app, request
from marshmallow import fields, validate

from services.goals.aggregates import Aggregate
from services.goals.handler import Goals, Request, handle
from services.goals.idempotency import RequestKey, body_hash
from shared.contracts.goals import Party
from shared.tokens import Caller
from shared.web import IfMatchSchema, caller, etag
from shared.web.answers import json_response
from shared.web.correlation import correlation_id

TRACEPARENT: Final = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


class ClockIsReal(Exception):
    """The simulated clock is for a demo stack; leave Guidepost-Clock out here."""


class Desk(NamedTuple):
    """What the routes of this service work with."""

    goals: Goals
    idempotency_key: bytes
    demo: bool


class Asked(NamedTuple):
    """A command to be: its own values, and what its procedure needs beside them."""

    command: type[Any]
    values: dict[str, Any]
    beside: dict[str, Any]


class CommandHeadersSchema(IfMatchSchema):
    """What may be said about a command beside its body."""

    key = fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        allow_none=False,
        validate=[
            validate.Length(1, 255),
            validate.Regexp(r"^[!-~]+$", error="Use visible ASCII characters."),
        ],
        metadata={"description": "repeating a request under its key is harmless"},
    )
    clock = fields.AwareDateTime(
        data_key="Guidepost-Clock",
        load_default=None,
        allow_none=False,
        default_timezone=None,
        metadata={"description": "the simulated clock of a demo stack"},
    )


def desk() -> Desk:
    """Return what the present application works with."""
    found: Desk = current_app.extensions["goals"]
    return found


def carry_out(
    aggregate: Aggregate,
    stream_id: UUID,
    asked: Asked,
    headers: Mapping[str, Any],
    status: int,
) -> Response:
    """Have a command decided and recorded, and say what it led to."""
    who = caller()
    answer = handle(
        desk().goals,
        Request(
            aggregate=aggregate,
            stream_id=stream_id,
            command=asked.command,
            values=asked.values,
            beside=asked.beside,
            now=now(headers["clock"]),
            actor=who.actor,
            clinic_id=who.clinic_id,
            status=status,
            version_seen=headers["version_seen"],
            key=_key(headers["key"], who),
            correlation_id=_correlation_id(),
            traceparent=_traceparent(),
        ),
    )
    tag = {"ETag": etag(answer.version)}
    return json_response(answer.body, answer.status, tag)


def now(clock: datetime | None) -> datetime:
    """
    Return the moment that counts as now.

    :raises ClockIsReal: if a simulated one is sent to a real stack.
    """
    if clock is None:
        return datetime.now(UTC)  # noqa: TID251 - a request's clock is read here
    if not desk().demo:
        raise ClockIsReal
    return clock.astimezone(UTC)


def party_of(actor: str) -> Party | None:
    """Return which of the two parties to a goal somebody is."""
    role = actor.partition(":")[0]
    return Party(role) if role in set(Party) else None


def _key(key: str | None, who: Caller) -> RequestKey | None:
    if key is None:
        return None
    hashed = body_hash(
        desk().idempotency_key,
        request.method.encode(),
        request.path.encode(),
        who.actor.encode(),
        str(who.clinic_id).encode(),
        request.get_data(cache=True),
    )
    return RequestKey(who.principal, key, hashed)


def _correlation_id() -> str | None:
    given = correlation_id()
    return str(given) if given else None


def _traceparent() -> str | None:
    given = request.headers.get("traceparent", "")
    return given if TRACEPARENT.fullmatch(given) else None
