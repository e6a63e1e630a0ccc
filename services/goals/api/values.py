"""The values that several commands take: targets, cadences, a goal's wording."""

from typing import Any

from marshmallow import Schema, fields, post_load

from services.goals.api.fields import Identifier, Yes, number, own_id, whole, words
from shared.contracts.goals import Cadence, Every, Target, Term


class TargetSchema(Schema):
    """The range a value must reach; ``strict`` leaves its bounds out."""

    low = number()
    high = number()
    strict = Yes(load_default=False)

    @post_load
    def to_target(self, data: dict[str, Any], **_: Any) -> Target:
        return Target(**data)


class CadenceSchema(Schema):
    """How often something is due: ``times`` per ``every``."""

    every = fields.Enum(Every, by_value=True, required=True)
    times = whole(1, 100, load_default=1)

    @post_load
    def to_cadence(self, data: dict[str, Any], **_: Any) -> Cadence:
        return Cadence(**data)


class WordingSchema(Schema):
    """A goal in somebody's words: what it is, what it is for, what it turns around."""

    goal_id = own_id()
    own_words = words(required=True)
    why = words()
    term = fields.Enum(Term, by_value=True, load_default=Term.SHORT)
    concern_ids = fields.List(Identifier(), load_default=tuple)
    value_ids = fields.List(Identifier(), load_default=tuple)
    old_pattern = words()
    new_response = words()


class SmallerGoalSchema(WordingSchema):
    """A goal that another one leads to; it is for the same client."""

    @post_load
    def to_values(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in data.items()
        }
