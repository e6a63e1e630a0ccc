"""What the API takes and shows: shapes and ranges only."""

from collections.abc import Sequence
from zoneinfo import available_timezones

import sqlalchemy as sa
from marshmallow import Schema, ValidationError, fields, validate

from services.notifications.addresses import is_address
from services.notifications.messages import Tone
from services.notifications.tables import State

MOST = 200
BIGGEST = 2**63 - 1


def check_address(text: str) -> None:
    """Refuse what is not exactly one e-mail address."""
    if not is_address(text):
        raise ValidationError("Give one plain e-mail address, like name@example.org.")


def check_time_zone(text: str) -> None:
    """Refuse what is not a time zone of the tz database."""
    if text not in available_timezones():
        raise ValidationError("Give a time zone by its name, like Europe/Madrid.")


class PageSchema(Schema):
    """Which part of a list to show; ``after`` is the ``next`` of the page before."""

    after = fields.Integer(
        load_default=None, validate=validate.Range(min=0, max=BIGGEST)
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=MOST))


class DeliveriesPageSchema(PageSchema):
    """Which deliveries to show."""

    state = fields.Enum(State, by_value=True, load_default=None)


class PreferencesSchema(Schema):
    """How a person wants to be reached and spoken to."""

    email = fields.String(required=True, allow_none=True, validate=check_address)
    time_zone = fields.String(required=True, validate=check_time_zone)
    tone = fields.Enum(Tone, by_value=True, required=True)


class MessageSchema(Schema):
    """One message, in words; ``facts`` says by ids and numbers why it was sent."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    goal_id = fields.UUID(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    because = fields.String(required=True)
    facts = fields.Dict(required=True)
    happened_at = fields.AwareDateTime(required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class InboxSchema(Schema):
    """A page of messages, newest first, and how many of all are unread."""

    messages = fields.List(fields.Nested(MessageSchema), required=True)
    unread = fields.Integer(required=True)
    next = fields.Integer(required=True, allow_none=True)


class DeliverySchema(Schema):
    """Where one delivery stands; whom it goes to is not shown."""

    id = fields.UUID(required=True)
    message_id = fields.UUID(required=True)
    channel = fields.String(required=True)
    state = fields.String(required=True)
    attempts = fields.Integer(required=True)
    outcome = fields.String(required=True, allow_none=True)
    next_attempt_at = fields.AwareDateTime(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class DeliveriesSchema(Schema):
    """A page of deliveries, newest first, and how many there are in each state."""

    deliveries = fields.List(fields.Nested(DeliverySchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    next = fields.Integer(required=True, allow_none=True)


def page_of(rows: Sequence[sa.RowMapping], limit: int) -> int | None:
    """Return where the next page goes on from, if this one is full."""
    return int(rows[-1]["number"]) if len(rows) == limit else None
