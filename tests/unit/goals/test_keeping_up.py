"""A continuous goal is kept up; days that do not count do not weigh on it."""

from datetime import date
from typing import Any

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.standing import AchievementStatus, achievement_status
from shared.contracts.goals import GoalEvent
from tests.support.examples import goal_paused, goal_resumed, week
from tests.support.histories import practice_goal, practised
from tests.support.measuring_examples import excuse_occurrence
from tests.support.specification import told


def kept_up(*history: GoalEvent, commands: list[Any], today: date) -> Any:
    goal = replay([*history, *told(history, commands)])
    return achievement_status(goal, today)


def test_excused_weeks_do_not_weigh_on_a_continuous_goal() -> None:
    history = practice_goal(continuous=True, baseline=3)
    travel = [excuse_occurrence(occurred_on=week(number)) for number in (2, 3, 4)]

    assert (
        kept_up(*history, commands=practised(3, 0, 0, 1), today=week(5))
        is AchievementStatus.WORSENING
    )
    assert (
        kept_up(*history, commands=[*practised(3), *travel], today=week(5))
        is AchievementStatus.SUSTAINING
    )


def test_weeks_of_rest_do_not_weigh_on_a_continuous_goal() -> None:
    history = practice_goal(continuous=True, baseline=3)
    kept = told(history, practised(3, 3))
    rest = (goal_paused(week(3)), goal_resumed(week(6)))

    assert (
        kept_up(*history, *kept, *rest, commands=practised(3, first=6), today=week(7))
        is AchievementStatus.SUSTAINING
    )


def test_a_first_week_that_began_half_way_does_not_weigh_either() -> None:
    history = practice_goal(continuous=True, baseline=3, start_on=week(1, 3))
    kept = practised(2, 3, 3, first=2)

    assert (
        kept_up(*history, commands=kept, today=week(5)) is AchievementStatus.SUSTAINING
    )
