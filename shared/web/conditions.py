"""Versions in headers: what a caller has seen, and what is there now."""

from typing import Any

from marshmallow import Schema, fields, validate

QUOTED_VERSION = r'^"(0|[1-9][0-9]{0,8})"$'


def etag(version: int) -> str:
    """Return a stream's version as an entity tag."""
    return f'"{version}"'


class VersionField(fields.String):
    """A version in quotes, as an ETag shows it."""

    def __init__(self, **kwargs: Any) -> None:
        refusal = 'Send the version as the ETag shows it, like "3".'
        super().__init__(
            validate=validate.Regexp(QUOTED_VERSION, error=refusal),
            allow_none=False,
            **kwargs,
        )

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the version as a number."""
        text = super().deserialize(value, *args, **kwargs)
        return int(text[1:-1]) if isinstance(text, str) else text


class IfMatchSchema(Schema):
    """The version that the caller's decision was based on."""

    version_seen = VersionField(
        data_key="If-Match",
        load_default=None,
        metadata={"description": "the version seen; another one now is refused (412)"},
    )
