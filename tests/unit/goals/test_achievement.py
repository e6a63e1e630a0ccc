"""When a goal is achieved, when it no longer is, and what explains it."""

from datetime import date
from typing import Any

import pytest

from services.goals.domain.goal.evidence import MOST
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.standing import (
    AchievementStatus,
    achievement_status,
    current_value,
)
from services.goals.domain.goal.state import Goal
from shared.contracts.goals import (
    Direction,
    GoalAchieved,
    GoalActivated,
    GoalCompleted,
    GoalRegressed,
    MeasureKind,
    Target,
)
from tests.support.examples import (
    BELOW_8,
    LATER,
    MONDAY,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_regressed,
    measure_defined,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, active_goal, practice_goal, practised
from tests.support.specification import given, told

SECOND = entry_id(500)
SCORE: dict[str, Any] = {"direction": Direction.DOWN, "baseline": 15, "target": BELOW_8}
COUNT: dict[str, Any] = {"kind": MeasureKind.COUNT, "target": Target(low=2)}


def days(*weeks: int, **fields: int) -> Goal:
    """Return a goal of three days a week after some weeks of practice."""
    history = practice_goal(**fields)
    return replay([*history, *told(history, practised(*weeks))])


def test_the_first_value_at_the_target_achieves_the_goal() -> None:
    given(*active_goal()).when(record_progress(7)).then(
        progress_recorded(7), goal_achieved()
    )


def test_below_8_is_not_met_by_8() -> None:
    given(*active_goal(**SCORE)).when(record_progress(8)).then(progress_recorded(8))
    given(*active_goal(**SCORE)).when(record_progress(7)).then(
        progress_recorded(7), goal_achieved()
    )


def test_a_goal_is_achieved_once() -> None:
    given(*active_goal()).when(record_progress(7), record_progress(8, entry=2)).then(
        progress_recorded(8, entry=2)
    )


def test_a_later_value_off_the_target_is_a_regression() -> None:
    given(*active_goal()).when(
        record_progress(7), record_progress(6, entry=2, occurred_on=week(2))
    ).then(
        progress_recorded(6, entry=2, occurred_on=week(2)),
        goal_regressed(entry=2, occurred_on=week(2)),
    )


def test_an_older_value_recorded_late_changes_nothing() -> None:
    given(*active_goal()).when(
        record_progress(7, occurred_on=week(2)), record_progress(1, entry=2)
    ).then(progress_recorded(1, entry=2))


def test_of_two_values_on_one_day_the_one_recorded_later_counts() -> None:
    given(*active_goal()).when(record_progress(7), record_progress(6, entry=2)).then(
        progress_recorded(6, entry=2), goal_regressed(entry=2)
    )


def test_achieved_again_after_a_regression_says_so() -> None:
    given(*active_goal()).when(
        record_progress(7), record_progress(6, entry=2), record_progress(7, entry=3)
    ).then(progress_recorded(7, entry=3), goal_achieved(entry=3, again=True))


def test_a_correction_can_achieve_and_undo() -> None:
    given(*active_goal(), progress_recorded(6)).when(correct_progress(7)).then(
        progress_corrected(6, 7), goal_achieved()
    )
    given(*active_goal(), progress_recorded(7), goal_achieved()).when(
        correct_progress(6)
    ).then(progress_corrected(7, 6), goal_regressed())


def test_correcting_an_older_value_does_not_touch_the_current_one() -> None:
    given(*active_goal()).when(
        record_progress(2), record_progress(7, entry=2), correct_progress(3)
    ).then(progress_corrected(2, 3))


def test_a_count_is_achieved_by_what_adds_up() -> None:
    given(*active_goal(**COUNT)).when(record_progress(), record_progress(entry=2)).then(
        progress_recorded(1, entry=2),
        goal_achieved(entry=2, evidence=(entry_id(1), entry_id(2))),
    )


def test_evidence_names_the_newest_entries_only() -> None:
    history = active_goal(kind=MeasureKind.COUNT, target=Target(low=150))
    facts = told(history, [record_progress(1, entry=n) for n in range(150)])

    achieved = facts[-1]

    assert isinstance(achieved, GoalAchieved)
    assert achieved.evidence == tuple(entry_id(n) for n in range(150 - MOST, 150))


def test_all_targets_must_be_met() -> None:
    both = measure_defined(measure_id=SECOND, target=Target(high=3))
    history = [*accepted_goal(), both, GoalActivated(start_on=MONDAY)]

    given(*history).when(record_progress(7)).then(progress_recorded(7))
    given(*history).when(
        record_progress(7), record_progress(3, entry=2, measure_id=SECOND)
    ).then(
        progress_recorded(3, entry=2, measure_id=SECOND),
        goal_achieved(entry=2, evidence=(entry_id(1), entry_id(2))),
    )


def test_a_measure_without_a_target_achieves_nothing() -> None:
    given(*active_goal(target=Target())).when(record_progress(7)).then(
        progress_recorded(7)
    )


def test_a_range_is_met_between_its_ends() -> None:
    given(*active_goal(target=Target(low=6, high=8))).when(record_progress(9)).then(
        progress_recorded(9)
    )
    given(*active_goal(target=Target(low=6, high=8))).when(record_progress(8)).then(
        progress_recorded(8), goal_achieved()
    )


def test_a_continuous_goal_is_kept_up_and_never_achieved() -> None:
    history = practice_goal(continuous=True, baseline=3)

    facts = told(history, practised(3, 3, 1, 1, 1, 3, 3))

    assert not [f for f in facts if isinstance(f, GoalAchieved | GoalRegressed)]


@pytest.mark.parametrize(
    ("weeks", "status"),
    [
        ((), AchievementStatus.SUSTAINING),
        ((3, 2, 3, 3), AchievementStatus.SUSTAINING),
        ((0, 0, 0, 3, 3, 2, 3), AchievementStatus.SUSTAINING),
        ((3, 3, 3, 2, 3, 2), AchievementStatus.WORSENING),
    ],
)
def test_a_continuous_goal_is_sustained_by_3_of_the_last_4_complete_weeks(
    weeks: tuple[int, ...], status: AchievementStatus
) -> None:
    goal = days(*weeks, continuous=True, baseline=3)

    assert achievement_status(goal, week(len(weeks) + 1)) is status


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((), AchievementStatus.IN_PROGRESS),
        ((12,), AchievementStatus.IMPROVING),
        ((16,), AchievementStatus.WORSENING),
        ((12, 15), AchievementStatus.NO_CHANGE),
        ((7,), AchievementStatus.ACHIEVED),
        ((7, 9), AchievementStatus.IMPROVING),
    ],
)
def test_achievement_compares_the_current_value_with_the_baseline(
    values: tuple[int, ...], status: AchievementStatus
) -> None:
    history = active_goal(**SCORE)
    facts = told(history, [record_progress(v, entry=n) for n, v in enumerate(values)])

    assert achievement_status(replay([*history, *facts]), LATER) is status


def test_a_goal_completed_unmet_is_not_achieved() -> None:
    goal = replay([*active_goal(), GoalCompleted(occurred_on=MONDAY)])

    assert achievement_status(goal, LATER) is AchievementStatus.NOT_ACHIEVED


@pytest.mark.parametrize(
    ("today", "value"), [(week(1, 6), None), (week(2), 3), (week(3), 2), (week(4), 0)]
)
def test_the_current_value_of_practice_is_the_latest_complete_week(
    today: date, value: int | None
) -> None:
    assert current_value(days(3, 2), 0, today) == value
