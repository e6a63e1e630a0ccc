"""Goal progress as a fold: given facts, this row."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.reporting import achievement, fold, standing
from services.reporting.goal_row import GoalProgress
from services.reporting.projections import goal_progress
from services.reporting.projections.goal_progress import FactOutOfOrder
from shared.contracts.fact import Fact
from shared.contracts.goals import (
    GoalAchieved,
    GoalAdjusted,
    GoalAgreed,
    GoalCancelled,
    GoalCompleted,
    GoalCreated,
    GoalPaused,
    GoalRegressed,
    GoalResumed,
    MeasureKind,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    Party,
    Target,
    Term,
)
from tests.support.facts import (
    CLIENT,
    CLINIC,
    GOAL,
    MEASURE,
    MONDAY,
    active_goal,
    correction,
    entry,
    recorded,
)

TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(weeks=1)
CAUSE = UUID(int=1)
PRACTICE, COUNT = MeasureKind.PRACTICE, MeasureKind.COUNT


def row_of(*facts: Fact) -> GoalProgress:
    [row] = fold.straight(goal_progress, recorded(*facts))
    assert isinstance(row, GoalProgress)
    return row


def current_of(row: GoalProgress, on: date = TUESDAY) -> float | None:
    [measure] = row.measures
    return standing.current(measure, on, row.started_on)


def percentage_of(row: GoalProgress, on: date = TUESDAY) -> float | None:
    [measure] = row.measures
    return standing.percentage(measure, on, row.started_on, continuous=row.continuous)


def week(*done: int, start: date = MONDAY, amount: float = 1) -> list[Fact]:
    """Entries on the first so many days of each week."""
    return [
        entry(amount, start + timedelta(weeks=number, days=day))
        for number, days in enumerate(done)
        for day in range(days)
    ]


def test_a_created_goal_is_a_proposal_nobody_has_agreed_to() -> None:
    row = row_of(GoalCreated(client_id=CLIENT, term=Term.LONG, time_zone="Asia/Tokyo"))

    assert row == GoalProgress(
        goal_id=GOAL,
        client_id=CLIENT,
        clinic_id=CLINIC,
        version=1,
        term="long-term",
        time_zone="Asia/Tokyo",
    )


def test_one_agreement_leaves_a_proposal_and_two_make_it_accepted() -> None:
    one = GoalCreated(client_id=CLIENT), GoalAgreed(party=Party.CLIENT)

    assert row_of(*one).lifecycle == "proposed"
    assert row_of(*one, GoalAgreed(party=Party.CLINICIAN)).lifecycle == "accepted"


def test_an_active_goal_is_planned_until_its_first_day() -> None:
    row = row_of(*active_goal(start_on=TUESDAY))

    assert achievement.lifecycle_status(row, MONDAY) == "planned"
    assert achievement.lifecycle_status(row, TUESDAY) == "active"


def test_entries_are_counted_and_their_first_and_last_day_kept() -> None:
    row = row_of(*active_goal(), entry(3, TUESDAY), entry(2, MONDAY), entry(4, MONDAY))

    assert (row.entries, row.first_entry_on, row.last_entry_on) == (3, MONDAY, TUESDAY)


def test_a_goal_without_entries_has_no_value_and_no_percentage() -> None:
    row = row_of(*active_goal())

    assert (current_of(row), percentage_of(row)) == (None, None)
    assert achievement.achievement_status(row, TUESDAY) == "in-progress"


def test_the_latest_reading_by_its_day_is_current_even_when_a_late_one_follows() -> (
    None
):
    row = row_of(*active_goal(), entry(6, TUESDAY), entry(2, MONDAY))

    assert (current_of(row), percentage_of(row)) == (6, 60)


def test_of_two_readings_on_a_day_the_one_recorded_later_is_current() -> None:
    assert current_of(row_of(*active_goal(), entry(6), entry(2))) == 2


def test_a_corrected_reading_keeps_its_place() -> None:
    facts = *active_goal(), entry(6, number=1), entry(2, number=2)

    assert current_of(row_of(*facts, correction(1, old=6, new=9))) == 2
    assert current_of(row_of(*facts, correction(2, old=2, new=3))) == 3


def test_without_a_baseline_there_is_a_value_but_no_percentage() -> None:
    row = row_of(*active_goal(baseline=None), entry(6))

    assert (current_of(row), percentage_of(row)) == (6, None)


def test_a_baseline_at_the_target_shows_no_percentage() -> None:
    assert percentage_of(row_of(*active_goal(baseline=10), entry(6))) is None


@pytest.mark.parametrize(
    ("value", "status"),
    [(3, "improving"), (0, "no-change"), (-1, "worsening")],
)
def test_the_current_value_is_compared_with_the_baseline(
    value: float, status: str
) -> None:
    row = row_of(*active_goal(), entry(value))

    assert achievement.achievement_status(row, TUESDAY) == status


def test_a_measure_that_falls_improves_downwards() -> None:
    row = row_of(
        *active_goal(baseline=18, target=Target(high=10, strict=True)), entry(12)
    )

    assert achievement.achievement_status(row, TUESDAY) == "improving"
    assert percentage_of(row) == pytest.approx(100 * 6 / 9)


def test_a_count_adds_up_from_its_baseline_and_follows_corrections() -> None:
    facts = *active_goal(COUNT, baseline=2), entry(1), entry(2, number=2), entry(None)

    assert current_of(row_of(*facts)) == 6
    assert current_of(row_of(*facts, correction(2, old=2, new=0))) == 4


def test_a_count_of_decimal_parts_shows_no_binary_dust() -> None:
    assert current_of(row_of(*active_goal(COUNT), entry(0.1), entry(0.2))) == 0.3


def test_a_practice_has_no_value_before_its_first_week_is_complete() -> None:
    row = row_of(*active_goal(PRACTICE, target=Target(low=7)), *week(3))

    assert current_of(row, MONDAY + timedelta(days=6)) is None
    assert current_of(row, NEXT_MONDAY) == 3


def test_a_practice_shows_the_latest_complete_week() -> None:
    row = row_of(*active_goal(PRACTICE, target=Target(low=7)), *week(3, 5, 2))

    assert current_of(row, MONDAY + timedelta(days=20)) == 5
    assert current_of(row, MONDAY + timedelta(days=21)) == 2
    assert current_of(row, MONDAY + timedelta(days=28)) == 0


def test_a_late_entry_counts_for_the_week_it_happened_in() -> None:
    row = row_of(*active_goal(PRACTICE), *week(3, 1), entry(1, MONDAY + timedelta(4)))

    assert current_of(row, NEXT_MONDAY) == 4


def test_an_entry_of_long_ago_counts_as_an_entry_and_leaves_the_current_week() -> None:
    row = row_of(
        *active_goal(PRACTICE), *week(1, 0, 0, 0, 0, 0, 0, 2), entry(1, TUESDAY)
    )

    assert row.entries == 4
    assert current_of(row, MONDAY + timedelta(weeks=8)) == 2


def test_several_entries_on_a_day_add_up_to_its_amount_and_count_once() -> None:
    enough = entry(0.7), entry(0.1), entry(5)

    row = row_of(*active_goal(PRACTICE, amount=0.8), *enough)

    assert current_of(row, NEXT_MONDAY) == 1
    assert (
        current_of(row_of(*active_goal(PRACTICE, amount=6), *enough), NEXT_MONDAY) == 0
    )


def test_a_corrected_amount_changes_its_day() -> None:
    row = row_of(
        *active_goal(PRACTICE, amount=10),
        entry(10, number=1),
        entry(10, TUESDAY, number=2),
        correction(2, old=10, new=9, on=TUESDAY),
    )

    assert current_of(row, NEXT_MONDAY) == 1


def test_the_amount_in_force_on_sunday_counts_for_the_whole_week() -> None:
    smaller = GoalAdjusted(
        measure_id=MEASURE,
        effective_on=MONDAY + timedelta(days=9),
        amount_from=10,
        amount_to=5,
    )

    row = row_of(*active_goal(PRACTICE, amount=10), smaller, *week(7, 7, amount=5))

    assert current_of(row, NEXT_MONDAY) == 0
    assert current_of(row, NEXT_MONDAY + timedelta(weeks=1)) == 7


def test_ten_years_of_daily_practice_stay_a_small_row() -> None:
    row = row_of(*active_goal(PRACTICE), *week(*([7] * 520)))

    [measure] = row.measures
    assert len(measure.days) <= 35
    assert current_of(row, MONDAY + timedelta(weeks=520)) == 7


def test_a_continuous_goal_is_sustaining_while_three_of_four_weeks_meet_it() -> None:
    goal = active_goal(PRACTICE, baseline=4, target=Target(low=4), continuous=True)
    after_four = MONDAY + timedelta(weeks=4)

    kept, not_kept = row_of(*goal, *week(4, 5, 3, 4)), row_of(*goal, *week(4, 3, 3, 4))

    assert achievement.achievement_status(kept, after_four) == "sustaining"
    assert achievement.achievement_status(not_kept, after_four) != "sustaining"
    assert percentage_of(kept, after_four) is None


def test_milestones_are_counted_and_a_reopened_one_is_not() -> None:
    one, two = UUID(int=11), UUID(int=12)
    facts = [
        *active_goal(),
        MilestoneAdded(milestone_id=one),
        MilestoneAdded(milestone_id=two),
        MilestoneAchieved(milestone_id=one, occurred_on=MONDAY, caused_by=CAUSE),
    ]
    reopened = MilestoneReopened(milestone_id=one, caused_by=CAUSE)

    achieved, none_achieved = row_of(*facts), row_of(*facts, reopened)

    assert (achieved.milestones, achieved.milestones_achieved) == (2, 1)
    assert none_achieved.milestones_achieved == 0


def test_achieved_holds_until_the_goal_regresses() -> None:
    facts = *active_goal(), GoalAchieved(occurred_on=TUESDAY, caused_by=CAUSE)
    regressed = GoalRegressed(occurred_on=TUESDAY, caused_by=CAUSE)

    assert achievement.achievement_status(row_of(*facts), TUESDAY) == "achieved"
    assert row_of(*facts).achieved_on == TUESDAY
    assert row_of(*facts, regressed).achieved_on is None


def test_another_target_is_not_achieved_until_a_fact_says_so() -> None:
    higher = GoalAdjusted(
        measure_id=MEASURE,
        effective_on=TUESDAY,
        target_from=Target(low=10),
        target_to=Target(low=20),
        asks=Party.CLIENT,
    )

    row = row_of(
        *active_goal(), GoalAchieved(occurred_on=MONDAY, caused_by=CAUSE), higher
    )

    assert row.achieved_on is None
    assert (row.adjusted_on, row.adjustments) == (TUESDAY, 1)
    assert (row.client_agreed, row.clinician_agreed) == (False, True)
    assert row.lifecycle == "active"


def test_a_goal_rests_and_goes_on() -> None:
    facts = *active_goal(), GoalPaused(occurred_on=TUESDAY)

    paused, resumed = row_of(*facts), row_of(*facts, GoalResumed(occurred_on=TUESDAY))

    assert (paused.lifecycle, paused.paused_on) == ("on-hold", TUESDAY)
    assert (resumed.lifecycle, resumed.paused_on) == ("active", None)


def test_a_goal_at_rest_is_judged_by_the_day_it_came_to_rest() -> None:
    much_later = MONDAY + timedelta(weeks=50)
    facts = [*active_goal(PRACTICE), *week(3, 5)]

    row = row_of(*facts, GoalPaused(occurred_on=MONDAY + timedelta(weeks=2)))

    assert current_of(row, achievement.day_shown(row, much_later)) == 5


def test_completed_without_achieving_is_not_achieved_and_cancelled_is_not() -> None:
    completed = row_of(*active_goal(), entry(3), GoalCompleted(occurred_on=TUESDAY))
    cancelled = row_of(*active_goal(), entry(3), GoalCancelled(occurred_on=TUESDAY))

    assert achievement.achievement_status(completed, TUESDAY) == "not-achieved"
    assert achievement.achievement_status(cancelled, TUESDAY) == "improving"


def test_a_fact_before_its_goals_creation_is_named() -> None:
    with pytest.raises(FactOutOfOrder):
        row_of(entry(3))
