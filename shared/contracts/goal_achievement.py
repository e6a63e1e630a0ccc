"""What follows from the entries, and what people say about it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords


class MilestoneAchieved(Fact, frozen=True, kw_only=True):
    """
    The client reached a stop on the way.

    ``caused_by`` is the entry whose recording or correction showed it and
    ``evidence`` every entry that it rests on. ``also_achieves_goal`` is set when
    the same entry achieves the goal. ``milestones_together`` counts the milestones
    this cause reached, ``place`` (from 1) is this one's among them, so that one
    cause can be celebrated once. ``again`` marks one that was reached before.
    """

    type: ClassVar[str] = "guidepost.goal.milestone-achieved.v1"

    milestone_id: UUID
    occurred_on: date
    caused_by: UUID
    evidence: tuple[UUID, ...] = ()
    also_achieves_goal: bool = False
    place: int = 1
    milestones_together: int = 1
    again: bool = False


class MilestoneReopened(Fact, frozen=True, kw_only=True):
    """A correction showed that a milestone had not been reached."""

    type: ClassVar[str] = "guidepost.goal.milestone-reopened.v1"

    milestone_id: UUID
    caused_by: UUID


class GoalAchieved(Fact, frozen=True, kw_only=True):
    """
    Every target is met.

    ``milestones_together`` counts the milestones that the same entry reached: when
    it is above zero, their celebration names the goal too.
    """

    type: ClassVar[str] = "guidepost.goal.achieved.v1"

    occurred_on: date
    caused_by: UUID
    evidence: tuple[UUID, ...] = ()
    milestones_together: int = 0
    again: bool = False


class GoalRegressed(Fact, frozen=True, kw_only=True):
    """What had been achieved no longer holds."""

    type: ClassVar[str] = "guidepost.goal.regressed.v1"

    occurred_on: date
    caused_by: UUID


class AchievementAcknowledged(Fact, frozen=True, kw_only=True):
    """
    Somebody said something about an achievement, in words.

    Without ``milestone_id`` it is about the goal. Who said it is the envelope's actor.
    """

    type: ClassVar[str] = "guidepost.goal.achievement-acknowledged.v1"

    acknowledgement_id: UUID
    milestone_id: UUID | None = None
    words: OwnWords = None
