"""
JSON as the house reads it: nothing that is ambiguous, endless or unstorable.

Refused as unreadable (400): what is no JSON, NaN and Infinity, lone surrogates, numbers
beyond all measure, the character NUL, a name that stands twice in one object, and
values nested more than ``DEEPEST`` times.
"""

import json
from typing import Any

import msgspec
from flask import Request
from marshmallow import Schema
from webargs.core import missing
from webargs.flaskparser import FlaskParser, abort, is_json_request

DEEPEST = 32


class JsonIsUnreadable(ValueError):
    """The body is not JSON that can be read."""


def read(body: bytes) -> Any:
    """
    Return the value that a body holds.

    :raises JsonIsUnreadable: saying what is wrong with it.
    """
    try:
        value = msgspec.json.decode(body)
    except RecursionError:
        raise JsonIsUnreadable("The body is nested too deeply.") from None
    except (ValueError, OverflowError):
        raise JsonIsUnreadable("The body is not valid JSON.") from None
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(value) > DEEPEST:
        raise JsonIsUnreadable("The body is nested too deeply.")
    if b"\\u0000" in body and _has_nul(value):
        raise JsonIsUnreadable("Text may not hold the character NUL.")
    if b"{" in body:
        _names.decode(body.decode())
    return value


class StrictParser(FlaskParser):
    """webargs, reading bodies by the rules of this module."""

    def _raw_load_json(self, req: Request) -> Any:
        body = req.get_data(cache=True)
        if not is_json_request(req):
            if body or req.mimetype:
                abort(415)
            return missing
        try:
            return read(body)
        except JsonIsUnreadable as error:
            abort(400, exc=error, messages={"json": [str(error)]})

    def load_headers(self, req: Request, schema: Schema) -> Any:
        names = (field.data_key or name for name, field in schema.load_fields.items())
        given = ((name, req.headers.get(name)) for name in names)
        return {name: value for name, value in given if value is not None}

    def load_querystring(self, req: Request, schema: Any) -> Any:
        if b"%00" in req.query_string:
            abort(400, messages={"query": ["Text may not hold the character NUL."]})
        return super().load_querystring(req, schema)


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    """Let no object have two members of one name, of which a reader sees but one."""
    if len(dict(pairs)) < len(pairs):
        raise JsonIsUnreadable("A name stands twice in one object.")


# msgspec, which reads the values, keeps the last of several members and does not tell.
_names = json.JSONDecoder(object_pairs_hook=_each_once)


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, dict | list):
            deepest = max(deepest, depth)
            inner = item.values() if isinstance(item, dict) else item
            waiting.extend((each, depth + 1) for each in inner)
    return deepest


def _has_nul(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_has_nul(each) for pair in value.items() for each in pair)
        case list():
            return any(_has_nul(each) for each in value)
        case _:
            return False
