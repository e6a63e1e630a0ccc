"""A goal that should never have been recorded is marked as such; nothing follows."""

import pytest

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.ending import VoidGoal
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalWasRecordedInError, ReasonIsMissing
from services.goals.domain.goal.links import UnlinkGoal
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    GoalLinked,
    GoalVoided,
    Party,
)
from tests.support.examples import (
    LATER,
    MONDAY,
    activate_goal,
    add_milestone,
    adjust_goal,
    agree_goal,
    cancel_goal,
    complete_goal,
    correct_progress,
    define_measure,
    goal_created,
    goal_paused,
    pause_goal,
    progress_recorded,
    record_progress,
    resume_goal,
)
from tests.support.histories import active_goal, proposed_goal
from tests.support.specification import given
from tests.support.working_together import (
    OTHER_GOAL,
    SOME_OF_EACH,
    goal_rejected,
    goal_replaced,
    void_goal,
)

MISTAKE = GoalVoided(reason="Written for another person")


@pytest.mark.parametrize(
    "history",
    [
        [goal_created(draft=True)],
        [*proposed_goal(), goal_rejected()],
        [*active_goal(), progress_recorded(3)],
        [*active_goal(), goal_paused(MONDAY)],
        [*active_goal(), GoalCompleted(occurred_on=LATER)],
        [*active_goal(), GoalCancelled(occurred_on=LATER)],
        [*active_goal(), goal_replaced()],
    ],
    ids=lambda history: type(history[-1]).__name__,
)
def test_a_mistake_is_marked_however_far_the_goal_came(
    history: list[GoalEvent],
) -> None:
    given(*history).when(void_goal()).then(MISTAKE)

    goal = replay([*history, MISTAKE])
    assert lifecycle_status(goal, LATER) is LifecycleStatus.ENTERED_IN_ERROR


def test_a_mistake_is_explained() -> None:
    given(goal_created()).when(void_goal(reason=" ")).then_refused(ReasonIsMissing)


def test_marking_it_twice_changes_nothing() -> None:
    given(goal_created(), MISTAKE).when(void_goal(reason="Again")).then_nothing()


@pytest.mark.parametrize(
    "command",
    [
        define_measure(),
        add_milestone(),
        agree_goal(Party.CLIENT),
        activate_goal(),
        record_progress(5),
        correct_progress(5),
        adjust_goal(amount=5),
        pause_goal(),
        resume_goal(),
        complete_goal(),
        cancel_goal(),
        *(one for one in SOME_OF_EACH if not isinstance(one, VoidGoal | UnlinkGoal)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_added_to_a_goal_recorded_in_error(command: GoalCommand) -> None:
    given(*active_goal(), progress_recorded(3), MISTAKE).when(command).then_refused(
        GoalWasRecordedInError
    )


def test_the_other_side_may_leave_a_goal_recorded_in_error() -> None:
    given(*active_goal(), GoalLinked(other_goal_id=OTHER_GOAL), MISTAKE).when(
        UnlinkGoal(other_goal_id=OTHER_GOAL)
    ).then_nothing()
