"""
Which fact tells whom what.

Pure: a fact goes in, notices come out. Every notice is decided by one fact alone,
because the facts of one entry may arrive in two batches. So that one entry is
celebrated once, the milestone fact in first place speaks for all milestones that
the same cause reached and for the goal it achieves; its companions stay silent.
What a correction undoes is passed over, and what is reached again is no news.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalCreated,
    MilestoneAchieved,
)

Heard = GoalCreated | GoalActivated | MilestoneAchieved | GoalAchieved


class Kind(StrEnum):
    """What a message is, to the person who gets it."""

    CELEBRATION = "celebration"
    GOAL_NOTED = "goal-noted"
    GOAL_STARTED = "goal-started"
    GOAL_MET_AGAIN = "goal-met-again"


LOUD = frozenset({Kind.CELEBRATION})
"""The kinds that also leave the house by e-mail; the others wait in the inbox."""


class Because(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a message was sent: ids, numbers and dates; never anybody's words."""

    milestones: int = 0
    goal_achieved: bool = False
    entries: int = 0
    on: date | None = None
    entry_id: UUID | None = None
    milestone_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to be; ``(person, cause, kind)`` is what makes it one and no other."""

    person_id: UUID
    cause_id: UUID
    kind: Kind
    goal_id: UUID
    because: Because


def plan(
    fact: Heard, *, event_id: UUID, goal_id: UUID, client_id: UUID
) -> Notice | None:
    """Return what the goal's client is told about a fact, if anything."""
    told = _kind_and_reason(fact)
    if told is None:
        return None
    kind, because = told
    return Notice(
        person_id=client_id,
        cause_id=event_id,
        kind=kind,
        goal_id=goal_id,
        because=because,
    )


def _kind_and_reason(fact: Heard) -> tuple[Kind, Because] | None:
    match fact:
        case GoalCreated():
            return Kind.GOAL_NOTED, Because()
        case GoalActivated(start_on=day):
            return Kind.GOAL_STARTED, Because(on=day)
        case MilestoneAchieved(again=False, place=1):
            return Kind.CELEBRATION, Because(
                milestones=fact.milestones_together,
                goal_achieved=fact.also_achieves_goal,
                entries=len(fact.evidence),
                on=fact.occurred_on,
                entry_id=fact.caused_by,
                milestone_id=fact.milestone_id,
            )
        case MilestoneAchieved():
            return None
        case GoalAchieved(milestones_together=0, again=again):
            return Kind.GOAL_MET_AGAIN if again else Kind.CELEBRATION, Because(
                goal_achieved=True,
                entries=len(fact.evidence),
                on=fact.occurred_on,
                entry_id=fact.caused_by,
            )
        case GoalAchieved():
            return None
