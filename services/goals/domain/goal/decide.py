"""Which topic a command belongs to; its rules are there."""

from services.goals.domain.goal import (
    adjustment,
    agreement,
    creation,
    journey,
    measures,
    milestones,
    progress,
)
from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.journey import (
    ActivateGoal,
    CancelGoal,
    CompleteGoal,
    PauseGoal,
    ResumeGoal,
)
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from services.goals.domain.goal.state import Goal
from shared.contracts.goals import GoalEvent

GoalCommand = (
    CreateGoal
    | DefineMeasure
    | AddMilestone
    | AgreeGoal
    | ActivateGoal
    | RecordProgress
    | CorrectProgress
    | AdjustGoal
    | PauseGoal
    | ResumeGoal
    | CompleteGoal
    | CancelGoal
)


def decide(goal: Goal, command: GoalCommand) -> list[GoalEvent]:
    """
    Return the facts that a command adds to the goal's history.

    :raises GoalError: if a rule forbids it; nothing is recorded then.
    """
    match command:
        case RecordProgress():
            return progress.record(goal, command)
        case CorrectProgress():
            return progress.correct(goal, command)
        case CreateGoal():
            return creation.create(goal, command)
        case DefineMeasure():
            return measures.define(goal, command)
        case AddMilestone():
            return milestones.add(goal, command)
        case AgreeGoal():
            return agreement.agree(goal, command)
        case ActivateGoal():
            return journey.activate(goal, command)
        case AdjustGoal():
            return adjustment.adjust(goal, command)
        case PauseGoal():
            return journey.pause(goal, command)
        case ResumeGoal():
            return journey.resume(goal, command)
        case CompleteGoal():
            return journey.complete(goal, command)
        case CancelGoal():
            return journey.cancel(goal, command)
