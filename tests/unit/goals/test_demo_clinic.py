"""The twelve goals of docs/domain.md section 7, played through the commands alone."""

from collections.abc import Sequence
from datetime import date

import pytest

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.standing import (
    AchievementStatus,
    achievement_status,
    current_value,
)
from shared.contracts.goals import (
    GoalAchieved,
    GoalEvent,
    GoalRated,
    MilestoneAchieved,
    ProgressRecorded,
    Rater,
)
from tests.support.examples import MONDAY, week
from tests.support.measuring_examples import of_form
from tests.support.specification import told
from tests.support.twelve_goals import (
    ACTIVITIES,
    ALOUD,
    BREATHE,
    GAD_7,
    GOOD_THINGS,
    JOURNAL,
    KINDER,
    LEVELS_OF_CLIENT,
    LEVELS_OF_CLINICIAN,
    LIGHTS_OUT,
    MEETINGS,
    PHQ_9,
    RATINGS,
    SISTER,
    STOPS,
    TALKS,
    TOTALS_OF_GAD_7,
    TOTALS_OF_PHQ_9,
    WALKING,
    session,
)

NEVER = None
AFTER = week(13)

EXPECTED = [
    pytest.param(BREATHE, (1, 2, 7), 12, id="1 deep breathing"),
    pytest.param(GAD_7, (4, 8), 10, id="2 GAD-7 below 8"),
    pytest.param(MEETINGS, (2, 7), 11, id="3 team meetings"),
    pytest.param(ACTIVITIES, (2, 4), 8, id="4 planned activities"),
    pytest.param(PHQ_9, (6, 6), 10, id="5 PHQ-9 below 10"),
    pytest.param(LIGHTS_OUT, (2, 4), 9, id="6 lights out"),
    pytest.param(SISTER, (6, 10), 12, id="7 tell my sister"),
    pytest.param(KINDER, (3, NEVER), NEVER, id="8 kinder reply"),
    pytest.param(ALOUD, (7, 9), 12, id="8b say it aloud"),
    pytest.param(GOOD_THINGS, (6, 10), 12, id="9 good things"),
    pytest.param(JOURNAL, (1, 7), 12, id="10 memory journal"),
    pytest.param(TALKS, (2,), 10, id="11 phone-free talks"),
    pytest.param(WALKING, (7,), NEVER, id="12 walking"),
]


@pytest.mark.parametrize(("commands", "milestones", "achieved"), EXPECTED)
def test_the_demo_clinic_reaches_what_it_reaches_in_its_weeks(
    commands: Sequence[GoalCommand],
    milestones: tuple[int | None, ...],
    achieved: int | None,
) -> None:
    facts = told((), commands)

    reached = {
        fact.milestone_id: number_of_week(fact.occurred_on)
        for fact in facts
        if isinstance(fact, MilestoneAchieved)
    }
    assert tuple(reached.get(stop) for stop in STOPS[: len(milestones)]) == milestones
    assert [
        number_of_week(fact.occurred_on)
        for fact in facts
        if isinstance(fact, GoalAchieved)
    ] == ([] if achieved is None else [achieved])


@pytest.mark.parametrize(("commands", "milestones", "achieved"), EXPECTED)
def test_nothing_in_the_demo_clinic_is_reached_twice_or_lost(
    commands: Sequence[GoalCommand],
    milestones: tuple[int | None, ...],
    achieved: int | None,
) -> None:
    facts = told((), commands)

    derived = [fact for fact in facts if is_derived(fact)]
    expected = sum(stop is not None for stop in milestones)
    assert len(derived) == expected + (achieved is not None)
    assert replay(facts).achieved is (achieved is not None)


def test_the_walks_of_goal_12_are_sustained_after_twelve_weeks() -> None:
    goal = replay(told((), WALKING))

    assert achievement_status(goal, AFTER) is AchievementStatus.SUSTAINING


def test_the_first_phq_9_of_12_reaches_two_milestones_with_one_entry() -> None:
    reached = [f for f in told((), PHQ_9) if isinstance(f, MilestoneAchieved)]

    assert [
        (fact.caused_by, fact.place, fact.milestones_together) for fact in reached
    ] == [(of_form(6), 1, 2), (of_form(6), 2, 2)]


@pytest.mark.parametrize(
    ("commands", "figures"),
    [
        pytest.param(GAD_7, TOTALS_OF_GAD_7, id="2 GAD-7 below 8"),
        pytest.param(PHQ_9, TOTALS_OF_PHQ_9, id="5 PHQ-9 below 10"),
        pytest.param(GOOD_THINGS, (2, *RATINGS.values()), id="9 good things"),
    ],
)
def test_a_scale_is_read_at_the_start_and_every_second_week(
    commands: Sequence[GoalCommand], figures: Sequence[int]
) -> None:
    facts = told((), commands)

    goal = replay(facts)
    assert (goal.measures[0].baseline, *values_of(facts)) == tuple(figures)
    assert [day for day, _ in readings(facts)] == [session(n) for n in range(2, 13, 2)]
    assert current_value(goal, 0, AFTER) == figures[-1]


def test_what_was_filled_in_before_the_start_is_the_baseline_alone() -> None:
    first, *_ = readings(told((), GAD_7))

    assert first == (session(2), 14)


def test_client_and_clinician_rate_goal_7_each_for_themselves() -> None:
    facts = told((), SISTER)

    assert levels(facts, Rater.CLIENT) == LEVELS_OF_CLIENT
    assert levels(facts, Rater.CLINICIAN) == LEVELS_OF_CLINICIAN
    assert replay(facts).measures[0].weight == 3


def test_goal_7_is_achieved_when_the_client_says_so() -> None:
    up_to_week_8 = [
        fact
        for fact in told((), SISTER)
        if not (isinstance(fact, GoalRated | GoalAchieved))
        or fact.occurred_on < session(12)
    ]

    goal = replay(up_to_week_8)

    assert not goal.achieved
    assert current_value(goal, 0, AFTER) == -1


def readings(facts: Sequence[GoalEvent]) -> list[tuple[date, float | None]]:
    """Return what was read of a goal's only measure, by day."""
    return [
        (fact.occurred_on, fact.value)
        for fact in facts
        if isinstance(fact, ProgressRecorded | GoalRated)
    ]


def values_of(facts: Sequence[GoalEvent]) -> list[float | None]:
    return [value for _, value in readings(facts)]


def levels(facts: Sequence[GoalEvent], rater: Rater) -> dict[int, int]:
    """Return a rater's levels by week."""
    return {
        number_of_week(fact.occurred_on): fact.value
        for fact in facts
        if isinstance(fact, GoalRated) and fact.rater is rater
    }


def is_derived(fact: GoalEvent) -> bool:
    derived = ("milestone-achieved", "milestone-reopened", "achieved", "regressed")
    return fact.type.removeprefix("guidepost.goal.").removesuffix(".v1") in derived


def number_of_week(day: date) -> int:
    return (day - MONDAY).days // 7 + 1
