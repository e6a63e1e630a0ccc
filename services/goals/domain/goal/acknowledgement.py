"""People acknowledge each other's achievements, in words."""

from dataclasses import dataclass
from uuid import UUID

from services.goals.domain.goal.guards import must_exist, must_have_words
from services.goals.domain.goal.milestones import MilestoneIsUnknown
from services.goals.domain.goal.state import Goal, GoalError, place_of_milestone
from shared.contracts.goals import AchievementAcknowledged, GoalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAchievement:
    """Without ``milestone_id`` it is about the goal."""

    acknowledgement_id: UUID
    words: str
    milestone_id: UUID | None = None


class NothingToAcknowledgeYet(GoalError):
    """An achievement is acknowledged once it is there; this one still lies ahead."""


def acknowledge(goal: Goal, command: AcknowledgeAchievement) -> list[GoalEvent]:
    """Return kind words about an achievement; they may be said after the end, too."""
    must_exist(goal)
    must_have_words(command.words)
    if command.acknowledgement_id in goal.told:
        return []
    if not _was_achieved(goal, command.milestone_id):
        raise NothingToAcknowledgeYet
    return [
        AchievementAcknowledged(
            acknowledgement_id=command.acknowledgement_id,
            milestone_id=command.milestone_id,
            words=command.words,
        )
    ]


def _was_achieved(goal: Goal, milestone_id: UUID | None) -> bool:
    if milestone_id is None:
        return goal.achieved_before or goal.maintained
    place = place_of_milestone(goal, milestone_id)
    if place is None:
        raise MilestoneIsUnknown
    return goal.milestones[place].reached
