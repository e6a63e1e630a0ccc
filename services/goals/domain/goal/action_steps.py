"""Something small to do next, and who does it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.guards import (
    must_be_open,
    must_have_come,
    must_have_words,
)
from services.goals.domain.goal.plan import ActionStep
from services.goals.domain.goal.state import Goal, GoalError, place_of_step
from shared.contracts.goals import (
    ActionStepAssigned,
    ActionStepCompleted,
    GoalEvent,
    Party,
)

MOST_STEPS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignActionStep:
    step_id: UUID
    words: str
    assigned_to: Party = Party.CLIENT
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteActionStep:
    step_id: UUID
    today: date
    occurred_on: date | None = None
    note: str | None = None


class StepIsUnknown(GoalError):
    """This goal has no such action step."""


class StepIsAlreadyAssigned(GoalError):
    """This action step is part of the plan already, for someone else or another day."""


class StepIsAlreadyDone(GoalError):
    """This action step is done already, on another day."""


class GoalHasEnoughSteps(GoalError):
    """A goal has at most 500 action steps."""


def assign(goal: Goal, command: AssignActionStep) -> list[GoalEvent]:
    """Return the new step, or nothing when it is there already."""
    must_be_open(goal)
    must_have_words(command.words)
    place = place_of_step(goal, command.step_id)
    if place is not None:
        if _same(goal.steps[place], command):
            return []
        raise StepIsAlreadyAssigned
    if len(goal.steps) >= MOST_STEPS:
        raise GoalHasEnoughSteps
    return [
        ActionStepAssigned(
            step_id=command.step_id,
            words=command.words,
            assigned_to=command.assigned_to,
            due_on=command.due_on,
        )
    ]


def complete(goal: Goal, command: CompleteActionStep) -> list[GoalEvent]:
    """Return that a step is done, or nothing when that is known; some need no start."""
    must_be_open(goal)
    place = place_of_step(goal, command.step_id)
    if place is None:
        raise StepIsUnknown
    done_on = goal.steps[place].done_on
    if done_on is not None:
        if command.occurred_on in (None, done_on):
            return []
        raise StepIsAlreadyDone
    day = command.occurred_on or command.today
    must_have_come(day, command.today)
    return [
        ActionStepCompleted(step_id=command.step_id, occurred_on=day, note=command.note)
    ]


def _same(step: ActionStep, command: AssignActionStep) -> bool:
    return (step.assigned_to, step.due_on) == (command.assigned_to, command.due_on)
