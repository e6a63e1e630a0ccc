"""What the API takes and answers: shapes and ranges only."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.reporting.freshness import Version
from services.reporting.goal_map import Advice

BIGGEST = 2**63 - 1
VERSION = (
    r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[1-9][0-9]{0,8}$"  # <stream>:<version>
)


class VersionField(fields.String):
    """A version of a stream, as ``<stream>:<version>``."""

    def __init__(self, **kwargs: Any) -> None:
        refusal = "Send the stream's id, a colon and its version."
        super().__init__(validate=validate.Regexp(VERSION, error=refusal), **kwargs)

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the stream and the version."""
        text = super().deserialize(value, *args, **kwargs)
        if not isinstance(text, str):
            return text
        stream, _, version = text.partition(":")
        return Version(UUID(stream), int(version))


def known_at() -> fields.AwareDateTime:
    """Return the field of the moment that a report looks back from."""
    return fields.AwareDateTime(
        load_default=None,
        allow_none=False,
        default_timezone=None,
        metadata={"description": "leave out what was recorded after this moment"},
    )


class FreshSchema(Schema):
    """What the answer must have heard of."""

    min_version = VersionField(
        load_default=None,
        allow_none=False,
        metadata={"description": "wait until this <stream>:<version> is in the report"},
    )


class DaySchema(FreshSchema):
    """Which day to show."""

    on = fields.Date(
        load_default=None,
        metadata={"description": "the client's date; today if left out"},
    )


class KnownSchema(DaySchema):
    """Which day to show, and as of which moment."""

    known_at = known_at()


class ReviewsQuerySchema(Schema):
    """By which day a review falls due."""

    on = fields.Date(required=True, metadata={"description": "the clinic's date"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class TimelineQuerySchema(FreshSchema):
    """Which part to show; ``after`` is the ``next`` of the page before."""

    known_at = known_at()

    after = fields.Integer(load_default=0, validate=validate.Range(0, BIGGEST))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class TargetSchema(Schema):
    """The range a value must reach; ``strict`` leaves its bounds out."""

    low = fields.Float(allow_none=True)
    high = fields.Float(allow_none=True)
    strict = fields.Boolean()


class CadenceSchema(Schema):
    """How often something is due: ``times`` per ``every``."""

    every = fields.String()
    times = fields.Integer()


class RatedSchema(Schema):
    """What one rater said last, beside the others."""

    rater = fields.String(required=True)
    ratings = fields.Integer(required=True)
    value = fields.Float(required=True, allow_none=True)
    value_on = fields.Date(required=True, allow_none=True)


class MeasureSchema(Schema):
    """Where one measure stands; null where no number may be shown."""

    measure_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    direction = fields.String(required=True)
    baseline = fields.Float(required=True, allow_none=True)
    target = fields.Nested(TargetSchema, required=True)
    cadence = fields.Nested(CadenceSchema, required=True, allow_none=True)
    amount = fields.Float(required=True, allow_none=True)
    step = fields.Float(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    weight = fields.Float(required=True)
    entries = fields.Integer(required=True)
    raters = fields.List(fields.Nested(RatedSchema), required=True)
    current = fields.Float(required=True, allow_none=True)
    attainment = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "percent of the way, neither clamped nor rounded"},
    )
    percentage = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "percent of the way as it is shown: 0 to 100"},
    )


class AgreedSchema(Schema):
    """Who has agreed to the goal as it is now."""

    client = fields.Boolean(required=True)
    clinician = fields.Boolean(required=True)


class MilestonesSchema(Schema):
    """How many stops on the way there are, and how many were reached."""

    total = fields.Integer(required=True)
    achieved = fields.Integer(required=True)


class ProgressSchema(Schema):
    """Where a goal stands on a day."""

    goal_id = fields.UUID(required=True)
    client_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    shown_on = fields.Date(required=True)
    term = fields.String(required=True)
    time_zone = fields.String(required=True)
    lifecycle_status = fields.String(required=True)
    achievement_status = fields.String(required=True)
    agreed = fields.Nested(AgreedSchema, required=True)
    continuous = fields.Boolean(required=True)
    started_on = fields.Date(required=True, allow_none=True)
    paused_on = fields.Date(required=True, allow_none=True)
    achieved_on = fields.Date(required=True, allow_none=True)
    completed_on = fields.Date(required=True, allow_none=True)
    cancelled_on = fields.Date(required=True, allow_none=True)
    adjusted_on = fields.Date(required=True, allow_none=True)
    adjustments = fields.Integer(required=True)
    entries = fields.Integer(required=True)
    first_entry_on = fields.Date(required=True, allow_none=True)
    last_entry_on = fields.Date(required=True, allow_none=True)
    milestones = fields.Nested(MilestonesSchema, required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    replaces = fields.UUID(required=True, allow_none=True)
    successor_id = fields.UUID(required=True, allow_none=True)
    reviewed_on = fields.Date(required=True, allow_none=True)
    review_due_on = fields.Date(required=True, allow_none=True)
    setbacks = fields.Integer(required=True)
    measures = fields.List(fields.Nested(MeasureSchema), required=True)


class PlaceSchema(Schema):
    """A goal on the map, and the goals that are steps of it."""

    goal = fields.Nested(ProgressSchema, required=True)
    steps = fields.List(fields.Nested("PlaceSchema"), required=True)


class GoalMapSchema(Schema):
    """A client's larger goals with the steps under them, and gentle advice."""

    places = fields.List(fields.Nested(PlaceSchema), required=True)
    advice = fields.List(fields.Enum(Advice, by_value=True), required=True)


class ReviewsDueSchema(Schema):
    """The goals whose review falls due, the longest due first."""

    goals = fields.List(fields.Nested(ProgressSchema), required=True)


class ClientGoalsSchema(Schema):
    """A client's goals, unachieved ones first."""

    goals = fields.List(fields.Nested(ProgressSchema), required=True)


class MomentSchema(Schema):
    """One thing that happened; its words are found by the event's id."""

    client_id = fields.UUID(required=True)
    position = fields.Integer(required=True)
    event_id = fields.UUID(required=True)
    clinic_id = fields.UUID(required=True)
    goal_id = fields.UUID(required=True, allow_none=True)
    kind = fields.String(required=True)
    actor = fields.String(required=True)
    occurred_on = fields.Date(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True)
    details = fields.Dict(required=True)


class TimelineSchema(Schema):
    """A page of what happened, oldest first; ``next`` is null on the last one."""

    moments = fields.List(fields.Nested(MomentSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)
