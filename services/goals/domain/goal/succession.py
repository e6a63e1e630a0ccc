"""A large goal is divided; one that no longer fits makes way for another."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.goal.guards import (
    day_of_ending,
    must_be_open,
    must_have_a_reason,
)
from services.goals.domain.goal.state import Goal, GoalError, ImpossibleRequest, Status
from shared.contracts.goals import GoalBrokenDown, GoalEvent, GoalReplaced

MOST_CHILDREN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDownGoal:
    """``goal_id`` is the goal itself, so that it is not among its own children."""

    goal_id: UUID
    children: tuple[UUID, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceGoal:
    """``goal_id`` is the goal itself, so that it does not take its own place."""

    goal_id: UUID
    successor_id: UUID
    reason: str
    today: date
    occurred_on: date | None = None


class ChildrenAreMissing(ImpossibleRequest):
    """Name the smaller goals that this one is divided into."""


class GoalIsNoPartOfItself(ImpossibleRequest):
    """A goal is neither a part of itself nor larger than the goal it is a part of."""


class GoalHasEnoughChildren(GoalError):
    """A goal is divided into at most 100 smaller ones."""


class GoalIsNotItsOwnSuccessor(ImpossibleRequest):
    """Another goal takes this one's place; to change this one, adjust it."""


def break_down(goal: Goal, command: BreakDownGoal) -> list[GoalEvent]:
    """Return the division into smaller goals that are not known as such yet."""
    must_be_open(goal)
    if not command.children:
        raise ChildrenAreMissing
    if {command.goal_id, goal.parent_id} & set(command.children):
        raise GoalIsNoPartOfItself
    must_have_a_reason(command.reason)
    children = dict.fromkeys(command.children)
    new = tuple(child for child in children if child not in goal.children)
    if len(goal.children) + len(new) > MOST_CHILDREN:
        raise GoalHasEnoughChildren
    return [GoalBrokenDown(children=new, reason=command.reason)] if new else []


def make_way(goal: Goal, command: ReplaceGoal) -> list[GoalEvent]:
    """Return the end of a goal whose place another one takes."""
    if goal.status is Status.CANCELLED and goal.successor_id == command.successor_id:
        return []
    must_be_open(goal)
    if command.successor_id == command.goal_id:
        raise GoalIsNotItsOwnSuccessor
    must_have_a_reason(command.reason)
    return [
        GoalReplaced(
            occurred_on=day_of_ending(goal, command.occurred_on, command.today),
            successor_id=command.successor_id,
            reason=command.reason,
        )
    ]
