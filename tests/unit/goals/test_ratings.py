"""Rating a goal: by its client from 0 to 10, by several people on a GAS scale."""

from typing import Any

import pytest

from services.goals.domain.goal.entries import (
    EntryIsAlreadyRecorded,
    FormsSpeakForThemselves,
)
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalIsNotActive,
    GoalIsOnHold,
)
from services.goals.domain.goal.measures import MeasureIsUnknown
from services.goals.domain.goal.progress import MeasureIsRated
from services.goals.domain.goal.ratings import MeasureIsNotRated, OnlyTheClientRatesThis
from services.goals.domain.goal.standing import (
    AchievementStatus,
    achievement_status,
    current_value,
)
from services.goals.domain.goal.state import GoalError
from services.goals.domain.goal.values import (
    LevelIsOutsideItsScale,
    RatingIsOutsideItsScale,
)
from shared.contracts.goals import MeasureKind, Rater, Target
from tests.support.examples import (
    LATER,
    MONDAY,
    add_milestone,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_created,
    goal_paused,
    goal_regressed,
    milestone_achieved,
    milestone_added,
    milestone_in_words_added,
    progress_corrected,
    record_progress,
    week,
)
from tests.support.histories import active_goal, practice_goal
from tests.support.measuring_examples import (
    PHQ_9,
    gas_scale_defined,
    goal_rated,
    rate_goal,
    rated_goal,
    scaled_goal,
)
from tests.support.specification import given, told

DAY = week(1, 1) - MONDAY
OTHERS = (Rater.CLINICIAN, Rater.CAREGIVER)


def test_a_client_rates_a_goal_from_0_to_10() -> None:
    given(*rated_goal()).when(rate_goal(5, note="A good week")).then(
        goal_rated(5, note="A good week")
    )


def test_without_a_day_a_rating_is_of_today() -> None:
    given(*rated_goal()).when(rate_goal(5, occurred_on=None, today=week(2))).then(
        goal_rated(5, occurred_on=week(2))
    )


@pytest.mark.parametrize("value", [0, 10])
def test_both_ends_of_the_scale_can_be_given(value: int) -> None:
    facts = told(rated_goal(), [rate_goal(value)])

    assert facts[0] == goal_rated(value)


@pytest.mark.parametrize("value", [None, -1, 11, 5.5, float("nan"), float("inf")])
def test_a_rating_is_a_whole_number_from_0_to_10(value: Any) -> None:
    given(*rated_goal()).when(rate_goal(value)).then_refused(RatingIsOutsideItsScale)


@pytest.mark.parametrize("value", [None, -3, 3, 0.5, float("nan")])
def test_a_level_is_a_whole_number_from_minus_2_to_2(value: Any) -> None:
    given(*scaled_goal()).when(rate_goal(value)).then_refused(LevelIsOutsideItsScale)


@pytest.mark.parametrize("rater", OTHERS)
def test_nobody_but_the_client_rates_from_0_to_10(rater: Rater) -> None:
    given(*rated_goal()).when(rate_goal(5, rater=rater)).then_refused(
        OnlyTheClientRatesThis
    )


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (rate_goal(5, measure_id=entry_id(9)), MeasureIsUnknown),
        (rate_goal(5, occurred_on=MONDAY - DAY), DateIsBeforeTheStart),
        (rate_goal(5, occurred_on=LATER + DAY), DateIsInTheFuture),
    ],
)
def test_a_rating_that_cannot_be_is_refused(
    command: Any, rule: type[GoalError]
) -> None:
    given(*rated_goal()).when(command).then_refused(rule)


def test_only_scales_are_rated() -> None:
    given(*active_goal()).when(rate_goal(5)).then_refused(MeasureIsNotRated)
    given(*practice_goal()).when(rate_goal(1)).then_refused(MeasureIsNotRated)
    given(*active_goal(**PHQ_9)).when(rate_goal(5)).then_refused(
        FormsSpeakForThemselves
    )


def test_a_scale_is_rated_and_not_recorded_on() -> None:
    given(*rated_goal()).when(record_progress(5)).then_refused(MeasureIsRated)
    given(*scaled_goal()).when(record_progress(0)).then_refused(MeasureIsRated)


def test_a_goal_is_rated_while_it_is_worked_on() -> None:
    proposed = (goal_created(), gas_scale_defined())

    given(*proposed).when(rate_goal(0)).then_refused(GoalIsNotActive)
    given(*rated_goal(), goal_paused(MONDAY)).when(rate_goal(5)).then_refused(
        GoalIsOnHold
    )


def test_sending_the_same_rating_twice_changes_nothing() -> None:
    given(*rated_goal()).when(rate_goal(5), rate_goal(5)).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        rate_goal(1),
        rate_goal(0, rater=Rater.CLINICIAN),
        rate_goal(0, occurred_on=week(2)),
    ],
)
def test_a_rating_is_not_overwritten_by_another_with_its_id(other: Any) -> None:
    given(*scaled_goal()).when(rate_goal(0), other).then_refused(EntryIsAlreadyRecorded)


def test_the_client_reaching_the_target_achieves_the_goal() -> None:
    given(*rated_goal(milestone_added(target=Target(low=4)))).when(rate_goal(7)).then(
        goal_rated(7),
        milestone_achieved(also_achieves_goal=True),
        goal_achieved(milestones_together=1),
    )


def test_a_lower_rating_later_is_a_regression() -> None:
    given(*rated_goal()).when(
        rate_goal(7), rate_goal(6, entry=2, occurred_on=week(2))
    ).then(
        goal_rated(6, entry=2, occurred_on=week(2)),
        goal_regressed(entry=2, occurred_on=week(2)),
    )


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_gas_goal_is_achieved_at_0_or_above(level: int) -> None:
    given(*scaled_goal()).when(rate_goal(level)).then(
        goal_rated(level), goal_achieved()
    )


def test_a_gas_goal_is_not_achieved_where_it_started() -> None:
    given(*scaled_goal()).when(rate_goal(-1)).then(goal_rated(-1))


@pytest.mark.parametrize("rater", OTHERS)
def test_only_the_clients_rating_achieves_a_goal(rater: Rater) -> None:
    given(*scaled_goal(milestone_added(target=Target(low=0)))).when(
        rate_goal(2, rater=rater)
    ).then(goal_rated(2, rater=rater))


def test_only_the_clients_rating_takes_an_achievement_away() -> None:
    given(*scaled_goal()).when(
        rate_goal(0),
        rate_goal(-2, entry=2, rater=Rater.CLINICIAN, occurred_on=week(2)),
    ).then(goal_rated(-2, entry=2, rater=Rater.CLINICIAN, occurred_on=week(2)))


def test_the_current_level_is_the_clients() -> None:
    history = scaled_goal()
    facts = told(
        history,
        [
            rate_goal(-1),
            rate_goal(1, entry=2, rater=Rater.CLINICIAN, occurred_on=week(2)),
        ],
    )

    goal = replay([*history, *facts])

    assert current_value(goal, 0, LATER) == -1
    assert achievement_status(goal, LATER) is AchievementStatus.NO_CHANGE


@pytest.mark.parametrize(
    ("level", "status"),
    [
        (-2, AchievementStatus.WORSENING),
        (-1, AchievementStatus.NO_CHANGE),
        (0, AchievementStatus.ACHIEVED),
    ],
)
def test_levels_are_compared_with_the_level_at_the_start(
    level: int, status: AchievementStatus
) -> None:
    history = scaled_goal()
    goal = replay([*history, *told(history, [rate_goal(level)])])

    assert achievement_status(goal, LATER) is status


def test_evidence_names_the_clients_ratings_only() -> None:
    both = milestone_added(target=Target(low=0))

    given(*scaled_goal(both)).when(
        rate_goal(2, rater=Rater.CLINICIAN), rate_goal(0, entry=2)
    ).then(
        goal_rated(0, entry=2),
        milestone_achieved(entry=2, also_achieves_goal=True),
        goal_achieved(entry=2, milestones_together=1),
    )


def test_a_rating_can_be_corrected_within_its_scale() -> None:
    given(*rated_goal(), goal_rated(7), goal_achieved()).when(correct_progress(6)).then(
        progress_corrected(7, 6), goal_regressed()
    )
    given(*rated_goal(), goal_rated(7)).when(correct_progress(6.5)).then_refused(
        RatingIsOutsideItsScale
    )
    given(*scaled_goal(), goal_rated(0)).when(correct_progress(3)).then_refused(
        LevelIsOutsideItsScale
    )


def test_correcting_a_clinicians_rating_leads_to_nothing() -> None:
    theirs = goal_rated(-1, rater=Rater.CLINICIAN)

    given(*scaled_goal(), theirs).when(correct_progress(2)).then(
        progress_corrected(-1, 2)
    )


def test_milestones_in_words_go_with_a_scale() -> None:
    named: dict[str, Any] = {"measure_id": None}
    letter = milestone_in_words_added()
    history = scaled_goal(letter)

    facts = told(history, [record_progress(milestone_id=letter.milestone_id, **named)])

    assert facts[1:] == [milestone_achieved()]


def test_a_scale_is_a_measure_whose_target_is_its_level_0() -> None:
    [scale] = replay(scaled_goal(weight=3, baseline_level=-2)).measures

    assert scale.kind is MeasureKind.GAS
    assert (scale.weight, scale.baseline, scale.target) == (3, -2, Target(low=0))


def test_a_milestone_of_a_scale_lies_on_it() -> None:
    given(*rated_goal()).when(add_milestone(target=Target(low=11))).then_refused(
        RatingIsOutsideItsScale
    )
    given(*scaled_goal()).when(add_milestone(target=Target(low=0.5))).then_refused(
        LevelIsOutsideItsScale
    )
