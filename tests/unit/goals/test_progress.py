"""Recording where the client stands, and correcting it."""

import math
from datetime import timedelta
from typing import Any

import pytest

from services.goals.domain.goal.entries import (
    CancelledGoalsStayAsTheyAre,
    EntryIsAlreadyRecorded,
    EntryIsUnknown,
)
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalIsNotActive,
    GoalIsOnHold,
    NumberIsImpossible,
    ReasonIsMissing,
)
from services.goals.domain.goal.measures import MeasureIsUnknown
from services.goals.domain.goal.milestones import (
    MilestoneIsMeasured,
    MilestoneIsUnknown,
)
from services.goals.domain.goal.progress import (
    EntryHasNoValue,
    EntrySaysNothing,
    ReadingNeedsAValue,
)
from services.goals.domain.goal.state import GoalError
from services.goals.domain.goal.values import AmountIsNegative, CountIsNotWhole
from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    MeasureKind,
    Target,
)
from tests.support.examples import (
    LATER,
    MILESTONE,
    MONDAY,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_adjusted,
    goal_paused,
    goal_regressed,
    milestone_added,
    milestone_in_words_added,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import active_goal, practice_goal, proposed_goal
from tests.support.specification import given

COUNT: dict[str, Any] = {"kind": MeasureKind.COUNT, "target": Target(low=3)}
DAY = timedelta(days=1)


def test_a_value_is_recorded_on_the_day_it_happened() -> None:
    given(*active_goal()).when(
        record_progress(5, occurred_on=week(2), note="Better")
    ).then(progress_recorded(5, occurred_on=week(2), note="Better"))


def test_progress_is_recorded_on_active_goals_only() -> None:
    given(*proposed_goal()).when(record_progress(5)).then_refused(GoalIsNotActive)


def test_nothing_is_recorded_while_the_goal_rests() -> None:
    given(*active_goal(), goal_paused(MONDAY)).when(record_progress(5)).then_refused(
        GoalIsOnHold
    )


def test_nothing_is_recorded_on_a_completed_goal() -> None:
    given(*active_goal(), GoalCompleted(occurred_on=MONDAY)).when(
        record_progress(5)
    ).then_refused(GoalIsNotActive)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (record_progress(5, occurred_on=LATER + DAY), DateIsInTheFuture),
        (record_progress(5, occurred_on=MONDAY - DAY), DateIsBeforeTheStart),
        (record_progress(math.nan), NumberIsImpossible),
        (record_progress(-math.inf), NumberIsImpossible),
        (record_progress(1e9), NumberIsImpossible),
        (record_progress(), ReadingNeedsAValue),
        (record_progress(5, measure_id=entry_id(9)), MeasureIsUnknown),
        (record_progress(5, milestone_id=entry_id(9)), MilestoneIsUnknown),
        (record_progress(5, milestone_id=MILESTONE), MilestoneIsMeasured),
        (record_progress(measure_id=None), EntrySaysNothing),
        (record_progress(5, measure_id=None), EntrySaysNothing),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    command: Any, rule: type[GoalError]
) -> None:
    given(*active_goal(milestone_added())).when(command).then_refused(rule)


def test_today_is_not_in_the_future() -> None:
    given(*active_goal()).when(record_progress(5, occurred_on=LATER, today=LATER)).then(
        progress_recorded(5, occurred_on=LATER)
    )


def test_sending_the_same_entry_twice_changes_nothing() -> None:
    given(*active_goal()).when(record_progress(5), record_progress(5)).then_nothing()


def test_an_entry_is_not_overwritten_by_another_with_its_id() -> None:
    given(*active_goal()).when(record_progress(5), record_progress(6)).then_refused(
        EntryIsAlreadyRecorded
    )


@pytest.mark.parametrize("value", [-1, 0.5])
def test_occurrences_are_counted_in_whole_numbers(value: float) -> None:
    given(*active_goal(**COUNT)).when(record_progress(value)).then_refused(
        CountIsNotWhole
    )


def test_an_occurrence_without_a_number_counts_as_one() -> None:
    given(*active_goal(**COUNT)).when(record_progress()).then(progress_recorded(1))


def test_a_day_of_practice_without_an_amount_is_done() -> None:
    given(*practice_goal(amount=10)).when(record_progress()).then(progress_recorded(10))


def test_a_day_of_practice_is_done_at_the_amount_in_force() -> None:
    lighter = goal_adjusted(effective_on=week(2, 4), amount_from=10, amount_to=5)

    given(*practice_goal(amount=10), lighter).when(
        record_progress(occurred_on=week(2))
    ).then(progress_recorded(5, occurred_on=week(2)))


def test_an_amount_is_never_below_zero() -> None:
    given(*practice_goal()).when(record_progress(-1)).then_refused(AmountIsNegative)


def test_a_correction_keeps_both_values_and_says_why() -> None:
    given(*active_goal(), progress_recorded(5)).when(correct_progress(6)).then(
        progress_corrected(5, 6)
    )


def test_correcting_to_what_is_recorded_changes_nothing() -> None:
    given(*active_goal(), progress_recorded(5)).when(correct_progress(5)).then_nothing()


def test_a_correction_needs_a_reason() -> None:
    given(*active_goal(), progress_recorded(5)).when(
        correct_progress(6, why=" ")
    ).then_refused(ReasonIsMissing)


def test_only_what_is_recorded_can_be_corrected() -> None:
    given(*active_goal(), progress_recorded(5)).when(
        correct_progress(6, entry=2)
    ).then_refused(EntryIsUnknown)


def test_a_corrected_value_must_be_possible_too() -> None:
    given(*active_goal(**COUNT), progress_recorded(1)).when(
        correct_progress(1.5)
    ).then_refused(CountIsNotWhole)


def test_an_entry_in_words_has_no_value_to_correct() -> None:
    named = progress_recorded(measure_id=None, milestone_id=MILESTONE)

    given(*active_goal(milestone_in_words_added()), named).when(
        correct_progress(6)
    ).then_refused(EntryHasNoValue)


def test_a_correction_may_be_corrected() -> None:
    given(*active_goal(), progress_recorded(5)).when(
        correct_progress(6), correct_progress(5)
    ).then(progress_corrected(6, 5))


def test_a_completed_goals_entries_can_still_be_put_right() -> None:
    given(
        *active_goal(),
        progress_recorded(7),
        goal_achieved(),
        GoalCompleted(occurred_on=MONDAY),
    ).when(correct_progress(6)).then(progress_corrected(7, 6), goal_regressed())


def test_a_cancelled_goal_stays_as_it_is() -> None:
    given(*active_goal(), progress_recorded(5), GoalCancelled(occurred_on=MONDAY)).when(
        correct_progress(6)
    ).then_refused(CancelledGoalsStayAsTheyAre)
