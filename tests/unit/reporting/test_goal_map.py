"""The goal map: what stands under what, and what is worth a word."""

from datetime import date
from uuid import UUID

import pytest

from services.reporting.goal_map import Advice, advice, places, review_due_on
from services.reporting.goal_row import GoalProgress
from services.reporting.standing import Standing
from shared.contracts.goals import MeasureKind
from tests.support.facts import CLIENT, CLINIC

MONDAY = date(2025, 1, 6)


def goal(number: int, *, parent: int | None = None, **fields: object) -> GoalProgress:
    shape = {"term": "short-term", "lifecycle": "active", "time_zone": "UTC", **fields}
    return GoalProgress(
        goal_id=UUID(int=number),
        client_id=CLIENT,
        clinic_id=CLINIC,
        version=1,
        parent_id=None if parent is None else UUID(int=parent),
        **shape,  # type: ignore[arg-type]
    )


def test_steps_stand_under_their_goal_to_any_depth() -> None:
    [top] = places([goal(1), goal(2, parent=1), goal(3, parent=2)])

    assert top.goal.goal_id == UUID(int=1)
    assert top.steps[0].steps[0].goal.goal_id == UUID(int=3)


def test_a_goal_whose_parent_is_not_here_stands_by_itself() -> None:
    assert len(places([goal(1, parent=9)])) == 1


@pytest.mark.parametrize(
    ("term", "said"),
    [("short-term", Advice.ALL_SHORT_TERM), ("long-term", Advice.ALL_LONG_TERM)],
)
def test_a_set_of_one_kind_is_worth_a_word(term: str, said: Advice) -> None:
    assert advice([goal(1, term=term), goal(2, term=term)]) == [said]


def test_a_balanced_set_is_not() -> None:
    assert advice([goal(1, term="short-term"), goal(2, term="long-term")]) == []


def test_one_goal_alone_cannot_be_out_of_balance() -> None:
    assert advice([goal(1)]) == []


def test_a_fourth_goal_in_focus_is_worth_a_word() -> None:
    terms = ["short-term", "long-term", "short-term", "long-term"]
    goals = [goal(number, term=term) for number, term in enumerate(terms)]

    assert advice(goals[:3]) == []
    assert advice(goals) == [Advice.MANY_IN_FOCUS]


def test_goals_that_rest_or_have_ended_are_not_in_focus() -> None:
    resting = [goal(number, lifecycle="on-hold") for number in range(9)]

    assert advice(resting) == []


def test_more_than_three_rated_goals_are_worth_a_word() -> None:
    rated = Standing(measure_id=UUID(int=1), kind=MeasureKind.GBO)
    goals = [goal(number, measures=(rated,)) for number in range(4)]

    assert Advice.MANY_RATED in advice(goals)
    assert Advice.MANY_RATED not in advice(goals[:3])


def test_a_review_falls_due_after_its_weeks() -> None:
    begun = goal(1, started_on=MONDAY, review_every_weeks=4)
    reviewed = goal(
        1, started_on=MONDAY, review_every_weeks=4, reviewed_on=date(2025, 2, 7)
    )

    assert review_due_on(begun) == date(2025, 2, 3)
    assert review_due_on(reviewed) == date(2025, 3, 7)


@pytest.mark.parametrize("lifecycle", ["proposed", "on-hold", "completed", "cancelled"])
def test_no_review_falls_due_on_a_goal_that_is_not_active(lifecycle: str) -> None:
    resting = goal(1, lifecycle=lifecycle, started_on=MONDAY, review_every_weeks=4)

    assert review_due_on(resting) is None
