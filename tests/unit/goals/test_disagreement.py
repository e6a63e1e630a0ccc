"""To disagree is a view that is kept; to turn a proposal down ends it."""

import pytest

from services.goals.domain.goal.agreement import OnlyProposalsAreTurnedDown
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalHasEnded, GoalWasTurnedDown
from services.goals.domain.goal.journey import AgreementIsMissing
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from shared.contracts.goals import GoalCancelled, GoalVoided, Party
from tests.support.examples import (
    LATER,
    MONDAY,
    activate_goal,
    add_milestone,
    agree_goal,
    cancel_goal,
    complete_goal,
    define_measure,
    goal_activated,
    goal_created,
)
from tests.support.histories import accepted_goal, active_goal, proposed_goal
from tests.support.specification import given
from tests.support.working_together import (
    assign_action_step,
    break_down_goal,
    disagree_goal,
    goal_disagreed,
    goal_rejected,
    note_barrier,
    reject_goal,
    replace_goal,
    void_goal,
)


def test_each_party_may_say_what_it_does_not_agree_with() -> None:
    given(goal_created()).when(disagree_goal(reason="Too much at once")).then(
        goal_disagreed(reason="Too much at once")
    )


def test_nobody_has_to_explain_a_no() -> None:
    given(goal_created()).when(disagree_goal(reason=None)).then(
        goal_disagreed(reason=None)
    )
    given(goal_created()).when(reject_goal(reason=None)).then(
        goal_rejected(reason=None)
    )


def test_disagreeing_twice_changes_nothing() -> None:
    given(goal_created(), goal_disagreed()).when(disagree_goal()).then_nothing()


def test_a_goal_does_not_start_against_a_disagreement() -> None:
    given(*accepted_goal(), goal_disagreed()).when(activate_goal()).then_refused(
        AgreementIsMissing
    )


def test_whoever_disagreed_may_agree_later() -> None:
    given(*accepted_goal(), goal_disagreed()).when(
        agree_goal(Party.CLIENT), activate_goal()
    ).then(goal_activated())


def test_whoever_agreed_may_disagree_later_and_the_goal_stays_active() -> None:
    given(*active_goal()).when(disagree_goal()).then(goal_disagreed())

    goal = replay([*active_goal(), goal_disagreed()])
    assert lifecycle_status(goal, LATER) is LifecycleStatus.ACTIVE
    assert set(goal.agreed) == {Party.CLINICIAN}
    assert set(goal.disagreed) == {Party.CLIENT}


def test_a_goal_that_is_over_is_not_disagreed_with() -> None:
    given(*active_goal(), GoalCancelled(occurred_on=MONDAY)).when(
        disagree_goal()
    ).then_refused(GoalHasEnded)


def test_a_proposal_may_be_turned_down_also_when_it_was_accepted() -> None:
    given(*proposed_goal()).when(reject_goal(party=Party.CLINICIAN)).then(
        goal_rejected(party=Party.CLINICIAN)
    )
    given(*accepted_goal()).when(reject_goal()).then(goal_rejected())


def test_a_proposal_that_was_turned_down_is_rejected() -> None:
    goal = replay([*accepted_goal(), goal_rejected()])

    assert lifecycle_status(goal, LATER) is LifecycleStatus.REJECTED


def test_turning_down_twice_changes_nothing() -> None:
    given(*proposed_goal(), goal_rejected()).when(
        reject_goal(party=Party.CLINICIAN)
    ).then_nothing()


def test_a_goal_that_has_started_is_not_turned_down() -> None:
    given(*active_goal()).when(reject_goal()).then_refused(OnlyProposalsAreTurnedDown)


@pytest.mark.parametrize(
    "command",
    [
        agree_goal(Party.CLIENT),
        disagree_goal(),
        define_measure(),
        add_milestone(),
        assign_action_step(),
        note_barrier(),
        activate_goal(),
        complete_goal(),
        cancel_goal(),
        replace_goal(),
        break_down_goal(),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_added_to_a_proposal_that_was_turned_down(
    command: GoalCommand,
) -> None:
    given(*accepted_goal(), goal_rejected()).when(command).then_refused(
        GoalWasTurnedDown
    )


def test_a_proposal_that_was_turned_down_may_still_be_a_mistake() -> None:
    given(*proposed_goal(), goal_rejected()).when(void_goal()).then(
        GoalVoided(reason="Written for another person")
    )
