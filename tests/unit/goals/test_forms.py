"""A goal follows the questionnaires of its client, and never says no to one."""

from typing import Any
from uuid import uuid5

import pytest

from services.goals.domain.goal.entries import FormsSpeakForThemselves
from shared.contracts.goals import (
    GoalActivated,
    GoalCancelled,
    GoalCompleted,
    GoalEvent,
    GoalRejected,
    GoalVoided,
    Instrument,
    MeasureKind,
    Party,
    Target,
)
from tests.support.examples import (
    MONDAY,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_agreed,
    goal_created,
    goal_paused,
    measure_defined,
    milestone_achieved,
    milestone_added,
    record_progress,
    week,
)
from tests.support.histories import active_goal, proposed_goal
from tests.support.measuring_examples import (
    PHQ_9,
    follow_form,
    form_followed,
    form_goal,
    form_id,
    of_form,
    retract_progress,
)
from tests.support.specification import given, told

AT_12 = milestone_added(target=Target(high=12))


def put_right(total: int | None, *, form: int = 2, **fields: Any) -> Any:
    """Return a form that corrects the first one."""
    return follow_form(total, form=form, corrects=form_id(1), **fields)


def test_a_forms_total_becomes_a_value_of_the_goal() -> None:
    given(*form_goal()).when(follow_form(16)).then(form_followed(16))


def test_a_total_at_the_target_achieves_the_goal() -> None:
    given(*form_goal(AT_12)).when(follow_form(9)).then(
        form_followed(9),
        milestone_achieved(
            caused_by=of_form(1), evidence=(of_form(1),), also_achieves_goal=True
        ),
        goal_achieved(
            caused_by=of_form(1), evidence=(of_form(1),), milestones_together=1
        ),
    )


def test_below_10_is_not_met_by_a_total_of_10() -> None:
    given(*form_goal()).when(follow_form(10)).then(form_followed(10))


def test_a_total_of_0_is_a_total() -> None:
    facts = told(form_goal(), [follow_form(0)])

    assert facts[0] == form_followed(0)


def test_the_same_form_twice_changes_nothing() -> None:
    given(*form_goal()).when(follow_form(16), follow_form(16)).then_nothing()


def test_an_incomplete_form_says_nothing() -> None:
    given(*form_goal()).when(follow_form(None)).then_nothing()


def test_another_questionnaire_says_nothing() -> None:
    given(*form_goal()).when(follow_form(5, instrument=Instrument.GAD7)).then_nothing()


def test_a_goal_without_questionnaires_follows_none() -> None:
    given(*active_goal()).when(follow_form(5)).then_nothing()


def test_each_measure_of_the_kind_has_an_entry_of_its_own() -> None:
    other = entry_id(900)
    history: list[GoalEvent] = [
        goal_created(),
        measure_defined(**PHQ_9),
        measure_defined(measure_id=other, **PHQ_9),
        *(goal_agreed(party) for party in Party),
        GoalActivated(start_on=MONDAY),
    ]
    its_own = uuid5(other, str(form_id(1)))

    assert told(history, [follow_form(9)]) == [
        form_followed(9),
        form_followed(9, measure_id=other, entry_id=its_own),
        goal_achieved(caused_by=its_own, evidence=(of_form(1), its_own)),
    ]


@pytest.mark.parametrize(
    "history",
    [
        (),
        proposed_goal(**PHQ_9),
        form_goal(start_on=week(2)),
        (*form_goal(), goal_paused(MONDAY)),
        (*form_goal(), GoalCompleted(occurred_on=MONDAY)),
        (*form_goal(), GoalCancelled(occurred_on=MONDAY)),
        (*form_goal(), GoalVoided()),
        (
            *proposed_goal(**PHQ_9),
            GoalRejected(party=Party.CLIENT, occurred_on=MONDAY),
        ),
    ],
    ids=[
        "unknown",
        "proposed",
        "starting later",
        "on hold",
        "completed",
        "cancelled",
        "entered in error",
        "rejected",
    ],
)
@pytest.mark.parametrize("form", [follow_form(9), put_right(9), put_right(None)])
def test_only_goals_that_are_worked_on_follow_a_form(
    history: tuple[GoalEvent, ...], form: Any
) -> None:
    given(*history).when(form).then_nothing()


@pytest.mark.parametrize("kind", [MeasureKind.PHQ9, MeasureKind.GAD7])
def test_a_questionnaire_is_filled_in_as_a_form(kind: MeasureKind) -> None:
    history = active_goal(kind=kind, target=Target(high=8, strict=True))

    given(*history).when(record_progress(5)).then_refused(FormsSpeakForThemselves)


def test_a_total_is_corrected_and_retracted_as_a_form() -> None:
    history = (*form_goal(), form_followed(16))
    of_first: dict[str, Any] = {"entry_id": of_form(1)}

    given(*history).when(correct_progress(5, **of_first)).then_refused(
        FormsSpeakForThemselves
    )
    given(*history).when(retract_progress(**of_first)).then_refused(
        FormsSpeakForThemselves
    )
