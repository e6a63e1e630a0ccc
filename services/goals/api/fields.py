"""
The kinds of values that the API takes: exactly these types, within bounds.

marshmallow would take ``"3"`` for a number and ``20250106`` for a date; what a record
is made of is taken as it is meant or not at all.
"""

import re
from datetime import date
from typing import Any, Final
from zoneinfo import available_timezones

from marshmallow import ValidationError, fields, validate
from uuid_utils.compat import uuid7

from shared.contracts.fact import MAX_WORDS

ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_NAME: Final = 64
LARGEST: Final = 1_000_000_000
TIME_ZONES: Final = frozenset(available_timezones())


class Number(fields.Float):
    """A JSON number; no text that looks like one."""

    def _validated(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        if not abs(value) < LARGEST:
            raise self.make_error("too_large")
        return super()._validated(value)


class Day(fields.Date):
    """A date as YYYY-MM-DD, and in no other of ISO's forms."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        return super()._deserialize(value, *args, **kwargs)


class Yes(fields.Boolean):
    """JSON's true or false; no word or number that could mean them."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Identifier(fields.UUID):
    """A UUID as text, with its hyphens."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or len(value) != len(str(NO_ID)):
            raise self.make_error("invalid_uuid")
        return super()._deserialize(value, *args, **kwargs)


NO_ID: Final = "00000000-0000-0000-0000-000000000000"


def own_id() -> Identifier:
    """Return the field of an id that the caller may choose."""
    return Identifier(
        load_default=uuid7,
        metadata={"description": "chosen by the caller, or made here"},
    )


def words(*, required: bool = False) -> fields.String:
    """Return the field of what a person typed."""
    validator = validate.Length(1 if required else 0, MAX_WORDS)
    if required:
        return fields.String(required=True, validate=validator)
    return fields.String(load_default=None, validate=validator)


def must_be_a_time_zone(name: str) -> None:
    """Refuse a time zone that nobody keeps the rules of."""
    if name not in TIME_ZONES:
        raise ValidationError("Send an IANA time zone, such as Europe/Madrid.")


def whole(least: int, most: int, **kwargs: Any) -> fields.Integer:
    """Return the field of a whole number within bounds."""
    return fields.Integer(
        strict=True, validate=validate.Range(least, most), **_optional(kwargs)
    )


def number(**kwargs: Any) -> Number:
    """Return the field of a number."""
    return Number(**_optional(kwargs))


def day(**kwargs: Any) -> Day:
    """Return the field of a date."""
    return Day(**_optional(kwargs))


def _optional(kwargs: dict[str, Any]) -> dict[str, Any]:
    if kwargs.get("required") or "load_default" in kwargs:
        return kwargs
    return {"load_default": None, **kwargs}
