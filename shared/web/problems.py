"""
Problems: every error leaves the house as ``application/problem+json`` (RFC 9457).

A problem says what is wrong and what to change, in words made here or in the docstring
of the error; never in the words of a library, and never with a stack trace.
"""

from collections.abc import Mapping
from http import HTTPStatus
from inspect import cleandoc
from typing import Any

import msgspec
import psycopg
import sqlalchemy as sa
from flask import Flask, Response
from marshmallow import INCLUDE, Schema, fields
from werkzeug.exceptions import HTTPException

DATABASE_IS_AWAY = (
    psycopg.OperationalError,
    sa.exc.OperationalError,
    sa.exc.TimeoutError,
)
RETRY_AFTER = {"Retry-After": "2"}

TITLES = {
    400: "The request could not be read.",
    401: "Send the access token as 'Authorization: Bearer <token>'.",
    404: "There is nothing at this address.",
    405: "This address does not take that method; see the Allow header.",
    413: "The body is too large; send at most 1 MiB.",
    415: "Send the body as JSON, with 'Content-Type: application/json'.",
    422: "Some values are not as they should be; see errors.",
    500: "Something went wrong here; the request may be sent again.",
    503: "The service is not available at the moment; try again shortly.",
}


class ProblemSchema(Schema):
    """What is wrong with a request, and what to change (RFC 9457)."""

    class Meta:
        unknown = INCLUDE  # each rule may say more, such as the current version

    type = fields.String(required=True, metadata={"description": "the rule's name"})
    title = fields.String(required=True, metadata={"description": "what to change"})
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.Dict(metadata={"description": "what is wrong, value by value"})


def problem(
    status: int,
    title: str | None = None,
    *,
    name: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """Return the answer that explains a problem; members that are None are left out."""
    title = title or TITLES.get(status) or f"{HTTPStatus(status).phrase}."
    body = {"type": name, "title": title, "status": status}
    body |= {key: value for key, value in members.items() if value is not None}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {**RETRY_AFTER, **(headers or {})}
    return Response(
        msgspec.json.encode(body),
        status,
        headers,
        mimetype="application/problem+json",
    )


def answer(app: Flask, statuses: Mapping[type[Exception], HTTPStatus]) -> None:
    """Answer each error of the table, and a database that is away, with its problem."""
    for error, status in statuses.items():
        app.register_error_handler(error, _explain(status))
    for error in DATABASE_IS_AWAY:
        app.register_error_handler(error, lambda _error: problem(503))


def of_http(error: HTTPException) -> Response:
    """Return the problem for an error of the framework's own."""
    status = error.code or 500
    extra = getattr(error, "data", None) or {}
    messages = extra.get("messages")
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() not in ("content-type", "content-length")
    }
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return problem(status, extra.get("title"), headers=headers, errors=messages)


def _explain(status: HTTPStatus) -> Any:
    def explain(error: Exception) -> Response:
        return problem(
            status,
            sentence(type(error)),
            name=type(error).__name__,
            detail=str(error) or None,
            **getattr(error, "members", {}),
        )

    return explain


def sentence(error: type[Exception]) -> str:
    """Return what an error's docstring says in its first paragraph."""
    text = cleandoc(error.__doc__ or error.__name__).split("\n\n", maxsplit=1)[0]
    return " ".join(text.split())
