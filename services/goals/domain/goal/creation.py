"""A goal begins as somebody's words: a proposal."""

from dataclasses import dataclass
from uuid import UUID

from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
)
from shared.contracts.goals import GoalCreated, GoalEvent, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateGoal:
    client_id: UUID
    own_words: str
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    why: str | None = None
    parent_id: UUID | None = None


class GoalAlreadyExists(GoalError):
    """A goal with this id already exists."""


class GoalNeedsWords(ImpossibleRequest):
    """A goal is put into words first."""


def create(goal: Goal, command: CreateGoal) -> list[GoalEvent]:
    """Return the facts of a new goal, in the client's own words."""
    if goal.status is not Status.UNKNOWN:
        raise GoalAlreadyExists
    if not command.own_words.strip():
        raise GoalNeedsWords
    return [
        GoalCreated(
            client_id=command.client_id,
            own_words=command.own_words,
            term=command.term,
            time_zone=command.time_zone,
            why=command.why,
            parent_id=command.parent_id,
        )
    ]
