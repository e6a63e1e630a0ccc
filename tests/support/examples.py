"""Facts and commands for tests: a test names only the fields that it is about."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.ending import CancelGoal, CompleteGoal
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalAdjusted,
    GoalAgreed,
    GoalCreated,
    GoalPaused,
    GoalRegressed,
    GoalResumed,
    MeasureDefined,
    MeasureKind,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    Party,
    ProgressCorrected,
    ProgressRecorded,
    Target,
)

CLIENT = UUID(int=0xC11E47)
MEASURE = UUID(int=0x3EA)
MILESTONE = UUID(int=0x57094)
MONDAY = date(2025, 1, 6)
SUNDAY = date(2025, 1, 12)
LATER = date(2026, 1, 5)
"""A Monday long after: nothing recorded before it is in the future."""

AT_LEAST_7 = Target(low=7)
BELOW_8 = Target(high=8, strict=True)


def entry_id(number: int) -> UUID:
    """Return the id of a test's n-th entry."""
    return UUID(int=0xE0000 + number)


def week(number: int, weekday: int = 0) -> date:
    """Return a day of a week; week 1 begins on MONDAY, 0 is a Monday."""
    return MONDAY + timedelta(weeks=number - 1, days=weekday)


# Commands.


def create_goal(**fields: Any) -> CreateGoal:
    return CreateGoal(**{"client_id": CLIENT, "own_words": "Sleep better", **fields})


def define_measure(**fields: Any) -> DefineMeasure:
    return DefineMeasure(
        **{
            "measure_id": MEASURE,
            "kind": MeasureKind.NUMERIC,
            "target": AT_LEAST_7,
            **fields,
        }
    )


def add_milestone(**fields: Any) -> AddMilestone:
    return AddMilestone(
        **{
            "milestone_id": MILESTONE,
            "words": "A first step",
            "measure_id": MEASURE,
            "target": Target(low=4),
            **fields,
        }
    )


def add_milestone_in_words(**fields: Any) -> AddMilestone:
    return AddMilestone(**{"milestone_id": MILESTONE, "words": "Call her", **fields})


def agree_goal(party: Party, **fields: Any) -> AgreeGoal:
    return AgreeGoal(party=party, **fields)


def activate_goal(**fields: Any) -> ActivateGoal:
    return ActivateGoal(**{"start_on": MONDAY, **fields})


def record_progress(
    value: float | None = None, *, entry: int = 1, **fields: Any
) -> RecordProgress:
    return RecordProgress(
        **{
            "entry_id": entry_id(entry),
            "occurred_on": MONDAY,
            "today": LATER,
            "measure_id": MEASURE,
            "value": value,
            **fields,
        }
    )


def correct_progress(
    new_value: float, *, entry: int = 1, **fields: Any
) -> CorrectProgress:
    return CorrectProgress(
        **{
            "entry_id": entry_id(entry),
            "new_value": new_value,
            "why": "A slip of the pen",
            "today": LATER,
            **fields,
        }
    )


def adjust_goal(**fields: Any) -> AdjustGoal:
    return AdjustGoal(
        **{"measure_id": MEASURE, "reason": "A hard week", "today": LATER, **fields}
    )


def pause_goal(**fields: Any) -> PauseGoal:
    return PauseGoal(**{"today": LATER, **fields})


def resume_goal(**fields: Any) -> ResumeGoal:
    return ResumeGoal(**{"today": LATER, **fields})


def complete_goal(**fields: Any) -> CompleteGoal:
    return CompleteGoal(**{"today": LATER, **fields})


def cancel_goal(**fields: Any) -> CancelGoal:
    return CancelGoal(**{"today": LATER, **fields})


# Facts.


def goal_created(**fields: Any) -> GoalCreated:
    return GoalCreated(**{"client_id": CLIENT, "own_words": "Sleep better", **fields})


def measure_defined(**fields: Any) -> MeasureDefined:
    return MeasureDefined(
        **{
            "measure_id": MEASURE,
            "kind": MeasureKind.NUMERIC,
            "target": AT_LEAST_7,
            **fields,
        }
    )


def milestone_added(**fields: Any) -> MilestoneAdded:
    return MilestoneAdded(
        **{
            "milestone_id": MILESTONE,
            "words": "A first step",
            "measure_id": MEASURE,
            "target": Target(low=4),
            **fields,
        }
    )


def milestone_in_words_added(**fields: Any) -> MilestoneAdded:
    return MilestoneAdded(**{"milestone_id": MILESTONE, "words": "Call her", **fields})


def goal_agreed(party: Party, **fields: Any) -> GoalAgreed:
    return GoalAgreed(party=party, **fields)


def goal_activated(**fields: Any) -> GoalActivated:
    return GoalActivated(**{"start_on": MONDAY, **fields})


def progress_recorded(
    value: float | None = None, *, entry: int = 1, **fields: Any
) -> ProgressRecorded:
    return ProgressRecorded(
        **{
            "entry_id": entry_id(entry),
            "occurred_on": MONDAY,
            "measure_id": MEASURE,
            "value": value,
            **fields,
        }
    )


def progress_corrected(
    old: float, new: float, *, entry: int = 1, **fields: Any
) -> ProgressCorrected:
    return ProgressCorrected(
        **{
            "entry_id": entry_id(entry),
            "measure_id": MEASURE,
            "occurred_on": MONDAY,
            "old_value": old,
            "new_value": new,
            "why": "A slip of the pen",
            **fields,
        }
    )


def milestone_achieved(*, entry: int = 1, **fields: Any) -> MilestoneAchieved:
    return MilestoneAchieved(
        **{
            "milestone_id": MILESTONE,
            "occurred_on": MONDAY,
            "caused_by": entry_id(entry),
            "evidence": (entry_id(entry),),
            **fields,
        }
    )


def milestone_reopened(*, entry: int = 1, **fields: Any) -> MilestoneReopened:
    return MilestoneReopened(
        **{"milestone_id": MILESTONE, "caused_by": entry_id(entry), **fields}
    )


def goal_achieved(*, entry: int = 1, **fields: Any) -> GoalAchieved:
    return GoalAchieved(
        **{
            "occurred_on": MONDAY,
            "caused_by": entry_id(entry),
            "evidence": (entry_id(entry),),
            **fields,
        }
    )


def goal_regressed(*, entry: int = 1, **fields: Any) -> GoalRegressed:
    return GoalRegressed(
        **{"occurred_on": MONDAY, "caused_by": entry_id(entry), **fields}
    )


def goal_adjusted(**fields: Any) -> GoalAdjusted:
    return GoalAdjusted(
        **{
            "measure_id": MEASURE,
            "effective_on": LATER,
            "reason": "A hard week",
            **fields,
        }
    )


def goal_paused(day: date, **fields: Any) -> GoalPaused:
    return GoalPaused(occurred_on=day, **fields)


def goal_resumed(day: date) -> GoalResumed:
    return GoalResumed(occurred_on=day)
