"""Weekly targets: held some weeks in a row, and given up no sooner."""

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.state import Goal
from shared.contracts.goals import (
    Direction,
    GoalAchieved,
    GoalEvent,
    ProgressRecorded,
    Target,
)
from tests.support.examples import (
    correct_progress,
    entry_id,
    goal_achieved,
    goal_paused,
    goal_regressed,
    goal_resumed,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import practice_goal, practised
from tests.support.specification import given, told


def days(*weeks: int, **fields: int) -> Goal:
    """Return a goal of three days a week after some weeks of practice."""
    history = practice_goal(**fields)
    return replay([*history, *told(history, practised(*weeks))])


def test_a_weekly_target_is_achieved_when_held_two_weeks_in_a_row() -> None:
    assert not days(3, 2, 3).achieved
    assert days(3, 2, 3, 3).achieved


def test_the_entry_that_completes_the_second_week_achieves_the_goal() -> None:
    given(*practice_goal(days=1)).when(*practised(1, 1)).then(
        progress_recorded(1, entry=21, occurred_on=week(2)),
        goal_achieved(
            entry=21,
            occurred_on=week(2),
            evidence=(entry_id(11), entry_id(21)),
        ),
    )


def test_how_many_weeks_it_is_held_can_be_said() -> None:
    assert days(3, hold=1).achieved
    assert not days(3, 3, hold=3).achieved


def test_one_week_below_does_not_take_an_achievement_away() -> None:
    assert days(3, 3, 2, 3).achieved


def test_two_complete_weeks_below_are_a_regression() -> None:
    given(*practice_goal(days=2)).when(*practised(2, 2, 1, 1, 1)).then(
        progress_recorded(1, entry=51, occurred_on=week(5)),
        goal_regressed(entry=51, occurred_on=week(5)),
    )


def test_a_week_that_is_not_over_is_not_below() -> None:
    assert days(3, 3, 1, 1).achieved


def test_weeks_without_entries_are_below_once_an_entry_shows_them() -> None:
    assert days(3, 3).achieved
    assert not days(3, 3, 0, 0, 1).achieved


def test_weeks_of_rest_are_passed_over() -> None:
    history = practice_goal()
    done = told(history, practised(3, 3))
    rest: list[GoalEvent] = [goal_paused(week(3)), goal_resumed(week(5))]
    back = told([*history, *done, *rest], practised(1, first=5))

    assert replay([*history, *done, *rest, *back]).achieved


def test_a_rest_between_two_weeks_does_not_break_the_row() -> None:
    history = practice_goal()
    done = told(history, practised(3))
    rest: list[GoalEvent] = [goal_paused(week(2)), goal_resumed(week(3))]
    back = told([*history, *done, *rest], practised(3, first=3))

    assert isinstance(back[-1], GoalAchieved)


def test_a_correction_that_leaves_one_week_below_takes_nothing_away() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1, 1), correct_progress(0, entry=21)
    ).then(progress_corrected(1, 0, entry=21, occurred_on=week(2)))


def test_a_correction_that_shows_two_complete_weeks_below_is_a_regression() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1, 1, 0, 1),
        correct_progress(0, entry=41),
    ).then(
        progress_corrected(1, 0, entry=41, occurred_on=week(4)),
        goal_regressed(entry=41, occurred_on=week(4)),
    )


def test_late_entries_in_the_order_of_the_days_do_not_flicker() -> None:
    history = practice_goal()
    told_late = [
        record_progress(entry=n, occurred_on=day)
        for n, day in enumerate(
            week(number, weekday) for number in (1, 2, 3, 4) for weekday in range(3)
        )
    ]

    facts = told(history, told_late)

    derived = [fact for fact in facts if not isinstance(fact, ProgressRecorded)]
    assert [type(fact) for fact in derived] == [GoalAchieved]


def test_at_most_is_met_by_complete_weeks_only() -> None:
    history = practice_goal(target=Target(high=1), direction=Direction.DOWN)
    facts = told(history, practised(1, 1, 1))

    assert facts[-1] == goal_achieved(
        entry=31, occurred_on=week(3), evidence=(entry_id(11), entry_id(21))
    )


def test_weeks_without_a_word_say_nothing_about_at_most() -> None:
    history = practice_goal(target=Target(high=0), direction=Direction.DOWN)
    before = told(history, practised(1, 1, 1, value=0.5))
    silent = told([*history, *before], practised(1, first=9, value=0.5))

    assert isinstance(before[-1], GoalAchieved)
    assert replay([*history, *before, *silent]).achieved


def test_at_most_is_held_in_the_weeks_in_which_something_was_recorded() -> None:
    history = practice_goal(target=Target(high=0), direction=Direction.DOWN)
    facts = told(history, [*practised(1, value=0.5), *practised(1, first=9, value=0.5)])

    assert not replay([*history, *facts]).achieved

    facts += told([*history, *facts], practised(1, first=10, value=0.5))

    assert isinstance(facts[-1], GoalAchieved)
