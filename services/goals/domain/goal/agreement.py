"""
Client and clinician each say yes, or what they do not agree with.

A changed target asks one of them again. To disagree is a view, which is kept and ends
nothing; to reject ends a proposal.
"""

from dataclasses import dataclass
from datetime import date

from services.goals.domain.goal.guards import must_be_shown
from services.goals.domain.goal.state import Goal, GoalError, ImpossibleRequest, Status
from shared.contracts.goals import (
    GoalAgreed,
    GoalDisagreed,
    GoalEvent,
    GoalRejected,
    Party,
)

SCALE = range(11)
"""How important, how confident: from 0 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeGoal:
    party: Party
    importance: int | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreeGoal:
    """Whoever says no may leave open why."""

    party: Party
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectGoal:
    party: Party
    today: date
    reason: str | None = None


class RatingIsNotZeroToTen(ImpossibleRequest):
    """Importance and confidence are whole numbers from 0 to 10."""


class OnlyProposalsAreTurnedDown(GoalError):
    """Work on this goal has started; it can be changed or ended, not turned down."""


def agree(goal: Goal, command: AgreeGoal) -> list[GoalEvent]:
    """Return one party's yes, or nothing when it stands already."""
    must_be_shown(goal)
    for rating in (command.importance, command.confidence):
        if rating is not None and rating not in SCALE:
            raise RatingIsNotZeroToTen
    if command.party in goal.agreed:
        return []
    return [
        GoalAgreed(
            party=command.party,
            importance=command.importance,
            confidence=command.confidence,
        )
    ]


def disagree(goal: Goal, command: DisagreeGoal) -> list[GoalEvent]:
    """Return one party's no, or nothing when it stands already."""
    must_be_shown(goal)
    if command.party in goal.disagreed:
        return []
    return [GoalDisagreed(party=command.party, reason=command.reason)]


def reject(goal: Goal, command: RejectGoal) -> list[GoalEvent]:
    """Return the end of a proposal that one party turned down."""
    if goal.status is Status.REJECTED:
        return []
    must_be_shown(goal)
    if goal.status is not Status.PROPOSED:
        raise OnlyProposalsAreTurnedDown
    return [
        GoalRejected(
            party=command.party, occurred_on=command.today, reason=command.reason
        )
    ]
