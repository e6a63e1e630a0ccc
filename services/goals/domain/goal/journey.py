"""The journey of a goal: it starts, rests and goes on."""

from dataclasses import dataclass
from datetime import date

from services.goals.domain.goal.guards import (
    day_since_the_start,
    must_be_open,
    must_have_started,
)
from services.goals.domain.goal.standing import targeted
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
)
from shared.contracts.goals import (
    GoalActivated,
    GoalEvent,
    GoalPaused,
    GoalResumed,
    Party,
)
from shared.measures import meets

REVIEW_WEEKS = range(1, 53)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateGoal:
    """The start may lie ahead; until then the goal is planned."""

    start_on: date
    review_every_weeks: int | None = None
    continuous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseGoal:
    today: date
    occurred_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeGoal:
    today: date
    occurred_on: date | None = None


class GoalHasAlreadyStarted(GoalError):
    """This goal is activated already; a goal starts once."""


class AgreementIsMissing(GoalError):
    """A goal starts when client and clinician have both agreed to it."""


class MeasureIsMissing(GoalError):
    """A goal starts once it is settled how progress shows: define a measure first."""


class ContinuousGoalStartsAtItsTarget(GoalError):
    """A continuous goal keeps up what is already so: its baselines meet its targets."""


class ReviewCadenceIsImpossible(ImpossibleRequest):
    """Reviews are held every 1 to 52 weeks."""


class ResumedBeforeThePause(GoalError):
    """The goal cannot be taken up again before the day on which it was paused."""


class PausedBeforeTheLastPauseWasOver(GoalError):
    """The goal was still resting from an earlier pause on that day."""


def activate(goal: Goal, command: ActivateGoal) -> list[GoalEvent]:
    """Return the start of work on a goal that both agreed to."""
    must_be_open(goal)
    if goal.status is not Status.PROPOSED:
        raise GoalHasAlreadyStarted
    if goal.agreed != set(Party):
        raise AgreementIsMissing
    if not goal.measures:
        raise MeasureIsMissing
    weeks = command.review_every_weeks
    if weeks is not None and weeks not in REVIEW_WEEKS:
        raise ReviewCadenceIsImpossible
    if command.continuous and not _starts_at_its_target(goal):
        raise ContinuousGoalStartsAtItsTarget
    return [
        GoalActivated(
            start_on=command.start_on,
            review_every_weeks=weeks,
            continuous=command.continuous,
        )
    ]


def pause(goal: Goal, command: PauseGoal) -> list[GoalEvent]:
    """Return the beginning of a rest."""
    must_have_started(goal)
    if goal.status is Status.ON_HOLD:
        return []
    day = day_since_the_start(goal, command.occurred_on, command.today)
    if goal.rests and day < goal.rests[-1].resumed_on:
        raise PausedBeforeTheLastPauseWasOver
    return [GoalPaused(occurred_on=day, reason=command.reason)]


def resume(goal: Goal, command: ResumeGoal) -> list[GoalEvent]:
    """Return the end of a rest."""
    must_have_started(goal)
    if goal.status is Status.ACTIVE:
        return []
    day = day_since_the_start(goal, command.occurred_on, command.today)
    if goal.paused_on is not None and day < goal.paused_on:
        raise ResumedBeforeThePause
    return [GoalResumed(occurred_on=day)]


def _starts_at_its_target(goal: Goal) -> bool:
    baselines = [
        (goal.measures[place].target, goal.measures[place].baseline)
        for place in targeted(goal)
    ]
    return bool(baselines) and all(
        baseline is not None and meets(target, baseline)
        for target, baseline in baselines
    )
