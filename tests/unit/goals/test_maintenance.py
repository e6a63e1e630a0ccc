"""What was achieved is kept up."""

from datetime import timedelta

from services.goals.domain.goal.ending import NothingToKeepUpYet
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasEnded,
    GoalHasNotStarted,
)
from services.goals.domain.goal.standing import AchievementStatus, achievement_status
from shared.contracts.goals import GoalCompleted, GoalEvent, Party, Target
from tests.support.examples import (
    LATER,
    MONDAY,
    adjust_goal,
    goal_achieved,
    goal_regressed,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, active_goal, practice_goal
from tests.support.specification import given, told
from tests.support.working_together import maintenance_started, start_maintenance

ACHIEVED = (*active_goal(baseline=2), progress_recorded(7), goal_achieved())
KEPT_UP = practice_goal(continuous=True, baseline=3)


def test_an_achieved_goal_is_kept_up_with_a_plan() -> None:
    given(*ACHIEVED).when(start_maintenance(plan="Every Sunday")).then(
        maintenance_started(plan="Every Sunday")
    )


def test_a_continuous_goal_is_kept_up_as_it_is() -> None:
    given(*KEPT_UP).when(start_maintenance(occurred_on=week(2))).then(
        maintenance_started(occurred_on=week(2))
    )


def test_a_goal_whose_target_lies_ahead_is_not_kept_up() -> None:
    given(*active_goal()).when(start_maintenance()).then_refused(NothingToKeepUpYet)


def test_a_continuous_goal_that_is_not_kept_up_is_not_maintained() -> None:
    given(*KEPT_UP).when(start_maintenance()).then_refused(NothingToKeepUpYet)


def test_starting_maintenance_twice_changes_nothing() -> None:
    given(*ACHIEVED, maintenance_started()).when(start_maintenance()).then_nothing()


def test_maintenance_starts_on_a_possible_day() -> None:
    given(*ACHIEVED).when(
        start_maintenance(occurred_on=LATER + timedelta(days=1))
    ).then_refused(DateIsInTheFuture)
    given(*ACHIEVED).when(
        start_maintenance(occurred_on=MONDAY - timedelta(days=1))
    ).then_refused(DateIsBeforeTheStart)


def test_maintenance_is_a_part_of_the_work() -> None:
    given(*accepted_goal()).when(start_maintenance()).then_refused(GoalHasNotStarted)
    given(*ACHIEVED, GoalCompleted(occurred_on=LATER, achieved=True)).when(
        start_maintenance()
    ).then_refused(GoalHasEnded)


def test_a_maintained_goal_is_sustaining_also_when_it_is_completed() -> None:
    completed = GoalCompleted(occurred_on=LATER, achieved=True)

    assert status(*ACHIEVED) is AchievementStatus.ACHIEVED
    assert status(*ACHIEVED, maintenance_started()) is AchievementStatus.SUSTAINING
    assert status(*ACHIEVED, maintenance_started(), completed) == "sustaining"


def test_below_its_target_a_goal_is_no_longer_sustaining() -> None:
    maintained = [*ACHIEVED, maintenance_started()]

    given(*maintained).when(record_progress(3, entry=2)).then(
        progress_recorded(3, entry=2), goal_regressed(entry=2)
    )
    after = told(maintained, [record_progress(3, entry=2)])
    assert status(*maintained, *after) is AchievementStatus.IMPROVING


def test_a_new_target_is_not_kept_up_yet() -> None:
    maintained = [*ACHIEVED, maintenance_started()]
    higher = adjust_goal(target=Target(low=9), by=Party.CLIENT)

    given(*maintained).when(higher, start_maintenance()).then_refused(
        NothingToKeepUpYet
    )


def test_a_continuous_goal_that_lapses_is_not_sustaining() -> None:
    goal = replay([*KEPT_UP, maintenance_started(occurred_on=week(2))])

    assert achievement_status(goal, week(2)) is AchievementStatus.SUSTAINING
    assert achievement_status(goal, week(5)) is not AchievementStatus.SUSTAINING


def status(*history: GoalEvent) -> AchievementStatus:
    return achievement_status(replay(history), LATER)
