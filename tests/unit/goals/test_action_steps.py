"""Something small to do next, and who does it."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.goals.domain.goal.action_steps import (
    MOST_STEPS,
    GoalHasEnoughSteps,
    StepIsAlreadyAssigned,
    StepIsAlreadyDone,
    StepIsUnknown,
)
from services.goals.domain.goal.guards import (
    DateIsInTheFuture,
    GoalHasEnded,
    WordsAreMissing,
)
from shared.contracts.goals import GoalCompleted, Party
from tests.support.examples import LATER, MONDAY, goal_created, goal_paused
from tests.support.histories import active_goal
from tests.support.specification import given
from tests.support.working_together import (
    action_step_assigned,
    action_step_completed,
    assign_action_step,
    complete_action_step,
)

PLANNED = (goal_created(), action_step_assigned())


def test_a_small_step_is_agreed_and_who_takes_it() -> None:
    step = {"assigned_to": Party.CLINICIAN, "due_on": LATER}

    given(goal_created()).when(assign_action_step(**step)).then(
        action_step_assigned(**step)
    )


def test_a_step_is_the_clients_unless_told_otherwise() -> None:
    given(goal_created()).when(assign_action_step()).then(
        action_step_assigned(assigned_to=Party.CLIENT)
    )


def test_a_step_is_put_into_words() -> None:
    given(goal_created()).when(assign_action_step(words=" ")).then_refused(
        WordsAreMissing
    )


def test_assigning_the_same_step_again_changes_nothing() -> None:
    given(*PLANNED).when(assign_action_step()).then_nothing()


@pytest.mark.parametrize("other", [{"assigned_to": Party.CLINICIAN}, {"due_on": LATER}])
def test_a_step_does_not_change_hands_or_days_unseen(other: dict[str, object]) -> None:
    given(*PLANNED).when(assign_action_step(**other)).then_refused(
        StepIsAlreadyAssigned
    )


def test_a_goal_has_a_limit_of_steps() -> None:
    steps = [action_step_assigned(step_id=UUID(int=n)) for n in range(MOST_STEPS)]

    given(goal_created(), *steps).when(assign_action_step()).then_refused(
        GoalHasEnoughSteps
    )


def test_a_step_is_done_on_a_day_also_before_the_goal_starts() -> None:
    given(*PLANNED).when(complete_action_step(occurred_on=MONDAY, note="Easy")).then(
        action_step_completed(occurred_on=MONDAY, note="Easy")
    )


def test_a_step_is_done_today_unless_told_otherwise() -> None:
    given(*active_goal(), action_step_assigned(), goal_paused(MONDAY)).when(
        complete_action_step()
    ).then(action_step_completed(occurred_on=LATER))


def test_a_step_is_not_done_in_the_future() -> None:
    given(*PLANNED).when(
        complete_action_step(occurred_on=LATER + timedelta(days=1))
    ).then_refused(DateIsInTheFuture)


@pytest.mark.parametrize("day", [None, MONDAY])
def test_doing_a_step_twice_changes_nothing(day: object) -> None:
    given(*PLANNED, action_step_completed(occurred_on=MONDAY)).when(
        complete_action_step(occurred_on=day)
    ).then_nothing()


def test_a_step_is_done_on_one_day() -> None:
    given(*PLANNED, action_step_completed(occurred_on=MONDAY)).when(
        complete_action_step(occurred_on=LATER)
    ).then_refused(StepIsAlreadyDone)


def test_only_a_step_of_the_goal_can_be_done() -> None:
    given(goal_created()).when(complete_action_step()).then_refused(StepIsUnknown)


def test_a_completed_goal_has_no_next_step() -> None:
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(
        assign_action_step()
    ).then_refused(GoalHasEnded)
