"""The goals resource: one route per command."""

from typing import Any
from uuid import UUID

from flask import Response

from services.goals.api.carrying_out import (
    CommandAnswerSchema,
    CommandHeadersSchema,
    carry_out,
    party_of,
)
from services.goals.api.schemas import (
    ActivateGoalSchema,
    AddMilestoneSchema,
    AdjustGoalSchema,
    AgreeGoalSchema,
    Asked,
    CancelGoalSchema,
    CompleteGoalSchema,
    CorrectProgressSchema,
    CreateGoalSchema,
    DefineMeasureSchema,
    PauseGoalSchema,
    RecordProgressSchema,
    ResumeGoalSchema,
)
from shared.tokens import clinic_of
from shared.web import Blueprint, caller

Headers = dict[str, Any]

bp = Blueprint("goals", __name__, url_prefix="/v1/goals")


@bp.post("")
@bp.arguments(CreateGoalSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(201, CommandAnswerSchema)
def create(asked: Asked, headers: Headers) -> Response:
    """Put a goal into words, for the clinic in Guidepost-Clinic."""
    clinic_of(caller())
    goal_id = asked.values.pop("goal_id")
    return carry_out(goal_id, asked, headers, status=201)


@bp.post("/<uuid:goal_id>/measures")
@bp.arguments(DefineMeasureSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(201, CommandAnswerSchema)
def define_measure(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Settle how progress shows."""
    return carry_out(goal_id, asked, headers, status=201)


@bp.post("/<uuid:goal_id>/milestones")
@bp.arguments(AddMilestoneSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(201, CommandAnswerSchema)
def add_milestone(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Agree on a stop on the way."""
    return carry_out(goal_id, asked, headers, status=201)


@bp.post("/<uuid:goal_id>/agreements")
@bp.arguments(AgreeGoalSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def agree(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Say yes to a goal, as client or as clinician."""
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/activation")
@bp.arguments(ActivateGoalSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def activate(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Start the work on a goal."""
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/progress")
@bp.arguments(RecordProgressSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(201, CommandAnswerSchema)
def record_progress(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Record where the client stands."""
    return carry_out(goal_id, asked, headers, status=201)


@bp.post("/<uuid:goal_id>/progress/<uuid:entry_id>/corrections")
@bp.arguments(CorrectProgressSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(201, CommandAnswerSchema)
def correct_progress(
    asked: Asked, headers: Headers, goal_id: UUID, entry_id: UUID
) -> Response:
    """Put an entry right; both values are kept."""
    asked.values["entry_id"] = entry_id
    return carry_out(goal_id, asked, headers, status=201)


@bp.post("/<uuid:goal_id>/adjustments")
@bp.arguments(AdjustGoalSchema)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def adjust(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Change the step or the target, for a reason."""
    asked.values["by"] = asked.values["by"] or party_of(caller().actor)
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/pause")
@bp.arguments(PauseGoalSchema, required=False)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def pause(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Let the goal rest for a while."""
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/resumption")
@bp.arguments(ResumeGoalSchema, required=False)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def resume(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Take the goal up again."""
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/completion")
@bp.arguments(CompleteGoalSchema, required=False)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def complete(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Decide that the work on the goal is done."""
    return carry_out(goal_id, asked, headers)


@bp.post("/<uuid:goal_id>/cancellation")
@bp.arguments(CancelGoalSchema, required=False)
@bp.arguments(CommandHeadersSchema, location="headers")
@bp.response(200, CommandAnswerSchema)
def cancel(asked: Asked, headers: Headers, goal_id: UUID) -> Response:
    """Let the goal go."""
    return carry_out(goal_id, asked, headers)
