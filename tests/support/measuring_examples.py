"""Facts and commands about scales, ratings, forms and excuses, for tests."""

from typing import Any
from uuid import UUID, uuid5

from services.goals.domain.goal.excuses import ExcuseOccurrence
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.measures import DefineGasScale
from services.goals.domain.goal.milestones import WithdrawMilestone
from services.goals.domain.goal.progress import RetractProgress
from services.goals.domain.goal.ratings import RateGoal
from shared.contracts.goals import (
    GasScaleDefined,
    GoalEvent,
    GoalRated,
    Instrument,
    MeasureKind,
    MilestoneAdded,
    MilestoneWithdrawn,
    OccurrenceExcused,
    Party,
    ProgressRecorded,
    ProgressRetracted,
    Rater,
    Target,
)
from tests.support.examples import (
    LATER,
    MEASURE,
    MILESTONE,
    MONDAY,
    entry_id,
    goal_activated,
    goal_agreed,
    goal_created,
)
from tests.support.histories import active_goal

LEVELS = {
    "much_less_than_expected": "I avoid her calls",
    "less_than_expected": "We talk about the weather",
    "as_expected": "I have told her part of my story",
    "more_than_expected": "She asks and I answer",
    "much_more_than_expected": "We speak about it freely",
}
GBO: dict[str, Any] = {
    "kind": MeasureKind.GBO,
    "baseline": 2,
    "target": Target(low=7),
}
PHQ_9: dict[str, Any] = {
    "kind": MeasureKind.PHQ9,
    "baseline": 18,
    "target": Target(high=10, strict=True),
}


def form_id(number: int) -> UUID:
    """Return the id of a test's n-th form."""
    return UUID(int=0xF0000 + number)


def of_form(number: int, again: str = "") -> UUID:
    """Return the id of the entry that MEASURE has from a form."""
    return uuid5(MEASURE, f"{form_id(number)}{again}")


# Histories.


def rated_goal(*milestones: MilestoneAdded, **measure: Any) -> tuple[GoalEvent, ...]:
    """Return an active goal that its client rates from 0 to 10."""
    return active_goal(*milestones, **{**GBO, **measure})


def scaled_goal(*milestones: MilestoneAdded, **scale: Any) -> tuple[GoalEvent, ...]:
    """Return an active goal with a GAS scale of its own."""
    agreements = (goal_agreed(party) for party in Party)
    return (
        goal_created(),
        gas_scale_defined(**scale),
        *agreements,
        *milestones,
        goal_activated(),
    )


def form_goal(*milestones: MilestoneAdded, **measure: Any) -> tuple[GoalEvent, ...]:
    """Return an active goal that is measured by the PHQ-9."""
    return active_goal(*milestones, **{**PHQ_9, **measure})


# Commands.


def define_gas_scale(**fields: Any) -> DefineGasScale:
    return DefineGasScale(**{"measure_id": MEASURE, **LEVELS, **fields})


def withdraw_milestone(**fields: Any) -> WithdrawMilestone:
    return WithdrawMilestone(
        **{"milestone_id": MILESTONE, "reason": "It no longer matters", **fields}
    )


def rate_goal(
    value: Any, *, rater: Rater = Rater.CLIENT, entry: int = 1, **fields: Any
) -> RateGoal:
    return RateGoal(
        **{
            "rating_id": entry_id(entry),
            "measure_id": MEASURE,
            "rater": rater,
            "value": value,
            "occurred_on": MONDAY,
            "today": LATER,
            **fields,
        }
    )


def retract_progress(*, entry: int = 1, **fields: Any) -> RetractProgress:
    return RetractProgress(
        **{
            "entry_id": entry_id(entry),
            "why": "That was another day",
            "today": LATER,
            **fields,
        }
    )


def follow_form(total: int | None, *, form: int = 1, **fields: Any) -> FollowForm:
    return FollowForm(
        **{
            "administration_id": form_id(form),
            "instrument": Instrument.PHQ9,
            "occurred_on": MONDAY,
            "total": total,
            "today": LATER,
            **fields,
        }
    )


def excuse_occurrence(**fields: Any) -> ExcuseOccurrence:
    return ExcuseOccurrence(
        **{
            "measure_id": MEASURE,
            "occurred_on": MONDAY,
            "reason": "Travelling",
            "today": LATER,
            **fields,
        }
    )


# Facts.


def gas_scale_defined(**fields: Any) -> GasScaleDefined:
    return GasScaleDefined(**{"measure_id": MEASURE, **LEVELS, **fields})


def milestone_withdrawn(**fields: Any) -> MilestoneWithdrawn:
    return MilestoneWithdrawn(
        **{"milestone_id": MILESTONE, "reason": "It no longer matters", **fields}
    )


def goal_rated(
    value: int, *, rater: Rater = Rater.CLIENT, entry: int = 1, **fields: Any
) -> GoalRated:
    return GoalRated(
        **{
            "rating_id": entry_id(entry),
            "measure_id": MEASURE,
            "rater": rater,
            "occurred_on": MONDAY,
            "value": value,
            **fields,
        }
    )


def progress_retracted(
    old: float | None, *, entry: int = 1, **fields: Any
) -> ProgressRetracted:
    return ProgressRetracted(
        **{
            "entry_id": entry_id(entry),
            "occurred_on": MONDAY,
            "measure_id": MEASURE,
            "old_value": old,
            "why": "That was another day",
            **fields,
        }
    )


def latest(value: float, *, entry: int = 1, **fields: Any) -> dict[str, Any]:
    """Return what a retraction says of the entry that is the latest now."""
    return {
        "latest_entry_id": entry_id(entry),
        "latest_value": value,
        "latest_on": MONDAY,
        **fields,
    }


def form_followed(value: float, *, form: int = 1, **fields: Any) -> ProgressRecorded:
    return ProgressRecorded(
        **{
            "entry_id": of_form(form),
            "occurred_on": MONDAY,
            "measure_id": MEASURE,
            "value": value,
            "administration_id": form_id(form),
            **fields,
        }
    )


def occurrence_excused(**fields: Any) -> OccurrenceExcused:
    return OccurrenceExcused(
        **{
            "measure_id": MEASURE,
            "occurred_on": MONDAY,
            "reason": "Travelling",
            **fields,
        }
    )
