"""Changing the plan: a smaller step for a while, or another target."""

import math
from datetime import timedelta
from typing import Any

import pytest

from services.goals.domain.goal.adjustment import (
    AdjustmentChangesStepOrTarget,
    AdjustmentNeedsAParty,
    AdjustmentSaysNothing,
    OnlyPracticeHasAnAmount,
    ScaleHasItsTarget,
    StepIsNotPositive,
    TargetIsMissing,
)
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    DateIsInTheFuture,
    GoalHasNotStarted,
    NumberIsImpossible,
    ReasonIsMissing,
)
from services.goals.domain.goal.measures import AmountIsNotPositive, MeasureIsUnknown
from services.goals.domain.goal.state import GoalError, Status
from services.goals.domain.goal.values import (
    CadenceIsImpossible,
    RatingIsOutsideItsScale,
    TotalIsOutsideItsScale,
    WeekHasSevenDays,
)
from shared.contracts.goals import Cadence, Every, Party, Target
from tests.support.examples import (
    LATER,
    MONDAY,
    adjust_goal,
    agree_goal,
    entry_id,
    goal_achieved,
    goal_adjusted,
    goal_agreed,
    goal_paused,
    milestone_achieved,
    milestone_added,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import accepted_goal, active_goal, practice_goal, practised
from tests.support.measuring_examples import (
    excuse_occurrence,
    form_goal,
    rate_goal,
    rated_goal,
    scaled_goal,
)
from tests.support.specification import given, told

LOW_5 = Target(low=5)
LOW_7 = Target(low=7)
DAILY = Cadence(every=Every.DAY)
FOUR_A_WEEK = Cadence(every=Every.WEEK, times=4)


def test_a_smaller_step_keeps_what_was_due_before() -> None:
    given(*practice_goal(amount=10, cadence=DAILY)).when(
        adjust_goal(amount=5, step=3)
    ).then(goal_adjusted(amount_from=10, amount_to=5, step_from=7, step_to=3))


def test_adjusting_to_what_already_holds_changes_nothing() -> None:
    given(*practice_goal(amount=10, cadence=FOUR_A_WEEK)).when(
        adjust_goal(amount=10, step=4)
    ).then_nothing()


def test_a_new_target_asks_the_other_party_and_the_goal_stays_active() -> None:
    asked = goal_adjusted(target_from=LOW_7, target_to=LOW_5, asks=Party.CLIENT)

    given(*active_goal()).when(adjust_goal(target=LOW_5, by=Party.CLINICIAN)).then(
        asked
    )
    goal = replay([*active_goal(), asked])
    assert goal.status is Status.ACTIVE
    assert goal.agreed == {Party.CLINICIAN}


def test_the_party_that_is_asked_can_agree_again() -> None:
    given(*active_goal()).when(
        adjust_goal(target=LOW_5, by=Party.CLIENT), agree_goal(Party.CLINICIAN)
    ).then(goal_agreed(Party.CLINICIAN))


def test_a_new_cadence_asks_the_other_party_too() -> None:
    given(*practice_goal(cadence=DAILY)).when(
        adjust_goal(cadence=FOUR_A_WEEK, by=Party.CLIENT)
    ).then(
        goal_adjusted(cadence_from=DAILY, cadence_to=FOUR_A_WEEK, asks=Party.CLINICIAN)
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, AdjustmentSaysNothing),
        ({"amount": 5, "reason": ""}, ReasonIsMissing),
        ({"amount": 5, "target": LOW_5}, AdjustmentChangesStepOrTarget),
        ({"step": 5, "cadence": DAILY}, AdjustmentChangesStepOrTarget),
        ({"amount": 0}, AmountIsNotPositive),
        ({"amount": math.nan}, NumberIsImpossible),
        ({"step": 0}, StepIsNotPositive),
        ({"step": 8}, WeekHasSevenDays),
        ({"target": LOW_5}, AdjustmentNeedsAParty),
        ({"target": Target(), "by": Party.CLIENT}, TargetIsMissing),
        ({"target": Target(low=8), "by": Party.CLIENT}, WeekHasSevenDays),
        (
            {"cadence": Cadence(every=Every.WEEK, times=8), "by": Party.CLIENT},
            CadenceIsImpossible,
        ),
        ({"amount": 5, "measure_id": entry_id(1)}, MeasureIsUnknown),
        ({"amount": 5, "effective_on": LATER + timedelta(1)}, DateIsInTheFuture),
        ({"amount": 5, "effective_on": MONDAY - timedelta(1)}, DateIsBeforeTheStart),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(
    fields: dict[str, Any], rule: type[GoalError]
) -> None:
    given(*practice_goal()).when(adjust_goal(**fields)).then_refused(rule)


def test_only_practice_has_an_amount_of_the_day() -> None:
    given(*active_goal()).when(adjust_goal(amount=5)).then_refused(
        OnlyPracticeHasAnAmount
    )


def test_a_goal_is_adjusted_once_it_has_started() -> None:
    given(*accepted_goal()).when(adjust_goal(step=5)).then_refused(GoalHasNotStarted)


def test_a_resting_goal_can_be_made_easier() -> None:
    given(*practice_goal(), goal_paused(MONDAY)).when(adjust_goal(step=1)).then(
        goal_adjusted(step_to=1)
    )


def test_a_goal_to_come_is_adjusted_from_its_start() -> None:
    given(*practice_goal(start_on=LATER)).when(adjust_goal(step=1, today=MONDAY)).then(
        goal_adjusted(step_to=1)
    )


def test_the_amount_in_force_on_sunday_counts_for_its_week() -> None:
    two_days = milestone_added(target=Target(low=2))
    history = practice_goal(two_days, amount=10)
    short = told(history, practised(2, value=5))

    given(*history, *short).when(adjust_goal(amount=5, today=week(1, 4))).then(
        goal_adjusted(effective_on=week(1, 4), amount_from=10, amount_to=5),
        milestone_achieved(
            entry=12,
            occurred_on=week(1, 4),
            evidence=(entry_id(11), entry_id(12)),
        ),
    )


def test_a_smaller_step_reaches_milestones_and_the_target_waits() -> None:
    history = practice_goal(milestone_added(target=Target(low=1)), days=1, amount=10)
    lighter = [goal_adjusted(effective_on=MONDAY, amount_from=10, amount_to=5)]
    facts = told([*history, *lighter], practised(1, 1, 1, value=5))

    assert [fact.type for fact in facts if "recorded" not in fact.type] == [
        "guidepost.goal.milestone-achieved.v1"
    ]


def test_a_larger_step_takes_no_milestone_away() -> None:
    history = practice_goal(milestone_added(target=Target(low=1)), amount=5)
    done = told(history, practised(1, value=5))

    given(*history, *done).when(adjust_goal(amount=10, today=week(1, 2))).then(
        goal_adjusted(effective_on=week(1, 2), amount_from=5, amount_to=10)
    )


def test_a_higher_target_is_achieved_anew() -> None:
    given(*active_goal()).when(
        record_progress(7),
        adjust_goal(target=Target(low=9), by=Party.CLIENT),
        record_progress(9, entry=2),
    ).then(progress_recorded(9, entry=2), goal_achieved(entry=2))


def test_a_target_that_is_met_already_is_achieved_at_once() -> None:
    eased = goal_adjusted(target_from=LOW_7, target_to=LOW_5, asks=Party.CLIENT)

    given(*active_goal()).when(
        record_progress(6), adjust_goal(target=LOW_5, by=Party.CLINICIAN)
    ).then(eased, goal_achieved(occurred_on=LATER))


def test_an_achieved_goal_stays_achieved_when_its_target_is_eased() -> None:
    eased = goal_adjusted(target_from=LOW_7, target_to=LOW_5, asks=Party.CLIENT)

    given(*active_goal()).when(
        record_progress(7), adjust_goal(target=LOW_5, by=Party.CLINICIAN)
    ).then(eased, goal_achieved(occurred_on=LATER, again=True))


def test_an_eased_target_that_asks_for_nothing_is_achieved_at_once() -> None:
    at_most_0, at_most_1 = Target(high=0), Target(high=1)
    eased = goal_adjusted(target_from=at_most_0, target_to=at_most_1, asks=Party.CLIENT)

    given(*practice_goal(target=at_most_0, hold=3)).when(
        *practised(1, 1, 1, value=0),
        adjust_goal(target=at_most_1, by=Party.CLINICIAN),
    ).then(eased)
    given(*practice_goal(target=at_most_0)).when(
        *practised(1, 1, 1, value=0),
        adjust_goal(target=at_most_1, by=Party.CLINICIAN),
    ).then(
        eased,
        goal_achieved(entry=31, occurred_on=LATER, evidence=(), again=True),
    )


def test_a_scales_new_target_lies_on_it() -> None:
    given(*rated_goal()).when(
        adjust_goal(target=Target(low=11), by=Party.CLIENT)
    ).then_refused(RatingIsOutsideItsScale)
    given(*form_goal()).when(
        adjust_goal(target=Target(high=9.5), by=Party.CLIENT)
    ).then_refused(TotalIsOutsideItsScale)


def test_an_eased_target_is_achieved_by_the_rating_that_meets_it() -> None:
    eased = goal_adjusted(target_from=LOW_7, target_to=LOW_5, asks=Party.CLIENT)

    given(*rated_goal()).when(
        rate_goal(6), adjust_goal(target=LOW_5, by=Party.CLINICIAN)
    ).then(eased, goal_achieved(occurred_on=LATER))


def test_the_target_of_a_gas_scale_is_its_level_0() -> None:
    given(*scaled_goal()).when(
        adjust_goal(target=Target(low=1), by=Party.CLIENT)
    ).then_refused(ScaleHasItsTarget)


def test_how_often_a_gas_scale_is_rated_can_change() -> None:
    monthly = Cadence(every=Every.MONTH)

    given(*scaled_goal()).when(adjust_goal(cadence=monthly, by=Party.CLIENT)).then(
        goal_adjusted(cadence_to=monthly, asks=Party.CLINICIAN)
    )


def test_an_eased_target_looks_past_excused_weeks() -> None:
    two_days = Target(low=2)

    given(*practice_goal()).when(
        *practised(2),
        excuse_occurrence(occurred_on=week(2)),
        *practised(2, first=3),
        adjust_goal(target=two_days, by=Party.CLINICIAN),
    ).then(
        goal_adjusted(target_from=Target(low=3), target_to=two_days, asks=Party.CLIENT),
        goal_achieved(
            entry=32,
            occurred_on=LATER,
            evidence=(entry_id(11), entry_id(12), entry_id(31), entry_id(32)),
        ),
    )
