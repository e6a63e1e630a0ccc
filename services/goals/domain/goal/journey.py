"""The journey of a goal: it starts, rests, goes on, and a person ends it."""

from dataclasses import dataclass
from datetime import date

from services.goals.domain.goal.guards import (
    day_of_ending,
    day_since_the_start,
    must_be_open,
    must_exist,
    must_have_a_reason,
    must_have_started,
)
from services.goals.domain.goal.standing import is_kept_up, targeted
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
)
from shared.contracts.goals import (
    GoalActivated,
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    GoalPaused,
    GoalResumed,
    GoalVoided,
    MaintenanceStarted,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteGoal:
    today: date
    occurred_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelGoal:
    today: date
    occurred_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMaintenance:
    today: date
    occurred_on: date | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidGoal:
    reason: str


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


class NothingToKeepUpYet(GoalError):
    """Maintenance keeps up what was achieved; the target of this goal lies ahead."""


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


def complete(goal: Goal, command: CompleteGoal) -> list[GoalEvent]:
    """Return a person's decision that the work is done, achieved or not."""
    must_exist(goal)
    if goal.status is Status.COMPLETED:
        return []
    must_have_started(goal)
    day = day_since_the_start(goal, command.occurred_on, command.today)
    achieved = _is_achieved(goal, day)
    return [GoalCompleted(occurred_on=day, achieved=achieved, note=command.note)]


def cancel(goal: Goal, command: CancelGoal) -> list[GoalEvent]:
    """Return a person's decision to let the goal go."""
    must_exist(goal)
    if goal.status is Status.CANCELLED:
        return []
    must_be_open(goal)
    day = day_of_ending(goal, command.occurred_on, command.today)
    return [GoalCancelled(occurred_on=day, reason=command.reason)]


def maintain(goal: Goal, command: StartMaintenance) -> list[GoalEvent]:
    """Return that what was achieved is kept up from here on."""
    must_have_started(goal)
    if goal.maintained:
        return []
    day = day_since_the_start(goal, command.occurred_on, command.today)
    if not _is_achieved(goal, day):
        raise NothingToKeepUpYet
    return [MaintenanceStarted(occurred_on=day, plan=command.plan)]


def void(goal: Goal, command: VoidGoal) -> list[GoalEvent]:
    """Return that the goal should never have been recorded, however far it came."""
    if goal.status is Status.ENTERED_IN_ERROR:
        return []
    must_exist(goal)
    must_have_a_reason(command.reason)
    return [GoalVoided(reason=command.reason)]


def _is_achieved(goal: Goal, day: date) -> bool:
    return goal.achieved or (goal.continuous and is_kept_up(goal, day))


def _starts_at_its_target(goal: Goal) -> bool:
    baselines = [
        (goal.measures[place].target, goal.measures[place].baseline)
        for place in targeted(goal)
    ]
    return bool(baselines) and all(
        baseline is not None and meets(target, baseline)
        for target, baseline in baselines
    )
