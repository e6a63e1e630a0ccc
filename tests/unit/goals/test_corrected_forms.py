"""A goal follows the corrections of a questionnaire, wherever its entry is."""

from typing import Any

import pytest

from shared.contracts.goals import (
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    Target,
)
from tests.support.examples import (
    MONDAY,
    goal_paused,
    goal_regressed,
    goal_resumed,
    milestone_achieved,
    milestone_added,
    milestone_reopened,
    progress_corrected,
    week,
)
from tests.support.measuring_examples import (
    follow_form,
    form_followed,
    form_goal,
    form_id,
    latest,
    of_form,
    progress_retracted,
)
from tests.support.specification import given, told

AT_12 = milestone_added(target=Target(high=12))
FIRST: dict[str, Any] = {"entry_id": of_form(1), "why": None}


def put_right(total: int | None, *, form: int = 2, **fields: Any) -> Any:
    """Return a form that corrects the first one."""
    return follow_form(total, form=form, corrects=form_id(1), **fields)


def test_a_corrected_form_corrects_the_entry_of_the_first_one() -> None:
    given(*form_goal(), form_followed(16)).when(put_right(17)).then(
        progress_corrected(16, 17, **FIRST)
    )


def test_a_chain_of_corrections_keeps_the_first_forms_entry() -> None:
    given(*form_goal()).when(
        follow_form(16), put_right(17), put_right(16, form=3), put_right(12, form=4)
    ).then(progress_corrected(16, 12, **FIRST))


def test_a_correction_to_the_same_total_changes_nothing() -> None:
    given(*form_goal(), form_followed(16)).when(put_right(16)).then_nothing()


def test_a_correction_achieves_and_undoes_as_any_other() -> None:
    given(*form_goal(AT_12)).when(follow_form(9), put_right(16)).then(
        progress_corrected(9, 16, **FIRST),
        milestone_reopened(caused_by=of_form(1)),
        goal_regressed(caused_by=of_form(1)),
    )


def test_a_form_that_turns_out_incomplete_no_longer_counts() -> None:
    given(*form_goal()).when(follow_form(9), put_right(None)).then(
        progress_retracted(9, **FIRST), goal_regressed(caused_by=of_form(1))
    )


def test_a_form_that_is_complete_after_all_counts_again() -> None:
    anew = of_form(1, "/2")

    given(*form_goal()).when(
        follow_form(16), put_right(None), put_right(15, form=3)
    ).then(
        form_followed(15, entry_id=anew, administration_id=form_id(3)),
    )
    given(*form_goal()).when(
        follow_form(16),
        put_right(None),
        put_right(15, form=3),
        put_right(14, form=4),
    ).then(progress_corrected(15, 14, entry_id=anew, why=None))


def test_a_form_that_is_completed_by_its_correction_counts_from_then_on() -> None:
    given(*form_goal()).when(follow_form(None), put_right(15)).then(
        form_followed(15, administration_id=form_id(2))
    )


def test_a_form_of_another_day_moves_its_entry() -> None:
    moved = of_form(1, "/2")

    given(*form_goal(AT_12)).when(
        follow_form(9), put_right(9, occurred_on=week(2))
    ).then(
        progress_retracted(9, **FIRST),
        form_followed(
            9, entry_id=moved, administration_id=form_id(2), occurred_on=week(2)
        ),
    )


def test_what_is_reached_twice_by_a_moved_form_is_told_once() -> None:
    facts = told(
        form_goal(AT_12), [follow_form(16), put_right(12, occurred_on=week(2))]
    )

    moved = of_form(1, "/2")
    assert facts[3:] == [
        milestone_achieved(caused_by=moved, evidence=(moved,), occurred_on=week(2))
    ]


def test_a_form_from_before_the_start_leaves_the_goal() -> None:
    history = form_goal(start_on=week(2))

    given(*history).when(
        follow_form(16, occurred_on=week(2)), put_right(16, occurred_on=week(1))
    ).then(progress_retracted(16, occurred_on=week(2), **FIRST))


def test_what_remains_is_the_latest() -> None:
    given(*form_goal()).when(
        follow_form(16),
        follow_form(12, form=5, occurred_on=week(2)),
        follow_form(None, form=6, corrects=form_id(5), occurred_on=week(2)),
    ).then(
        progress_retracted(
            12,
            entry_id=of_form(5),
            occurred_on=week(2),
            why=None,
            **{**latest(16), "latest_entry_id": of_form(1)},
        )
    )


@pytest.mark.parametrize(
    "since",
    [
        goal_paused(MONDAY),
        GoalCompleted(occurred_on=MONDAY),
    ],
    ids=["on hold", "completed"],
)
def test_corrections_reach_goals_that_rest_or_are_completed(since: GoalEvent) -> None:
    history = (*form_goal(), form_followed(16), since)

    given(*history).when(put_right(17)).then(progress_corrected(16, 17, **FIRST))
    given(*history).when(put_right(None)).then(progress_retracted(16, **FIRST))
    given(*history).when(put_right(None), put_right(15, form=3)).then(
        form_followed(15, entry_id=of_form(1, "/2"), administration_id=form_id(3))
    )


def test_a_cancelled_goal_follows_no_correction() -> None:
    given(*form_goal(), form_followed(16), GoalCancelled(occurred_on=MONDAY)).when(
        put_right(17)
    ).then_nothing()


def test_a_form_of_a_rest_is_followed_once_its_correction_comes_after_it() -> None:
    history = (*form_goal(), goal_paused(MONDAY), goal_resumed(week(2)))

    given(*history).when(put_right(15)).then(
        form_followed(15, administration_id=form_id(2))
    )
