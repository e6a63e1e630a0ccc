"""Stops on the way: when they are reached, reopened, and reached again."""

from typing import Any

import pytest

from services.goals.domain.goal.measures import MeasureIsUnknown
from services.goals.domain.goal.milestones import (
    MOST_MILESTONES,
    GoalHasEnoughMilestones,
    MilestoneIsAlreadyAdded,
    MilestoneIsAlreadyReached,
    MilestoneNeedsAMeaning,
    WeeksNeedAPracticeTarget,
)
from services.goals.domain.goal.state import GoalError
from services.goals.domain.goal.values import (
    CountsReachANumber,
)
from shared.contracts.goals import Direction, MeasureKind, Target
from tests.support.examples import (
    BELOW_8,
    MEASURE,
    MILESTONE,
    add_milestone,
    add_milestone_in_words,
    correct_progress,
    entry_id,
    goal_achieved,
    milestone_achieved,
    milestone_added,
    milestone_in_words_added,
    milestone_reopened,
    progress_corrected,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import active_goal, practice_goal, practised, proposed_goal
from tests.support.specification import given

SECOND = entry_id(500)
SCORE: dict[str, Any] = {"direction": Direction.DOWN, "baseline": 18, "target": BELOW_8}
COUNT: dict[str, Any] = {"kind": MeasureKind.COUNT, "target": Target(low=10)}


def test_a_milestone_is_added_to_a_proposal_and_to_a_running_goal() -> None:
    given(*proposed_goal()).when(add_milestone()).then(milestone_added())
    given(*active_goal()).when(add_milestone()).then(milestone_added())


def test_adding_the_same_milestone_twice_changes_nothing() -> None:
    given(*proposed_goal()).when(add_milestone(), add_milestone()).then_nothing()


def test_a_milestone_does_not_quietly_change_its_meaning() -> None:
    given(*proposed_goal(), milestone_added()).when(
        add_milestone(target=Target(low=5))
    ).then_refused(MilestoneIsAlreadyAdded)


def test_a_milestone_lies_ahead() -> None:
    given(*active_goal(), progress_recorded(5)).when(add_milestone()).then_refused(
        MilestoneIsAlreadyReached
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"measure_id": SECOND}, MeasureIsUnknown),
        ({"target": None}, MilestoneNeedsAMeaning),
        ({"target": Target()}, MilestoneNeedsAMeaning),
        ({"weeks_met": 3}, MilestoneNeedsAMeaning),
        ({"measure_id": None}, MilestoneNeedsAMeaning),
        ({"measure_id": None, "target": None, "words": " "}, MilestoneNeedsAMeaning),
        ({"target": None, "weeks_met": 0}, MilestoneNeedsAMeaning),
        ({"target": None, "weeks_met": 3}, WeeksNeedAPracticeTarget),
    ],
)
def test_a_milestone_says_when_it_is_reached(
    fields: dict[str, Any], rule: type[GoalError]
) -> None:
    given(*proposed_goal()).when(add_milestone(**fields)).then_refused(rule)


def test_a_milestone_of_a_count_is_a_number_to_reach() -> None:
    given(*proposed_goal(**COUNT)).when(
        add_milestone(target=Target(high=2))
    ).then_refused(CountsReachANumber)


def test_there_is_an_end_to_milestones() -> None:
    many = [milestone_in_words_added(milestone_id=entry_id(n)) for n in range(200)]

    given(*proposed_goal(), *many[:MOST_MILESTONES]).when(add_milestone()).then_refused(
        GoalHasEnoughMilestones
    )


def test_a_value_at_the_threshold_reaches_a_milestone() -> None:
    given(*active_goal(milestone_added())).when(record_progress(4)).then(
        progress_recorded(4), milestone_achieved()
    )


def test_a_milestone_is_reached_once() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), record_progress(5, entry=2)
    ).then(progress_recorded(5, entry=2))


def test_below_a_threshold_is_not_met_by_the_threshold() -> None:
    below_12 = milestone_added(target=Target(high=12, strict=True))

    given(*active_goal(below_12, **SCORE)).when(record_progress(12)).then(
        progress_recorded(12)
    )


def test_one_entry_may_reach_two_milestones_together() -> None:
    stops = (
        milestone_added(target=Target(high=15)),
        milestone_added(milestone_id=SECOND, target=Target(high=12)),
    )

    given(*active_goal(*stops, **SCORE)).when(record_progress(12)).then(
        progress_recorded(12),
        milestone_achieved(place=1, milestones_together=2),
        milestone_achieved(milestone_id=SECOND, place=2, milestones_together=2),
    )


def test_a_milestone_names_the_goal_that_the_same_entry_achieves() -> None:
    given(*active_goal(milestone_added())).when(record_progress(7)).then(
        progress_recorded(7),
        milestone_achieved(also_achieves_goal=True),
        goal_achieved(milestones_together=1),
    )


def test_a_late_entry_still_shows_that_a_milestone_was_reached() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(3, occurred_on=week(3)),
        record_progress(4, entry=2, occurred_on=week(2)),
    ).then(
        progress_recorded(4, entry=2, occurred_on=week(2)),
        milestone_achieved(entry=2, occurred_on=week(2)),
    )


def test_a_worse_value_later_does_not_take_a_milestone_away() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), record_progress(1, entry=2, occurred_on=week(2))
    ).then(progress_recorded(1, entry=2, occurred_on=week(2)))


def test_counts_add_up_to_a_milestone() -> None:
    given(*active_goal(milestone_added(), **COUNT)).when(
        record_progress(1), record_progress(0, entry=2), record_progress(3, entry=3)
    ).then(
        progress_recorded(3, entry=3),
        milestone_achieved(entry=3, evidence=(entry_id(1), entry_id(3))),
    )


def test_a_count_goes_on_from_its_baseline() -> None:
    given(*active_goal(milestone_added(), baseline=3, **COUNT)).when(
        record_progress(1)
    ).then(progress_recorded(1), milestone_achieved())


def test_a_milestone_in_words_is_reached_by_an_entry_that_names_it() -> None:
    named: dict[str, Any] = {"measure_id": None, "milestone_id": MILESTONE}

    given(*active_goal(milestone_in_words_added())).when(record_progress(**named)).then(
        progress_recorded(**named), milestone_achieved()
    )


def test_an_entry_may_bring_a_value_and_name_a_milestone() -> None:
    given(*active_goal(milestone_in_words_added())).when(
        record_progress(7, milestone_id=MILESTONE)
    ).then(
        progress_recorded(7, milestone_id=MILESTONE),
        milestone_achieved(also_achieves_goal=True),
        goal_achieved(milestones_together=1),
    )


def test_words_are_a_milestone_by_themselves() -> None:
    given(*proposed_goal()).when(add_milestone_in_words()).then(
        milestone_in_words_added()
    )


def test_a_correction_that_undoes_a_milestone_reopens_it() -> None:
    given(
        *active_goal(milestone_added()), progress_recorded(4), milestone_achieved()
    ).when(correct_progress(3)).then(progress_corrected(4, 3), milestone_reopened())


def test_another_entry_that_shows_it_keeps_a_milestone() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), record_progress(5, entry=2), correct_progress(3)
    ).then(progress_corrected(4, 3))


def test_a_milestone_reached_again_says_so() -> None:
    given(*active_goal(milestone_added())).when(
        record_progress(4), correct_progress(3), record_progress(6, entry=2)
    ).then(
        progress_recorded(6, entry=2),
        milestone_achieved(entry=2, again=True, place=0, milestones_together=0),
    )


def test_first_times_are_counted_without_those_reached_again() -> None:
    second = milestone_added(milestone_id=SECOND, target=Target(low=6))

    given(*active_goal(milestone_added(), second)).when(
        record_progress(4), correct_progress(3), record_progress(6, entry=2)
    ).then(
        progress_recorded(6, entry=2),
        milestone_achieved(milestone_id=SECOND, entry=2),
        milestone_achieved(entry=2, again=True, place=0, milestones_together=1),
    )


def test_a_correction_can_reach_a_milestone() -> None:
    given(*active_goal(milestone_added()), progress_recorded(3)).when(
        correct_progress(4)
    ).then(progress_corrected(3, 4), milestone_achieved())


def test_a_corrected_count_reopens_a_milestone() -> None:
    given(*active_goal(milestone_added(), **COUNT)).when(
        record_progress(2), record_progress(2, entry=2), correct_progress(1)
    ).then(progress_corrected(2, 1), milestone_reopened())


def test_a_practice_milestone_needs_one_week_of_that_many_days() -> None:
    two_days = milestone_added(target=Target(low=2))

    given(*practice_goal(two_days)).when(*practised(1, 2)).then(
        progress_recorded(1, entry=22, occurred_on=week(2, 1)),
        milestone_achieved(
            entry=22,
            occurred_on=week(2, 1),
            evidence=(entry_id(21), entry_id(22)),
        ),
    )


def test_several_entries_on_a_day_count_once_and_add_up() -> None:
    one_day = milestone_added(target=Target(low=1))

    given(*practice_goal(one_day, amount=10)).when(
        record_progress(5), record_progress(5, entry=2)
    ).then(
        progress_recorded(5, entry=2),
        milestone_achieved(entry=2, evidence=(entry_id(1), entry_id(2))),
    )


def test_a_week_that_stays_below_is_judged_once_it_is_over() -> None:
    at_most_1 = milestone_added(target=Target(high=1))

    given(*practice_goal(at_most_1)).when(*practised(1, 1)).then(
        progress_recorded(1, entry=21, occurred_on=week(2)),
        milestone_achieved(entry=21, occurred_on=week(2), evidence=(entry_id(11),)),
    )


def test_weeks_kept_are_any_weeks_that_meet_the_target() -> None:
    two_weeks = milestone_added(target=None, weeks_met=2)

    given(*practice_goal(two_weeks, days=1)).when(*practised(1, 0, 1)[:1]).then(
        progress_recorded(1, entry=11)
    )
    given(*practice_goal(two_weeks, days=1, hold=5)).when(*practised(1, 0, 1)).then(
        progress_recorded(1, entry=31, occurred_on=week(3)),
        milestone_achieved(
            entry=31,
            occurred_on=week(3),
            evidence=(entry_id(11), entry_id(31)),
        ),
    )


def test_a_milestone_belongs_to_its_own_measure() -> None:
    given(*active_goal(milestone_added(measure_id=MEASURE))).when(
        record_progress(3)
    ).then(progress_recorded(3))
