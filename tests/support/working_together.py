"""What client and clinician say, try and decide about a goal: commands and facts."""

from typing import Any
from uuid import UUID

from services.goals.domain.goal.acknowledgement import AcknowledgeAchievement
from services.goals.domain.goal.action_steps import AssignActionStep, CompleteActionStep
from services.goals.domain.goal.agreement import DisagreeGoal, RejectGoal
from services.goals.domain.goal.creation import ProposeGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.ending import StartMaintenance, VoidGoal
from services.goals.domain.goal.links import LinkGoal, UnlinkGoal
from services.goals.domain.goal.obstacles import NoteBarrier, RecordSetback
from services.goals.domain.goal.review import ReviewGoal
from services.goals.domain.goal.succession import BreakDownGoal, ReplaceGoal
from services.goals.domain.goal.wording_review import ReviewWording
from shared.contracts.goals import (
    AchievementAcknowledged,
    ActionStepAssigned,
    ActionStepCompleted,
    BarrierNoted,
    Decision,
    GoalBrokenDown,
    GoalDisagreed,
    GoalRejected,
    GoalReplaced,
    GoalReviewed,
    MaintenanceStarted,
    Party,
    SetbackRecorded,
)
from tests.support.examples import LATER, MONDAY

GOAL = UUID(int=0x60A1)
OTHER_GOAL = UUID(int=0x07E4)
STEP = UUID(int=0x57E9)
BARRIER = UUID(int=0xBA44)
SETBACK = UUID(int=0x5E7B)
THANKS = UUID(int=0x74A4)

# Commands.


def assign_action_step(**fields: Any) -> AssignActionStep:
    return AssignActionStep(**{"step_id": STEP, "words": "Lay the shoes out", **fields})


def complete_action_step(**fields: Any) -> CompleteActionStep:
    return CompleteActionStep(**{"step_id": STEP, "today": LATER, **fields})


def disagree_goal(**fields: Any) -> DisagreeGoal:
    return DisagreeGoal(**{"party": Party.CLIENT, "reason": "Too soon", **fields})


def reject_goal(**fields: Any) -> RejectGoal:
    return RejectGoal(
        **{"party": Party.CLIENT, "reason": "Not mine", "today": LATER, **fields}
    )


def note_barrier(**fields: Any) -> NoteBarrier:
    return NoteBarrier(
        **{"barrier_id": BARRIER, "words": "Night shifts", "today": LATER, **fields}
    )


def record_setback(**fields: Any) -> RecordSetback:
    return RecordSetback(
        **{
            "setback_id": SETBACK,
            "what_happened": "Flu, and a deadline",
            "today": LATER,
            **fields,
        }
    )


def review_goal(**fields: Any) -> ReviewGoal:
    return ReviewGoal(**{"decision": Decision.CONTINUE, "today": LATER, **fields})


def acknowledge(**fields: Any) -> AcknowledgeAchievement:
    return AcknowledgeAchievement(
        **{"acknowledgement_id": THANKS, "words": "You did it", **fields}
    )


def start_maintenance(**fields: Any) -> StartMaintenance:
    return StartMaintenance(**{"today": LATER, **fields})


def void_goal(**fields: Any) -> VoidGoal:
    return VoidGoal(**{"reason": "Written for another person", **fields})


def break_down_goal(*children: UUID, **fields: Any) -> BreakDownGoal:
    return BreakDownGoal(
        **{
            "goal_id": GOAL,
            "children": children,
            "reason": "One step at a time",
            **fields,
        }
    )


def replace_goal(**fields: Any) -> ReplaceGoal:
    return ReplaceGoal(
        **{
            "goal_id": GOAL,
            "successor_id": OTHER_GOAL,
            "reason": "Saying it aloud fits better",
            "today": LATER,
            **fields,
        }
    )


SOME_OF_EACH: tuple[GoalCommand, ...] = (
    ProposeGoal(),
    ReviewWording(statement="Walk for 20 minutes every day"),
    assign_action_step(),
    complete_action_step(),
    disagree_goal(),
    reject_goal(),
    note_barrier(),
    record_setback(),
    review_goal(),
    acknowledge(),
    break_down_goal(OTHER_GOAL),
    replace_goal(),
    start_maintenance(),
    LinkGoal(other_goal_id=OTHER_GOAL),
    UnlinkGoal(other_goal_id=OTHER_GOAL),
    void_goal(),
)

# Facts.


def action_step_assigned(**fields: Any) -> ActionStepAssigned:
    return ActionStepAssigned(
        **{"step_id": STEP, "words": "Lay the shoes out", **fields}
    )


def action_step_completed(**fields: Any) -> ActionStepCompleted:
    return ActionStepCompleted(**{"step_id": STEP, "occurred_on": LATER, **fields})


def goal_disagreed(**fields: Any) -> GoalDisagreed:
    return GoalDisagreed(**{"party": Party.CLIENT, "reason": "Too soon", **fields})


def goal_rejected(**fields: Any) -> GoalRejected:
    return GoalRejected(
        **{"party": Party.CLIENT, "occurred_on": LATER, "reason": "Not mine", **fields}
    )


def barrier_noted(**fields: Any) -> BarrierNoted:
    return BarrierNoted(
        **{
            "barrier_id": BARRIER,
            "occurred_on": LATER,
            "words": "Night shifts",
            **fields,
        }
    )


def setback_recorded(**fields: Any) -> SetbackRecorded:
    return SetbackRecorded(
        **{
            "setback_id": SETBACK,
            "occurred_on": LATER,
            "what_happened": "Flu, and a deadline",
            **fields,
        }
    )


def goal_reviewed(**fields: Any) -> GoalReviewed:
    return GoalReviewed(
        **{"occurred_on": MONDAY, "decision": Decision.CONTINUE, **fields}
    )


def acknowledged(**fields: Any) -> AchievementAcknowledged:
    return AchievementAcknowledged(
        **{"acknowledgement_id": THANKS, "words": "You did it", **fields}
    )


def goal_broken_down(*children: UUID, **fields: Any) -> GoalBrokenDown:
    return GoalBrokenDown(
        **{"children": children, "reason": "One step at a time", **fields}
    )


def goal_replaced(**fields: Any) -> GoalReplaced:
    return GoalReplaced(
        **{
            "occurred_on": LATER,
            "successor_id": OTHER_GOAL,
            "reason": "Saying it aloud fits better",
            **fields,
        }
    )


def maintenance_started(**fields: Any) -> MaintenanceStarted:
    return MaintenanceStarted(**{"occurred_on": LATER, **fields})
