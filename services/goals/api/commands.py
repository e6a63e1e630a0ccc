"""
What every command's route has in common: its body, its headers and its answer.

A command's schema is its route: the docstring says what it is for, ``example`` is a
body that works, and both are in the OpenAPI document.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, post_load

from services.goals.aggregates import Aggregate
from services.goals.api.carrying_out import Asked, CommandHeadersSchema, carry_out
from shared.web import Blueprint

WORD = re.compile(r"(?<!^)(?=[A-Z])")


class CommandSchema(Schema):
    """Loads a request body into what is asked for; unknown fields are refused."""

    command: ClassVar[type[Any]]
    example: ClassVar[dict[str, Any]] = {}

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Asked:
        return command_of(self.command, data)


def command_of(command: type[Any], given: dict[str, Any]) -> Asked:
    """Return a command to be: what it takes itself, and what goes beside it."""
    asked = Asked(command, {}, {})
    for name, value in given.items():
        own = name in command.__dataclass_fields__
        part = asked.values if own else asked.beside
        part[name] = tuple(value) if isinstance(value, list) else value
    return asked


class ChangeSchema(Schema):
    """What was recorded on one more goal or client in the same commit."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    events = fields.List(fields.String(), required=True)


class CommandAnswerSchema(ChangeSchema):
    """What a command led to: the new version, and the facts by their types."""

    entry_id = fields.UUID()
    rating_id = fields.UUID()
    milestone_id = fields.UUID()
    measure_id = fields.UUID()
    step_id = fields.UUID()
    barrier_id = fields.UUID()
    setback_id = fields.UUID()
    acknowledgement_id = fields.UUID()
    request_id = fields.UUID()
    concern_id = fields.UUID()
    value_id = fields.UUID()
    win_id = fields.UUID()
    administration_id = fields.UUID()
    consent_id = fields.UUID()
    proxy_id = fields.UUID()
    also = fields.List(fields.Nested(ChangeSchema))


S = TypeVar("S", bound=type[CommandSchema])


class Commands:
    """The routes that give commands to one kind of record."""

    def __init__(self, blueprint: Blueprint, aggregate: Aggregate, named: str) -> None:
        """Make them on a blueprint; a record's id is ``named`` in paths and bodies."""
        self._blueprint = blueprint
        self._aggregate = aggregate
        self._named = named

    def post(self, path: str, *, status: int = 201) -> Callable[[S], S]:
        """
        Return the decorator that makes a schema the route of its command.

        Ids in the path are the command's values too. The record's own id is in the path
        or, when it begins, in the body. A body that needs nothing may be left out.
        """

        def decorate(schema: S) -> S:
            def view(asked: Asked, headers: dict[str, Any], **ids: UUID) -> Response:
                known = {**asked.beside, **ids}
                stream_id = known[self._named]
                whole = command_of(asked.command, {**asked.values, **known})
                return carry_out(self._aggregate, stream_id, whole, headers, status)

            name = schema.__name__.removesuffix("Schema")
            view.__name__ = WORD.sub("_", name).lower()
            view.__doc__ = schema.__doc__
            self._route(path, schema, view, status)
            return schema

        return decorate

    def _route(
        self,
        path: str,
        schema: type[CommandSchema],
        view: Callable[..., Response],
        status: int,
    ) -> None:
        blueprint, body = self._blueprint, schema()
        needed = any(field.required for field in body.fields.values())
        answered = blueprint.response(status, CommandAnswerSchema)(view)
        headed = blueprint.arguments(CommandHeadersSchema, location="headers")(answered)
        example = schema.example or None
        asked = blueprint.arguments(body, required=needed, example=example)(headed)
        blueprint.post(path)(asked)
