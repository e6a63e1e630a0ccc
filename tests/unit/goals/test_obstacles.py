"""What stands in the way, and what went backwards: told without a verdict."""

from datetime import timedelta

import pytest

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasEnded,
    GoalHasNotStarted,
    WordsAreMissing,
)
from shared.contracts.goals import GoalCompleted
from tests.support.examples import (
    LATER,
    MONDAY,
    goal_achieved,
    goal_created,
    goal_paused,
    progress_recorded,
)
from tests.support.histories import accepted_goal, active_goal
from tests.support.specification import given
from tests.support.working_together import (
    barrier_noted,
    note_barrier,
    record_setback,
    setback_recorded,
)

TOMORROW = LATER + timedelta(days=1)


def test_a_barrier_may_be_foreseen_before_the_goal_starts() -> None:
    given(goal_created()).when(note_barrier(occurred_on=MONDAY)).then(
        barrier_noted(occurred_on=MONDAY)
    )


def test_a_barrier_is_noted_while_the_goal_rests() -> None:
    given(*active_goal(), goal_paused(MONDAY)).when(note_barrier()).then(
        barrier_noted()
    )


def test_a_setback_keeps_what_happened_what_was_learned_and_what_is_next() -> None:
    told = {"learned": "Rest first", "plan": "Five minutes for a week"}

    given(*active_goal()).when(record_setback(**told, occurred_on=MONDAY)).then(
        setback_recorded(**told, occurred_on=MONDAY)
    )


def test_a_setback_takes_nothing_away() -> None:
    given(*active_goal(), progress_recorded(7), goal_achieved()).when(
        record_setback()
    ).then(setback_recorded())


@pytest.mark.parametrize(
    "command", [note_barrier(words=""), record_setback(what_happened="  ")]
)
def test_obstacles_are_told_in_words(command: GoalCommand) -> None:
    given(*active_goal()).when(command).then_refused(WordsAreMissing)


def test_telling_the_same_again_changes_nothing() -> None:
    given(*active_goal(), barrier_noted()).when(note_barrier()).then_nothing()
    given(*active_goal(), setback_recorded()).when(record_setback()).then_nothing()


@pytest.mark.parametrize(
    "command",
    [note_barrier(occurred_on=TOMORROW), record_setback(occurred_on=TOMORROW)],
    ids=lambda command: type(command).__name__,
)
def test_obstacles_are_told_after_they_came(command: GoalCommand) -> None:
    given(*active_goal()).when(command).then_refused(DateIsInTheFuture)


def test_nothing_goes_backwards_before_it_started() -> None:
    given(*accepted_goal()).when(record_setback()).then_refused(GoalHasNotStarted)
    given(*active_goal()).when(
        record_setback(occurred_on=MONDAY - timedelta(days=1))
    ).then_refused(DateIsBeforeTheStart)


@pytest.mark.parametrize(
    "command",
    [note_barrier(), record_setback()],
    ids=lambda command: type(command).__name__,
)
def test_nothing_stands_in_the_way_of_a_completed_goal(command: GoalCommand) -> None:
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(command).then_refused(
        GoalHasEnded
    )
