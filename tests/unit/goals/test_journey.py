"""A goal rests, goes on, and a person ends it."""

from datetime import timedelta

import pytest

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasEnded,
    GoalHasNotStarted,
)
from services.goals.domain.goal.journey import (
    PausedBeforeTheLastPauseWasOver,
    ResumedBeforeThePause,
)
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from services.goals.domain.goal.state import GoalError
from shared.contracts.goals import GoalCancelled, GoalCompleted, Party
from tests.support.examples import (
    LATER,
    MONDAY,
    activate_goal,
    add_milestone,
    adjust_goal,
    agree_goal,
    cancel_goal,
    complete_goal,
    define_measure,
    goal_achieved,
    goal_created,
    goal_paused,
    goal_resumed,
    pause_goal,
    progress_recorded,
    resume_goal,
    week,
)
from tests.support.histories import accepted_goal, active_goal, practice_goal
from tests.support.specification import given

TOMORROW = LATER + timedelta(days=1)


def test_a_goal_may_rest_and_be_taken_up_again() -> None:
    given(*active_goal()).when(pause_goal(reason="An anniversary")).then(
        goal_paused(LATER, reason="An anniversary")
    )
    given(*active_goal(), goal_paused(MONDAY)).when(resume_goal()).then(
        goal_resumed(LATER)
    )


def test_a_resting_goal_is_on_hold() -> None:
    goal = replay([*active_goal(), goal_paused(MONDAY)])

    assert lifecycle_status(goal, LATER) is LifecycleStatus.ON_HOLD


def test_pausing_twice_and_resuming_twice_changes_nothing() -> None:
    given(*active_goal(), goal_paused(MONDAY)).when(pause_goal()).then_nothing()
    given(*active_goal()).when(resume_goal()).then_nothing()


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (pause_goal(occurred_on=TOMORROW), DateIsInTheFuture),
        (pause_goal(occurred_on=MONDAY - timedelta(days=1)), DateIsBeforeTheStart),
        (complete_goal(occurred_on=TOMORROW), DateIsInTheFuture),
        (cancel_goal(occurred_on=TOMORROW), DateIsInTheFuture),
    ],
)
def test_what_happened_has_a_possible_day(
    command: GoalCommand, rule: type[GoalError]
) -> None:
    given(*active_goal()).when(command).then_refused(rule)


def test_a_goal_is_not_resumed_before_it_was_paused() -> None:
    given(*active_goal(), goal_paused(week(3))).when(
        resume_goal(occurred_on=week(2))
    ).then_refused(ResumedBeforeThePause)


def test_pauses_do_not_overlap() -> None:
    given(*active_goal(), goal_paused(week(2)), goal_resumed(week(4))).when(
        pause_goal(occurred_on=week(3))
    ).then_refused(PausedBeforeTheLastPauseWasOver)


@pytest.mark.parametrize("command", [pause_goal(), resume_goal(), complete_goal()])
def test_a_goal_that_has_not_started_cannot_rest_or_be_completed(
    command: GoalCommand,
) -> None:
    given(*accepted_goal()).when(command).then_refused(GoalHasNotStarted)


def test_completion_is_a_persons_decision_and_keeps_whether_it_was_achieved() -> None:
    given(*active_goal()).when(complete_goal(note="Enough for now")).then(
        GoalCompleted(occurred_on=LATER, achieved=False, note="Enough for now")
    )
    given(*active_goal(), progress_recorded(7), goal_achieved()).when(
        complete_goal()
    ).then(GoalCompleted(occurred_on=LATER, achieved=True))


def test_a_continuous_goal_that_is_kept_up_is_completed_as_achieved() -> None:
    given(*practice_goal(continuous=True, baseline=3)).when(
        complete_goal(occurred_on=week(2))
    ).then(GoalCompleted(occurred_on=week(2), achieved=True))


def test_a_proposal_and_a_running_goal_can_be_let_go() -> None:
    given(goal_created()).when(cancel_goal(reason="Another one fits better")).then(
        GoalCancelled(occurred_on=LATER, reason="Another one fits better")
    )
    given(*active_goal()).when(cancel_goal()).then(GoalCancelled(occurred_on=LATER))


def test_ending_twice_changes_nothing() -> None:
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(
        complete_goal()
    ).then_nothing()
    given(*active_goal(), GoalCancelled(occurred_on=LATER)).when(
        cancel_goal()
    ).then_nothing()


@pytest.mark.parametrize(
    "command",
    [
        define_measure(),
        add_milestone(),
        agree_goal(Party.CLIENT),
        activate_goal(),
        adjust_goal(step=1),
        pause_goal(),
        resume_goal(),
        cancel_goal(),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_added_to_a_completed_goal(command: GoalCommand) -> None:
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(command).then_refused(
        GoalHasEnded
    )


def test_a_cancelled_goal_is_not_completed() -> None:
    given(*active_goal(), GoalCancelled(occurred_on=LATER)).when(
        complete_goal()
    ).then_refused(GoalHasEnded)
