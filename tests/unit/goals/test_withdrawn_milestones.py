"""Taking a milestone out of the plan: it lies ahead no longer, and never comes back."""

from services.goals.domain.goal.guards import GoalHasEnded, ReasonIsMissing
from services.goals.domain.goal.milestones import (
    MilestoneIsUnknown,
    MilestoneWasWithdrawn,
    ReachedMilestonesStay,
)
from shared.contracts.goals import GoalCancelled, Target
from tests.support.examples import (
    MILESTONE,
    MONDAY,
    add_milestone,
    adjust_goal,
    correct_progress,
    goal_adjusted,
    milestone_added,
    milestone_in_words_added,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import active_goal, practice_goal, practised, proposed_goal
from tests.support.measuring_examples import (
    milestone_withdrawn,
    retract_progress,
    withdraw_milestone,
)
from tests.support.specification import given


def test_a_milestone_can_be_taken_out_of_the_plan() -> None:
    for history in (proposed_goal(), active_goal()):
        given(*history, milestone_added()).when(withdraw_milestone()).then(
            milestone_withdrawn()
        )


def test_taking_it_out_twice_changes_nothing() -> None:
    given(*proposed_goal(), milestone_added()).when(
        withdraw_milestone(), withdraw_milestone()
    ).then_nothing()


def test_taking_a_milestone_out_needs_a_reason() -> None:
    given(*proposed_goal(), milestone_added()).when(
        withdraw_milestone(reason="")
    ).then_refused(ReasonIsMissing)


def test_only_a_milestone_of_the_plan_can_be_taken_out() -> None:
    given(*proposed_goal()).when(withdraw_milestone()).then_refused(MilestoneIsUnknown)


def test_a_reached_milestone_stays_part_of_the_journey() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), withdraw_milestone()
    ).then_refused(ReachedMilestonesStay)


def test_a_reopened_milestone_can_be_taken_out() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), retract_progress(), withdraw_milestone()
    ).then(milestone_withdrawn())


def test_an_ended_goal_keeps_its_milestones() -> None:
    ended = GoalCancelled(occurred_on=MONDAY)

    given(*proposed_goal(), milestone_added(), ended).when(
        withdraw_milestone()
    ).then_refused(GoalHasEnded)


def test_a_withdrawn_milestone_is_never_reached() -> None:
    history = (*active_goal(milestone_added()), milestone_withdrawn())

    given(*history).when(record_progress(5)).then(progress_recorded(5))
    given(*history, progress_recorded(3)).when(correct_progress(5)).then(
        progress_corrected(3, 5)
    )


def test_a_withdrawn_milestone_in_words_cannot_be_named() -> None:
    history = (*active_goal(milestone_in_words_added()), milestone_withdrawn())

    given(*history).when(
        record_progress(measure_id=None, milestone_id=MILESTONE)
    ).then_refused(MilestoneWasWithdrawn)


def test_a_withdrawn_milestone_does_not_come_back_under_its_id() -> None:
    given(*proposed_goal(), milestone_added(), milestone_withdrawn()).when(
        add_milestone()
    ).then_refused(MilestoneWasWithdrawn)


def test_an_easier_step_reaches_no_withdrawn_milestone() -> None:
    two_days = milestone_added(target=Target(low=2))
    easier = adjust_goal(amount=5, today=week(1, 4))

    given(*practice_goal(two_days, amount=10), milestone_withdrawn()).when(
        *practised(2, value=5), easier
    ).then(goal_adjusted(effective_on=week(1, 4), amount_from=10, amount_to=5))
