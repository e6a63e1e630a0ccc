"""
Two people's goals that go together: in couple, family or group work.

Who has consented is not known here; leaving is possible at any time.
"""

from dataclasses import dataclass
from uuid import UUID

from services.goals.domain.goal.guards import must_be_shown, must_exist
from services.goals.domain.goal.state import Goal, GoalError, Status
from shared.contracts.goals import GoalEvent, GoalLinked, GoalUnlinked

MOST_LINKS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGoal:
    other_goal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkGoal:
    other_goal_id: UUID


class GoalHasEnoughLinks(GoalError):
    """A goal is linked with at most 100 others."""


def link(goal: Goal, command: LinkGoal) -> list[GoalEvent]:
    """Return the link, or nothing when it is there already."""
    must_be_shown(goal)
    if command.other_goal_id in goal.links:
        return []
    if len(goal.links) >= MOST_LINKS:
        raise GoalHasEnoughLinks
    return [GoalLinked(other_goal_id=command.other_goal_id)]


def unlink(goal: Goal, command: UnlinkGoal) -> list[GoalEvent]:
    """Return the end of a link; also a goal that is over can be left."""
    if goal.status is Status.ENTERED_IN_ERROR:
        return []
    must_exist(goal)
    if command.other_goal_id not in goal.links:
        return []
    return [GoalUnlinked(other_goal_id=command.other_goal_id)]
