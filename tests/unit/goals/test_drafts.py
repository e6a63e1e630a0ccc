"""A goal says what it is for, and a draft is its author's until it is proposed."""

from typing import Any
from uuid import UUID

import pytest

from services.goals.domain.goal.creation import PairIsIncomplete, ProposeGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import GoalHasEnded, GoalIsADraft
from services.goals.domain.goal.links import LinkGoal
from services.goals.domain.goal.standing import LifecycleStatus, lifecycle_status
from shared.contracts.goals import GoalCancelled, GoalProposed, Party
from tests.support.examples import (
    MONDAY,
    add_milestone_in_words,
    agree_goal,
    cancel_goal,
    create_goal,
    define_measure,
    goal_created,
)
from tests.support.histories import active_goal, proposed_goal
from tests.support.specification import given, told
from tests.support.working_together import (
    OTHER_GOAL,
    assign_action_step,
    disagree_goal,
    reject_goal,
)

CONCERN, VALUE = UUID(int=0xC0), UUID(int=0x7A)


def test_a_goal_names_the_concerns_and_values_that_it_is_for() -> None:
    given().when(create_goal(concern_ids=(CONCERN,), value_ids=(VALUE,))).then(
        goal_created(concern_ids=(CONCERN,), value_ids=(VALUE,))
    )


def test_a_concern_that_is_named_twice_is_kept_once() -> None:
    given().when(create_goal(concern_ids=(CONCERN, CONCERN))).then(
        goal_created(concern_ids=(CONCERN,))
    )


@pytest.mark.parametrize(
    "purpose", [{"why": "To be calm"}, {"concern_ids": (CONCERN,)}]
)
def test_a_reason_or_a_concern_is_a_purpose(purpose: dict[str, Any]) -> None:
    assert replay([goal_created(**purpose)]).has_purpose
    assert not replay([goal_created()]).has_purpose


def test_a_goal_may_take_the_place_of_another() -> None:
    given().when(create_goal(replaces=OTHER_GOAL)).then(
        goal_created(replaces=OTHER_GOAL)
    )


def test_a_new_response_takes_the_place_of_an_old_pattern() -> None:
    pair = {"old_pattern": "I stay in bed", "new_response": "I open the curtains"}

    given().when(create_goal(**pair)).then(goal_created(**pair))


@pytest.mark.parametrize(
    "half",
    [
        {"old_pattern": "I stay in bed"},
        {"new_response": "I open the curtains"},
        {"old_pattern": "I stay in bed", "new_response": " "},
    ],
)
def test_half_a_replacement_pair_is_refused(half: dict[str, Any]) -> None:
    given().when(create_goal(**half)).then_refused(PairIsIncomplete)


def test_a_draft_is_proposed_when_its_author_is_ready() -> None:
    given().when(create_goal(draft=True)).then(goal_created(draft=True))
    given(goal_created(draft=True)).when(ProposeGoal()).then(GoalProposed())


def test_proposing_twice_changes_nothing() -> None:
    given(goal_created(draft=True), GoalProposed()).when(ProposeGoal()).then_nothing()
    given(*active_goal()).when(ProposeGoal()).then_nothing()


def test_a_draft_that_was_let_go_is_not_proposed() -> None:
    given(goal_created(draft=True), GoalCancelled(occurred_on=MONDAY)).when(
        ProposeGoal()
    ).then_refused(GoalHasEnded)


@pytest.mark.parametrize(
    "command",
    [
        agree_goal(Party.CLIENT),
        disagree_goal(),
        reject_goal(),
        LinkGoal(other_goal_id=OTHER_GOAL),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nobody_answers_a_draft_that_only_its_author_has_seen(
    command: GoalCommand,
) -> None:
    given(goal_created(draft=True)).when(command).then_refused(GoalIsADraft)


def test_a_draft_may_be_planned_and_let_go() -> None:
    draft = [goal_created(draft=True)]
    plan = (define_measure(), add_milestone_in_words(), assign_action_step())

    assert len(told(draft, (*plan, cancel_goal()))) == len(plan) + 1


def test_a_draft_is_a_proposal_to_the_outside() -> None:
    draft, shown = replay([goal_created(draft=True)]), replay(proposed_goal())

    assert lifecycle_status(draft, MONDAY) is LifecycleStatus.PROPOSED
    assert lifecycle_status(shown, MONDAY) is LifecycleStatus.PROPOSED
