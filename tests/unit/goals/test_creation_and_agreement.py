"""A goal begins as words; client and clinician each say yes."""

from datetime import date

import pytest

from services.goals.domain.goal.agreement import RatingIsNotZeroToTen
from services.goals.domain.goal.creation import GoalAlreadyExists, GoalNeedsWords
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalHasEnded
from services.goals.domain.goal.journey import (
    AgreementIsMissing,
    ContinuousGoalStartsAtItsTarget,
    GoalHasAlreadyStarted,
    MeasureIsMissing,
    ReviewCadenceIsImpossible,
)
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from services.goals.domain.goal.state import GoalDoesNotExist
from shared.contracts.goals import GoalCancelled, GoalEvent, Party, Target, Term
from tests.support.examples import (
    LATER,
    MONDAY,
    activate_goal,
    add_milestone,
    adjust_goal,
    agree_goal,
    cancel_goal,
    complete_goal,
    correct_progress,
    create_goal,
    define_measure,
    goal_activated,
    goal_agreed,
    goal_created,
    measure_defined,
    pause_goal,
    record_progress,
    resume_goal,
)
from tests.support.histories import accepted_goal, active_goal, proposed_goal
from tests.support.specification import given
from tests.support.working_together import SOME_OF_EACH


def test_a_goal_is_created_in_the_clients_own_words() -> None:
    given().when(create_goal(own_words="Feel calm", term=Term.LONG)).then(
        goal_created(own_words="Feel calm", term=Term.LONG)
    )


def test_a_goal_is_created_once() -> None:
    given(goal_created()).when(create_goal()).then_refused(GoalAlreadyExists)


def test_a_goal_without_words_is_no_goal() -> None:
    given().when(create_goal(own_words="  ")).then_refused(GoalNeedsWords)


@pytest.mark.parametrize(
    "command",
    [
        define_measure(),
        add_milestone(),
        agree_goal(Party.CLIENT),
        activate_goal(),
        record_progress(5),
        correct_progress(5),
        adjust_goal(amount=5),
        pause_goal(),
        resume_goal(),
        complete_goal(),
        cancel_goal(),
        *SOME_OF_EACH,
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_can_be_asked_of_a_goal_that_does_not_exist(
    command: GoalCommand,
) -> None:
    given().when(command).then_refused(GoalDoesNotExist)


def test_each_party_says_how_important_and_how_likely_it_is() -> None:
    given(goal_created()).when(
        agree_goal(Party.CLIENT, importance=10, confidence=0)
    ).then(goal_agreed(Party.CLIENT, importance=10, confidence=0))


@pytest.mark.parametrize("rating", [-1, 11])
def test_importance_and_confidence_go_from_0_to_10(rating: int) -> None:
    given(goal_created()).when(
        agree_goal(Party.CLIENT, importance=rating)
    ).then_refused(RatingIsNotZeroToTen)


def test_agreeing_twice_changes_nothing() -> None:
    given(goal_created(), goal_agreed(Party.CLIENT)).when(
        agree_goal(Party.CLIENT, importance=3)
    ).then_nothing()


def test_a_cancelled_goal_cannot_be_agreed_to() -> None:
    given(goal_created(), GoalCancelled(occurred_on=MONDAY)).when(
        agree_goal(Party.CLIENT)
    ).then_refused(GoalHasEnded)


def test_a_goal_starts_once_client_and_clinician_agree() -> None:
    given(*accepted_goal()).when(activate_goal()).then(goal_activated())


def test_one_agreement_is_not_enough() -> None:
    given(*proposed_goal(), goal_agreed(Party.CLINICIAN)).when(
        activate_goal()
    ).then_refused(AgreementIsMissing)


def test_a_goal_without_a_measure_does_not_start() -> None:
    agreed = [goal_agreed(party) for party in Party]

    given(goal_created(), *agreed).when(activate_goal()).then_refused(MeasureIsMissing)


def test_a_second_activation_is_refused() -> None:
    given(*active_goal()).when(activate_goal()).then_refused(GoalHasAlreadyStarted)


def test_reviews_are_at_least_a_week_apart() -> None:
    given(*accepted_goal()).when(activate_goal(review_every_weeks=0)).then_refused(
        ReviewCadenceIsImpossible
    )


def test_a_continuous_goal_starts_at_its_target() -> None:
    given(*accepted_goal(baseline=4, target=Target(low=4))).when(
        activate_goal(continuous=True)
    ).then(goal_activated(continuous=True))


@pytest.mark.parametrize("baseline", [None, 3])
def test_a_goal_that_is_not_at_its_target_is_not_continuous(
    baseline: float | None,
) -> None:
    given(*accepted_goal(baseline=baseline, target=Target(low=4))).when(
        activate_goal(continuous=True)
    ).then_refused(ContinuousGoalStartsAtItsTarget)


def test_a_goal_is_proposed_then_accepted_then_planned_then_active() -> None:
    starts_later = [*accepted_goal(), goal_activated(start_on=LATER)]

    stages = [
        lifecycle_status(replay(proposed_goal()), MONDAY),
        lifecycle_status(replay(accepted_goal()), MONDAY),
        lifecycle_status(replay(starts_later), MONDAY),
        lifecycle_status(replay(starts_later), LATER),
    ]

    assert stages == [
        LifecycleStatus.PROPOSED,
        LifecycleStatus.ACCEPTED,
        LifecycleStatus.PLANNED,
        LifecycleStatus.ACTIVE,
    ]


def test_the_state_holds_no_ones_words() -> None:
    words = "Nobody may read this"
    history: list[GoalEvent] = [
        goal_created(own_words=words, why=words),
        measure_defined(due_on=date(2025, 3, 30)),
    ]

    assert words not in repr(replay(history))
