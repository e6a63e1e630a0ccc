"""Client and clinician each say yes; a changed target asks one of them again."""

from dataclasses import dataclass

from services.goals.domain.goal.guards import must_be_open
from services.goals.domain.goal.state import Goal, ImpossibleRequest
from shared.contracts.goals import GoalAgreed, GoalEvent, Party

SCALE = range(11)
"""How important, how confident: from 0 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeGoal:
    party: Party
    importance: int | None = None
    confidence: int | None = None


class RatingIsNotZeroToTen(ImpossibleRequest):
    """Importance and confidence are whole numbers from 0 to 10."""


def agree(goal: Goal, command: AgreeGoal) -> list[GoalEvent]:
    """Return one party's yes, or nothing when it stands already."""
    must_be_open(goal)
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
