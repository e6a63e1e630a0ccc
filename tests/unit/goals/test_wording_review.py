"""A SMART statement is kept beside the client's own words, with what it leaves open."""

import pytest

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalHasEnded, WordsAreMissing
from services.goals.domain.goal.wording_review import LanguageIsUnknown, ReviewWording
from shared.contracts.goals import (
    GasScaleDefined,
    GoalCancelled,
    GoalEvent,
    WordingReviewed,
)
from tests.support.examples import MEASURE, MONDAY, goal_created, measure_defined
from tests.support.histories import active_goal
from tests.support.specification import given

BREATHE = (
    "practice deep breathing techniques for 10 minutes every day "
    "to reduce anxiety before work"
)
WALK = ReviewWording(statement="Walk for 20 minutes every day")


def test_a_statement_is_held_against_smart_and_kept() -> None:
    given(goal_created()).when(ReviewWording(statement=BREATHE)).then(
        WordingReviewed(
            statement=BREATHE,
            language="en",
            specific="present",
            measurable="present",
            achievable="not-assessed",
            relevant="present",
            time_bound="present",
        )
    )


def test_a_vague_statement_is_reviewed_and_not_refused() -> None:
    given(goal_created()).when(ReviewWording(statement="reduce anxiety")).then(
        WordingReviewed(
            statement="reduce anxiety",
            specific="missing",
            measurable="missing",
            achievable="not-assessed",
            relevant="missing",
            time_bound="missing",
        )
    )


def test_a_draft_is_reviewed_like_any_goal() -> None:
    assert reviewed(WALK, goal_created(draft=True)).specific == "present"
    assert reviewed(WALK, *active_goal()).specific == "present"


@pytest.mark.parametrize(
    "measure",
    [measure_defined(baseline=0), GasScaleDefined(measure_id=MEASURE)],
    ids=lambda measure: type(measure).__name__,
)
def test_a_baseline_lets_it_be_judged_whether_it_is_achievable(
    measure: GoalEvent,
) -> None:
    unmeasured = reviewed(WALK, goal_created(), measure_defined())
    measured = reviewed(WALK, goal_created(), measure)

    assert (unmeasured.achievable, measured.achievable) == ("not-assessed", "present")


def test_a_reason_beside_the_statement_makes_it_relevant() -> None:
    alone = reviewed(WALK, goal_created())
    with_reason = reviewed(WALK, goal_created(why="To sleep again"))

    assert (alone.relevant, with_reason.relevant) == ("missing", "present")


def test_an_empty_statement_says_nothing() -> None:
    given(goal_created()).when(ReviewWording(statement="\n ")).then_refused(
        WordsAreMissing
    )


def test_a_language_that_nobody_taught_it_is_refused() -> None:
    given(goal_created()).when(
        ReviewWording(statement="Jeden Tag gehen", language="de")
    ).then_refused(LanguageIsUnknown)


def test_a_goal_that_is_over_is_not_reworded() -> None:
    given(goal_created(), GoalCancelled(occurred_on=MONDAY)).when(WALK).then_refused(
        GoalHasEnded
    )


def reviewed(command: GoalCommand, *history: GoalEvent) -> WordingReviewed:
    [fact] = decide(replay(history), command)
    assert isinstance(fact, WordingReviewed)
    return fact
