"""A goal begins as somebody's words: a draft of their own, or a proposal."""

from dataclasses import dataclass
from uuid import UUID

from services.goals.domain.goal.guards import must_be_open
from services.goals.domain.goal.state import (
    Goal,
    GoalError,
    ImpossibleRequest,
    Status,
)
from shared.contracts.goals import GoalCreated, GoalEvent, GoalProposed, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateGoal:
    """``old_pattern`` and ``new_response`` are a replacement pair."""

    client_id: UUID
    own_words: str
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    why: str | None = None
    parent_id: UUID | None = None
    concern_ids: tuple[UUID, ...] = ()
    value_ids: tuple[UUID, ...] = ()
    replaces: UUID | None = None
    old_pattern: str | None = None
    new_response: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeGoal:
    pass


class GoalAlreadyExists(GoalError):
    """A goal with this id already exists."""


class GoalNeedsWords(ImpossibleRequest):
    """A goal is put into words first."""


class PairIsIncomplete(ImpossibleRequest):
    """Name both the old pattern and the new response that takes its place."""


def create(goal: Goal, command: CreateGoal) -> list[GoalEvent]:
    """Return the facts of a new goal, in the client's own words."""
    if goal.status is not Status.UNKNOWN:
        raise GoalAlreadyExists
    if not command.own_words.strip():
        raise GoalNeedsWords
    if _says(command.old_pattern) != _says(command.new_response):
        raise PairIsIncomplete
    return [
        GoalCreated(
            client_id=command.client_id,
            own_words=command.own_words,
            term=command.term,
            time_zone=command.time_zone,
            why=command.why,
            parent_id=command.parent_id,
            concern_ids=tuple(dict.fromkeys(command.concern_ids)),
            value_ids=tuple(dict.fromkeys(command.value_ids)),
            replaces=command.replaces,
            old_pattern=command.old_pattern,
            new_response=command.new_response,
            draft=command.draft,
        )
    ]


def propose(goal: Goal, _command: ProposeGoal) -> list[GoalEvent]:
    """Return that a draft was shown, or nothing when the goal is shown already."""
    must_be_open(goal)
    return [GoalProposed()] if goal.draft else []


def _says(words: str | None) -> bool:
    return bool(words and words.strip())
