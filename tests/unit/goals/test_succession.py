"""A large goal is divided; one that no longer fits makes way for another."""

from datetime import timedelta
from uuid import UUID

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasEnded,
    ReasonIsMissing,
)
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from services.goals.domain.goal.succession import (
    MOST_CHILDREN,
    ChildrenAreMissing,
    GoalHasEnoughChildren,
    GoalIsNoPartOfItself,
    GoalIsNotItsOwnSuccessor,
)
from shared.contracts.goals import GoalCompleted
from tests.support.examples import (
    LATER,
    MONDAY,
    goal_achieved,
    goal_activated,
    goal_created,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, active_goal
from tests.support.specification import given
from tests.support.working_together import (
    GOAL,
    OTHER_GOAL,
    break_down_goal,
    goal_broken_down,
    goal_replaced,
    replace_goal,
)

FIRST, SECOND, THIRD = (UUID(int=0xC41D + n) for n in range(3))
MANY = [UUID(int=n) for n in range(1, MOST_CHILDREN + 1)]


def test_a_goal_is_divided_into_smaller_ones() -> None:
    given(*active_goal()).when(break_down_goal(FIRST, SECOND)).then(
        goal_broken_down(FIRST, SECOND)
    )


def test_a_proposal_may_be_divided_and_a_divided_goal_goes_on() -> None:
    given(goal_created()).when(break_down_goal(FIRST)).then(goal_broken_down(FIRST))
    given(*active_goal(), goal_broken_down(FIRST)).when(record_progress(3)).then(
        progress_recorded(3)
    )


def test_only_parts_that_are_new_are_told() -> None:
    divided = [*active_goal(), goal_broken_down(FIRST)]

    given(*divided).when(break_down_goal(FIRST)).then_nothing()
    given(*divided).when(break_down_goal(SECOND, FIRST, SECOND, THIRD)).then(
        goal_broken_down(SECOND, THIRD)
    )


def test_a_goal_is_divided_into_something_for_a_reason() -> None:
    given(*active_goal()).when(break_down_goal()).then_refused(ChildrenAreMissing)
    given(*active_goal()).when(break_down_goal(FIRST, reason=" ")).then_refused(
        ReasonIsMissing
    )


def test_a_goal_is_no_part_of_itself_nor_of_its_own_part() -> None:
    given(goal_created(parent_id=SECOND)).when(
        break_down_goal(FIRST, GOAL)
    ).then_refused(GoalIsNoPartOfItself)
    given(goal_created(parent_id=SECOND)).when(
        break_down_goal(FIRST, SECOND)
    ).then_refused(GoalIsNoPartOfItself)


def test_a_goal_has_a_limit_of_parts() -> None:
    given(goal_created()).when(break_down_goal(*MANY)).then(goal_broken_down(*MANY))
    given(goal_created(), goal_broken_down(*MANY)).when(
        break_down_goal(FIRST)
    ).then_refused(GoalHasEnoughChildren)


def test_a_goal_makes_way_for_another_one() -> None:
    given(*active_goal()).when(replace_goal(occurred_on=week(6))).then(
        goal_replaced(occurred_on=week(6))
    )
    given(*accepted_goal()).when(replace_goal()).then(goal_replaced())


def test_a_replaced_goal_is_cancelled_and_keeps_what_it_achieved() -> None:
    goal = replay(
        [*active_goal(), progress_recorded(7), goal_achieved(), goal_replaced()]
    )

    assert lifecycle_status(goal, LATER) is LifecycleStatus.CANCELLED
    assert (goal.achieved, goal.successor_id) == (True, OTHER_GOAL)


def test_a_goal_that_has_not_come_to_its_start_may_be_replaced_today() -> None:
    ahead = goal_activated(start_on=LATER + timedelta(days=9))

    given(*accepted_goal(), ahead).when(replace_goal()).then(goal_replaced())


def test_replacing_twice_changes_nothing() -> None:
    given(*active_goal(), goal_replaced()).when(replace_goal()).then_nothing()


def test_a_place_is_taken_once() -> None:
    given(*active_goal(), goal_replaced()).when(
        replace_goal(successor_id=FIRST)
    ).then_refused(GoalHasEnded)
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(
        replace_goal()
    ).then_refused(GoalHasEnded)


def test_a_goal_does_not_take_its_own_place() -> None:
    given(*active_goal()).when(replace_goal(successor_id=GOAL)).then_refused(
        GoalIsNotItsOwnSuccessor
    )


def test_a_replacement_has_a_reason_and_a_possible_day() -> None:
    given(*active_goal()).when(replace_goal(reason="")).then_refused(ReasonIsMissing)
    given(*active_goal()).when(
        replace_goal(occurred_on=LATER + timedelta(days=1))
    ).then_refused(DateIsInTheFuture)
    given(*active_goal()).when(
        replace_goal(occurred_on=MONDAY - timedelta(days=1))
    ).then_refused(DateIsBeforeTheStart)
