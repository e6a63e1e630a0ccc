"""Two people's goals that go together; each may leave at any time."""

from uuid import UUID

import pytest

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalHasEnded, GoalWasTurnedDown
from services.goals.domain.goal.links import (
    MOST_LINKS,
    GoalHasEnoughLinks,
    LinkGoal,
    UnlinkGoal,
)
from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    GoalLinked,
    GoalUnlinked,
)
from tests.support.examples import LATER, goal_created
from tests.support.histories import active_goal, proposed_goal
from tests.support.specification import given
from tests.support.working_together import OTHER_GOAL, goal_rejected

LINK, LINKED = LinkGoal(other_goal_id=OTHER_GOAL), GoalLinked(other_goal_id=OTHER_GOAL)
LEAVE, LEFT = (
    UnlinkGoal(other_goal_id=OTHER_GOAL),
    GoalUnlinked(other_goal_id=OTHER_GOAL),
)


def test_a_goal_goes_together_with_another_persons() -> None:
    given(*proposed_goal()).when(LINK).then(LINKED)
    given(*active_goal()).when(LINK).then(LINKED)


def test_linking_twice_changes_nothing() -> None:
    given(*active_goal(), LINKED).when(LINK).then_nothing()


def test_a_goal_goes_together_with_several_others() -> None:
    third = UUID(int=0x3)

    given(*active_goal(), LINKED).when(LinkGoal(other_goal_id=third)).then(
        GoalLinked(other_goal_id=third)
    )


def test_a_goal_has_a_limit_of_links() -> None:
    links = [GoalLinked(other_goal_id=UUID(int=n)) for n in range(MOST_LINKS)]

    given(goal_created(), *links).when(LINK).then_refused(GoalHasEnoughLinks)


def test_a_goal_that_is_over_is_not_linked() -> None:
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(LINK).then_refused(
        GoalHasEnded
    )
    given(*proposed_goal(), goal_rejected()).when(LINK).then_refused(GoalWasTurnedDown)


@pytest.mark.parametrize(
    "end",
    [GoalCompleted(occurred_on=LATER), GoalCancelled(occurred_on=LATER)],
    ids=lambda end: type(end).__name__,
)
def test_leaving_is_possible_at_any_time(end: GoalEvent) -> None:
    given(*active_goal(), LINKED).when(LEAVE).then(LEFT)
    given(*active_goal(), LINKED, end).when(LEAVE).then(LEFT)


def test_leaving_twice_changes_nothing() -> None:
    given(*active_goal(), LINKED, LEFT).when(LEAVE).then_nothing()


def test_leaving_changes_nothing_else() -> None:
    assert replay([*active_goal(), LINKED, LEFT]) == replay(active_goal())
