"""Client and clinician look at a goal together, and decide how to go on."""

from datetime import date, timedelta

import pytest

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasEnded,
    GoalHasNotStarted,
)
from services.goals.domain.goal.review import AchievedGoalsAreNotJudged, review_due_on
from services.goals.domain.goal.standing import AchievementStatus, achievement_status
from services.goals.domain.goal.state import GoalError
from shared.contracts.goals import Decision, GoalCompleted, GoalEvent, Judgement
from tests.support.examples import (
    LATER,
    MONDAY,
    complete_goal,
    goal_achieved,
    goal_activated,
    goal_paused,
    goal_resumed,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, active_goal
from tests.support.specification import given, told
from tests.support.working_together import goal_reviewed, review_goal

NOT_ATTAINABLE = Judgement.NOT_ATTAINABLE


def test_a_review_keeps_what_was_decided() -> None:
    decided = {"decision": Decision.ADJUST, "note": "Five minutes for a while"}

    given(*active_goal()).when(review_goal(**decided, occurred_on=week(5))).then(
        goal_reviewed(**decided, occurred_on=week(5))
    )


def test_a_resting_goal_is_reviewed_too() -> None:
    given(*active_goal(), goal_paused(MONDAY)).when(review_goal()).then(
        goal_reviewed(occurred_on=LATER)
    )


def test_a_goal_is_reviewed_from_its_start_to_its_end() -> None:
    given(*accepted_goal()).when(review_goal()).then_refused(GoalHasNotStarted)
    given(*active_goal(), GoalCompleted(occurred_on=LATER)).when(
        review_goal()
    ).then_refused(GoalHasEnded)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (LATER + timedelta(days=1), DateIsInTheFuture),
        (MONDAY - timedelta(days=1), DateIsBeforeTheStart),
    ],
)
def test_a_review_has_a_possible_day(day: date, rule: type[GoalError]) -> None:
    given(*active_goal()).when(review_goal(occurred_on=day)).then_refused(rule)


@pytest.mark.parametrize("judgement", Judgement)
def test_a_judgement_is_the_achievement_status(judgement: Judgement) -> None:
    given(*active_goal()).when(review_goal(judgement=judgement)).then(
        goal_reviewed(occurred_on=LATER, judgement=judgement)
    )
    assert status(goal_reviewed(judgement=judgement)).value == judgement.value


def test_a_judgement_stands_until_more_is_recorded() -> None:
    judged = [*active_goal(baseline=2), goal_reviewed(judgement=NOT_ATTAINABLE)]
    completed, recorded = (
        told(judged, [complete_goal()]),
        told(judged, [record_progress(5)]),
    )

    assert status(*judged[-1:], *completed) is AchievementStatus.NOT_ATTAINABLE
    assert status(*judged[-1:], *recorded) is AchievementStatus.IN_PROGRESS


def test_the_next_review_takes_a_judgement_back() -> None:
    judged, later = goal_reviewed(judgement=NOT_ATTAINABLE), week(3)

    assert status(judged, goal_reviewed(occurred_on=later)) == "in-progress"


def test_an_earlier_review_that_is_told_late_judges_nothing() -> None:
    judged = goal_reviewed(occurred_on=week(4), judgement=NOT_ATTAINABLE)
    goal = replay([*active_goal(), judged, goal_reviewed(occurred_on=week(2))])

    assert (goal.judgement, goal.reviewed_on) == (NOT_ATTAINABLE, week(4))


def test_what_is_achieved_needs_no_other_judgement() -> None:
    achieved = [*active_goal(), progress_recorded(7), goal_achieved()]

    given(*achieved).when(review_goal(judgement=NOT_ATTAINABLE)).then_refused(
        AchievedGoalsAreNotJudged
    )
    given(*achieved).when(review_goal()).then(goal_reviewed(occurred_on=LATER))


def test_a_review_is_due_some_weeks_after_the_start_or_the_last_one() -> None:
    every_4 = [*accepted_goal(), goal_activated(review_every_weeks=4)]

    assert due(*every_4) == week(5)
    assert due(*every_4, goal_reviewed(occurred_on=week(5))) == week(9)
    assert due(*every_4, goal_reviewed(occurred_on=week(3, 2))) == week(7, 2)


def test_no_review_is_due_without_a_rhythm_nor_while_a_goal_rests_or_is_over() -> None:
    every_4 = [*accepted_goal(), goal_activated(review_every_weeks=4)]

    assert due(*active_goal()) is None
    assert due(*accepted_goal()) is None
    assert due(*every_4, goal_paused(MONDAY)) is None
    assert due(*every_4, goal_paused(MONDAY), goal_resumed(week(2))) == week(5)
    assert due(*every_4, GoalCompleted(occurred_on=LATER)) is None


def test_a_review_at_the_end_of_the_calendar_is_due_then() -> None:
    start = goal_activated(start_on=date.max, review_every_weeks=52)

    assert due(*accepted_goal(), start) == date.max


def due(*history: GoalEvent) -> date | None:
    return review_due_on(replay(history))


def status(*later: GoalEvent) -> AchievementStatus:
    return achievement_status(replay([*active_goal(), *later]), LATER)
