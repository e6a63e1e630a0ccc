"""Client and clinician look at a goal together, and decide how to go on."""

from dataclasses import dataclass
from datetime import date

from services.goals.domain.goal.guards import day_since_the_start, must_have_started
from services.goals.domain.goal.state import Goal, GoalError, Status
from shared.contracts.goals import Decision, GoalEvent, GoalReviewed, Judgement
from shared.measures import DAYS_IN_A_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGoal:
    """The decision is kept; carrying it out is a command of its own."""

    decision: Decision
    today: date
    occurred_on: date | None = None
    judgement: Judgement | None = None
    note: str | None = None


class AchievedGoalsAreNotJudged(GoalError):
    """What is recorded shows that this goal is achieved; no judgement is needed."""


def review(goal: Goal, command: ReviewGoal) -> list[GoalEvent]:
    """Return what a review decided."""
    must_have_started(goal)
    if command.judgement is not None and goal.achieved:
        raise AchievedGoalsAreNotJudged
    return [
        GoalReviewed(
            occurred_on=day_since_the_start(goal, command.occurred_on, command.today),
            decision=command.decision,
            judgement=command.judgement,
            note=command.note,
        )
    ]


def review_due_on(goal: Goal) -> date | None:
    """Return the day of the next review; none while a goal rests or has ended."""
    since = goal.reviewed_on or goal.start_on
    if goal.status is not Status.ACTIVE or since is None:
        return None
    if goal.review_every_weeks is None:
        return None
    day = since.toordinal() + goal.review_every_weeks * DAYS_IN_A_WEEK
    return date.fromordinal(min(day, date.max.toordinal()))
