"""How work on a goal ends: done, let go, kept up from now on, or never meant."""

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
from services.goals.domain.goal.standing import is_kept_up
from services.goals.domain.goal.state import Goal, GoalError, Status
from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    GoalVoided,
    MaintenanceStarted,
)


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


class NothingToKeepUpYet(GoalError):
    """Maintenance keeps up what was achieved; the target of this goal lies ahead."""


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
