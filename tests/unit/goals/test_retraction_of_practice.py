"""Taking back what was done on a day, and what that means for its weeks."""

from typing import Any

import pytest

from services.goals.domain.goal.evolve import replay
from shared.contracts.goals import GoalActivated, MeasureKind, Target
from tests.support.examples import (
    MONDAY,
    correct_progress,
    entry_id,
    goal_regressed,
    measure_defined,
    milestone_achieved,
    milestone_added,
    milestone_reopened,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, practice_goal, practised
from tests.support.measuring_examples import (
    latest,
    progress_retracted,
    retract_progress,
)
from tests.support.specification import given, told


def test_a_day_of_practice_is_taken_back_from_its_week() -> None:
    two_days = milestone_added(target=Target(low=2))

    given(*practice_goal(two_days)).when(
        *practised(2), retract_progress(entry=12)
    ).then(
        progress_retracted(1, entry=12, occurred_on=week(1, 1), **latest(1, entry=11)),
        milestone_reopened(entry=12),
    )


def test_several_entries_of_a_day_are_taken_back_one_by_one() -> None:
    history = practice_goal(days=1, hold=1, amount=10)
    done = [record_progress(5, entry=n) for n in (1, 2, 3)]

    given(*history).when(*done, retract_progress()).then(
        progress_retracted(5, **latest(5, entry=3))
    )
    given(*history).when(*done, retract_progress(), retract_progress(entry=2)).then(
        progress_retracted(5, entry=2, **latest(5, entry=3)), goal_regressed(entry=2)
    )


def test_one_week_below_after_a_retraction_takes_nothing_away() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1, 1), retract_progress(entry=21)
    ).then(progress_retracted(1, entry=21, occurred_on=week(2), **latest(1, entry=11)))


def test_a_retraction_that_shows_two_complete_weeks_below_is_a_regression() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1, 1, 0, 1), retract_progress(entry=41)
    ).then(
        progress_retracted(
            1,
            entry=41,
            occurred_on=week(4),
            **latest(1, entry=21, latest_on=week(2)),
        ),
        goal_regressed(entry=41, occurred_on=week(4)),
    )


def test_a_week_that_is_not_over_is_not_below_after_a_retraction() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1, 1, 0, 1), retract_progress(entry=41, today=week(4, 3))
    ).then(
        progress_retracted(
            1,
            entry=41,
            occurred_on=week(4),
            **latest(1, entry=21, latest_on=week(2)),
        )
    )


def test_when_all_practice_is_taken_back_nothing_is_achieved() -> None:
    history = practice_goal(days=1)
    facts = told(
        history,
        [*practised(1, 1), retract_progress(entry=21), retract_progress(entry=11)],
    )

    goal = replay([*history, *facts])

    assert facts[-1] == goal_regressed(entry=11)
    assert not goal.achieved
    assert goal.tallies[0].empty


def test_a_week_in_which_nothing_is_left_is_not_a_week_at_most() -> None:
    at_most_1 = milestone_added(target=Target(high=1))

    given(*practice_goal(at_most_1)).when(
        *practised(1, 1), retract_progress(entry=11)
    ).then(
        progress_retracted(1, entry=11, **latest(1, entry=21, latest_on=week(2))),
        milestone_reopened(entry=11),
    )


def test_taking_back_can_reach_at_most() -> None:
    at_most_1 = milestone_added(target=Target(high=1))

    given(*practice_goal(at_most_1)).when(
        *practised(2, 2), retract_progress(entry=12)
    ).then(
        progress_retracted(
            1,
            entry=12,
            occurred_on=week(1, 1),
            **latest(1, entry=22, latest_on=week(2, 1)),
        ),
        milestone_achieved(entry=12, occurred_on=week(1, 1), evidence=(entry_id(11),)),
    )


@pytest.mark.parametrize(
    "put_right", [correct_progress(2, entry=31), retract_progress(entry=31)]
)
def test_putting_one_measure_right_hides_no_weeks_of_another(put_right: Any) -> None:
    walks = {"measure_id": entry_id(900)}
    other = measure_defined(kind=MeasureKind.PRACTICE, target=Target(low=1), **walks)
    both = [
        *accepted_goal(kind=MeasureKind.PRACTICE, target=Target(low=1), hold=1),
        other,
        GoalActivated(start_on=MONDAY),
    ]
    walked = [
        record_progress(
            1 if number in (1, 2) else 0,
            entry=100 + number,
            occurred_on=week(number),
            today=week(number),
            **walks,
        )
        for number in (1, 2, 5, 6, 7)
    ]

    facts = told(both, [*practised(0, 1, 1), *walked, put_right])

    assert not replay([*both, *facts]).achieved
