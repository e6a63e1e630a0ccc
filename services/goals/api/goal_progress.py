"""What is recorded on the way: entries, ratings, barriers and setbacks."""

from marshmallow import fields

from services.goals.aggregates import GOAL
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import Identifier, day, number, own_id, whole, words
from services.goals.domain.goal.acknowledgement import AcknowledgeAchievement
from services.goals.domain.goal.excuses import ExcuseOccurrence
from services.goals.domain.goal.obstacles import NoteBarrier, RecordSetback
from services.goals.domain.goal.progress import (
    CorrectProgress,
    RecordProgress,
    RetractProgress,
)
from services.goals.domain.goal.ratings import RateGoal
from shared.contracts.goals import Rater
from shared.web import Blueprint

bp = Blueprint("goal_progress", __name__, url_prefix="/v1/goals")
goals = Commands(bp, GOAL, "goal_id")


@goals.post("/<uuid:goal_id>/progress")
class RecordProgressSchema(CommandSchema):
    """Record where the client stands."""

    command = RecordProgress
    example = {
        "occurred_on": "2025-01-06",
        "measure_id": "01940005-7000-7000-8000-000000000005",
        "value": 10,
        "note": "It was easier than I thought",
    }

    entry_id = own_id()
    occurred_on = day(required=True)
    measure_id = Identifier(load_default=None)
    value = number()
    milestone_id = Identifier(load_default=None)
    note = words()


@goals.post("/<uuid:goal_id>/progress/<uuid:entry_id>/corrections")
class CorrectProgressSchema(CommandSchema):
    """Put an entry or a rating right; both values are kept."""

    command = CorrectProgress
    example = {"new_value": 5, "why": "It was five minutes"}

    new_value = number(required=True)
    why = words(required=True)


@goals.post("/<uuid:goal_id>/progress/<uuid:entry_id>/retraction", status=200)
class RetractProgressSchema(CommandSchema):
    """Take an entry or a rating back that should not be there."""

    command = RetractProgress
    example = {"why": "That was another day"}

    why = words(required=True)


@goals.post("/<uuid:goal_id>/ratings")
class RateGoalSchema(CommandSchema):
    """Rate a goal on its own scale: 0 to 10 (GBO), or -2 to +2 (GAS)."""

    command = RateGoal
    example = {
        "measure_id": "01940005-7000-7000-8000-000000000005",
        "rater": "client",
        "value": 0,
    }

    rating_id = own_id()
    measure_id = Identifier(required=True)
    rater = fields.Enum(Rater, by_value=True, required=True)
    value = whole(-2, 10, required=True)
    occurred_on = day()
    note = words()


@goals.post("/<uuid:goal_id>/excuses")
class ExcuseOccurrenceSchema(CommandSchema):
    """Excuse a day on which a practice is due; it does not count."""

    command = ExcuseOccurrence
    example = {
        "measure_id": "01940005-7000-7000-8000-000000000005",
        "occurred_on": "2025-01-08",
        "reason": "Travelling",
    }

    measure_id = Identifier(required=True)
    occurred_on = day(required=True)
    reason = words(required=True)


@goals.post("/<uuid:goal_id>/barriers")
class NoteBarrierSchema(CommandSchema):
    """Say what stands in the way."""

    command = NoteBarrier
    example = {"words": "My partner would rather not"}

    barrier_id = own_id()
    words = words(required=True)
    occurred_on = day()


@goals.post("/<uuid:goal_id>/setbacks")
class RecordSetbackSchema(CommandSchema):
    """Write down that it went backwards: what happened, what was learned, what next."""

    command = RecordSetback
    example = {
        "what_happened": "Flu and a deadline",
        "learned": "Ten minutes is too much when I am ill",
        "plan": "Five minutes for a while",
    }

    setback_id = own_id()
    what_happened = words(required=True)
    learned = words()
    plan = words()
    occurred_on = day()


@goals.post("/<uuid:goal_id>/acknowledgements")
class AcknowledgeAchievementSchema(CommandSchema):
    """Say something about an achievement, in words."""

    command = AcknowledgeAchievement
    example = {"words": "You kept at it, through the flu and all"}

    acknowledgement_id = own_id()
    words = words(required=True)
    milestone_id = Identifier(load_default=None)
