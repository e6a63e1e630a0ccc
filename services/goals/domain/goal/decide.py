"""Which topic a command belongs to; its rules are there."""

from services.goals.domain.goal import (
    acknowledgement,
    action_steps,
    adjustment,
    agreement,
    creation,
    ending,
    excuses,
    forms,
    journey,
    links,
    measures,
    milestones,
    obstacles,
    progress,
    ratings,
    review,
    succession,
    wording_review,
)
from services.goals.domain.goal.acknowledgement import AcknowledgeAchievement
from services.goals.domain.goal.action_steps import AssignActionStep, CompleteActionStep
from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal, DisagreeGoal, RejectGoal
from services.goals.domain.goal.creation import CreateGoal, ProposeGoal
from services.goals.domain.goal.ending import (
    CancelGoal,
    CompleteGoal,
    StartMaintenance,
    VoidGoal,
)
from services.goals.domain.goal.excuses import ExcuseOccurrence
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.links import LinkGoal, UnlinkGoal
from services.goals.domain.goal.measures import DefineGasScale, DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone, WithdrawMilestone
from services.goals.domain.goal.obstacles import NoteBarrier, RecordSetback
from services.goals.domain.goal.progress import (
    CorrectProgress,
    RecordProgress,
    RetractProgress,
)
from services.goals.domain.goal.ratings import RateGoal
from services.goals.domain.goal.review import ReviewGoal
from services.goals.domain.goal.state import Goal
from services.goals.domain.goal.succession import BreakDownGoal, ReplaceGoal
from services.goals.domain.goal.wording_review import ReviewWording
from shared.contracts.goals import GoalEvent

GoalCommand = (
    CreateGoal
    | ProposeGoal
    | ReviewWording
    | DefineMeasure
    | DefineGasScale
    | AddMilestone
    | WithdrawMilestone
    | AssignActionStep
    | CompleteActionStep
    | AgreeGoal
    | DisagreeGoal
    | RejectGoal
    | ActivateGoal
    | RecordProgress
    | CorrectProgress
    | RetractProgress
    | RateGoal
    | FollowForm
    | ExcuseOccurrence
    | NoteBarrier
    | RecordSetback
    | ReviewGoal
    | AcknowledgeAchievement
    | AdjustGoal
    | BreakDownGoal
    | ReplaceGoal
    | PauseGoal
    | ResumeGoal
    | StartMaintenance
    | CompleteGoal
    | CancelGoal
    | VoidGoal
    | LinkGoal
    | UnlinkGoal
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
        case RetractProgress():
            return progress.retract(goal, command)
        case RateGoal():
            return ratings.rate(goal, command)
        case FollowForm():
            return forms.follow(goal, command)
        case ExcuseOccurrence():
            return excuses.excuse(goal, command)
        case CreateGoal():
            return creation.create(goal, command)
        case ProposeGoal():
            return creation.propose(goal, command)
        case ReviewWording():
            return wording_review.review_wording(goal, command)
        case DefineMeasure():
            return measures.define(goal, command)
        case DefineGasScale():
            return measures.define_scale(goal, command)
        case AddMilestone():
            return milestones.add(goal, command)
        case WithdrawMilestone():
            return milestones.withdraw(goal, command)
        case AssignActionStep():
            return action_steps.assign(goal, command)
        case CompleteActionStep():
            return action_steps.complete(goal, command)
        case AgreeGoal():
            return agreement.agree(goal, command)
        case DisagreeGoal():
            return agreement.disagree(goal, command)
        case RejectGoal():
            return agreement.reject(goal, command)
        case ActivateGoal():
            return journey.activate(goal, command)
        case AdjustGoal():
            return adjustment.adjust(goal, command)
        case NoteBarrier():
            return obstacles.note_barrier(goal, command)
        case RecordSetback():
            return obstacles.record_setback(goal, command)
        case ReviewGoal():
            return review.review(goal, command)
        case AcknowledgeAchievement():
            return acknowledgement.acknowledge(goal, command)
        case BreakDownGoal():
            return succession.break_down(goal, command)
        case ReplaceGoal():
            return succession.make_way(goal, command)
        case LinkGoal():
            return links.link(goal, command)
        case UnlinkGoal():
            return links.unlink(goal, command)
        case PauseGoal():
            return journey.pause(goal, command)
        case ResumeGoal():
            return journey.resume(goal, command)
        case StartMaintenance():
            return ending.maintain(goal, command)
        case CompleteGoal():
            return ending.complete(goal, command)
        case CancelGoal():
            return ending.cancel(goal, command)
        case VoidGoal():
            return ending.void(goal, command)
