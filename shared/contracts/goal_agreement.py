"""Who agrees with a goal, and who does not."""

from datetime import date
from typing import ClassVar

from shared.contracts.fact import Fact, OwnWords
from shared.contracts.measuring import Party


class GoalAgreed(Fact, frozen=True, kw_only=True):
    """One of the two said yes; work can start when both have."""

    type: ClassVar[str] = "guidepost.goal.agreed.v1"

    party: Party
    importance: int | None = None
    confidence: int | None = None


class GoalDisagreed(Fact, frozen=True, kw_only=True):
    """One of the two does not agree, or no longer; a view that is kept, not an end."""

    type: ClassVar[str] = "guidepost.goal.disagreed.v1"

    party: Party
    reason: OwnWords = None


class GoalRejected(Fact, frozen=True, kw_only=True):
    """A proposal was turned down, and ends here."""

    type: ClassVar[str] = "guidepost.goal.rejected.v1"

    party: Party
    occurred_on: date
    reason: OwnWords = None
