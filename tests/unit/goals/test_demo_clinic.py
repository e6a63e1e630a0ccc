"""
The twelve goals of docs/domain.md section 7, played through the commands alone.

Goals 2, 5, 7 and 9 are read as plain numbers here: what they share with the
instruments is which value reaches what, and when.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.standing import AchievementStatus, achievement_status
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    GoalAchieved,
    GoalEvent,
    MeasureKind,
    MilestoneAchieved,
    Party,
    Target,
)
from tests.support.examples import (
    MEASURE,
    MONDAY,
    activate_goal,
    add_milestone,
    adjust_goal,
    agree_goal,
    cancel_goal,
    create_goal,
    define_measure,
    entry_id,
    pause_goal,
    record_progress,
    resume_goal,
    week,
)
from tests.support.specification import told

FRIDAY, WEDNESDAY, SATURDAY = 4, 2, 5
NEVER = None
STOPS = (UUID(int=1), UUID(int=2), UUID(int=3))
AFTER = week(13)


def days_a_week(n: int) -> Target:
    return Target(low=n)


def prepared(
    *stops: Target, start_on: date = MONDAY, continuous: bool = False, **measure: Any
) -> list[GoalCommand]:
    milestones = [
        add_milestone(milestone_id=stop, target=target)
        for stop, target in zip(STOPS, stops, strict=False)
    ]
    return [
        create_goal(),
        define_measure(due_on=date(2025, 3, 30), **measure),
        *milestones,
        *(agree_goal(party, importance=8, confidence=6) for party in Party),
        activate_goal(start_on=start_on, continuous=continuous),
    ]


def practice(*stops: int, target: int, **fields: Any) -> list[GoalCommand]:
    return prepared(
        *(days_a_week(stop) for stop in stops),
        kind=MeasureKind.PRACTICE,
        target=days_a_week(target),
        **fields,
    )


def days(
    figures: Iterable[int], *, first: int = 1, amount: float | None = None
) -> list[GoalCommand]:
    """Return the entries of weekly figures: the first n days of each week."""
    return [
        entry(number, weekday, amount)
        for number, done in enumerate(figures, start=first)
        for weekday in range(done)
    ]


def entry(number: int, weekday: int, value: float | None, **fields: Any) -> GoalCommand:
    day = week(number, weekday)
    return record_progress(
        value, entry=number * 10 + weekday, occurred_on=day, today=day, **fields
    )


def on(weekday: int, figures: Iterable[float], *, every: int = 1) -> list[GoalCommand]:
    """Return one entry for each figure, on a day of every n-th week."""
    return [
        entry(number * every, weekday, value)
        for number, value in enumerate(figures, start=1)
    ]


BREATHE = [
    *practice(3, 5, 7, target=7, amount=10, cadence=Cadence(every=Every.DAY)),
    *days((3, 5, 6, 1), amount=10),
    *days((4,), first=5, amount=5),
    adjust_goal(amount=5, reason="Flu and a deadline", today=week(5, FRIDAY)),
    entry(5, FRIDAY, 5),
    *days((6, 7, 7), first=6, amount=5),
    *days((4,), first=9, amount=10),
    adjust_goal(amount=10, reason="Ready for more", today=week(9, FRIDAY)),
    entry(9, FRIDAY, 10),
    entry(9, SATURDAY, 10),
    *days((6, 7, 7), first=10, amount=10),
]
GAD_7 = [
    *prepared(
        Target(high=12),
        Target(high=10),
        direction=Direction.DOWN,
        baseline=15,
        target=Target(high=8, strict=True),
    ),
    *on(FRIDAY, (14, 12, 12, 9, 7, 6), every=2),
]
MEETINGS = [
    *prepared(
        Target(low=1),
        Target(low=4),
        kind=MeasureKind.COUNT,
        baseline=0,
        target=Target(low=8),
    ),
    *on(WEDNESDAY, (0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0)),
]
ACTIVITIES = [
    *practice(1, 2, target=3, baseline=0),
    *days((0, 1, 1, 2, 1, 2, 3, 3, 2, 3, 3, 3)),
]
PHQ_9 = [
    *prepared(
        Target(high=15),
        Target(high=12),
        direction=Direction.DOWN,
        baseline=18,
        target=Target(high=10, strict=True),
    ),
    *on(FRIDAY, (16, 17, 12, 10, 9, 8), every=2),
]
LIGHTS_OUT = [
    *practice(3, 4, target=5, baseline=1),
    *days((2, 3, 3, 4, 5, 3, 4, 5, 5, 5, 6, 5)),
]
SISTER = [
    *prepared(baseline=-1, target=Target(low=0)),
    add_milestone(milestone_id=STOPS[0], words="letter", measure_id=None, target=None),
    add_milestone(milestone_id=STOPS[1], words="call", measure_id=None, target=None),
    entry(4, FRIDAY, -1),
    entry(6, 1, None, measure_id=None, milestone_id=STOPS[0]),
    entry(8, FRIDAY, -1),
    entry(10, 1, None, measure_id=None, milestone_id=STOPS[1]),
    entry(12, FRIDAY, 0),
]
KINDER = [
    *practice(2, 3, target=4, baseline=0),
    *days((1, 1, 2, 2, 1)),
    cancel_goal(today=date(2025, 2, 10), reason="Replaced: say it aloud"),
]
ALOUD = [
    *practice(2, 3, target=4, baseline=0, start_on=date(2025, 2, 10)),
    *days((1, 2, 2, 3, 3, 4, 4), first=6),
]
GOOD_THINGS = [
    *prepared(Target(low=4), Target(low=6), baseline=2, target=Target(low=7)),
    *on(FRIDAY, (3, 3, 5, 4, 6, 7), every=2),
]
JOURNAL = [
    *prepared(
        Target(low=1),
        Target(low=5),
        kind=MeasureKind.COUNT,
        baseline=0,
        target=Target(low=10),
    ),
    *(entry(number, SATURDAY, 1) for number in range(1, 5)),
    pause_goal(today=date(2025, 2, 3), reason="The anniversary"),
    resume_goal(today=date(2025, 2, 17)),
    *(entry(number, SATURDAY, 1) for number in range(7, 13)),
]
TALKS = [
    *practice(1, target=2, baseline=0, amount=20),
    *days((0, 1, 0), amount=20),
    adjust_goal(step=1, reason="My partner declines", today=week(3, FRIDAY)),
    *days((1, 0, 1, 1, 1, 2, 2, 2, 2), first=4, amount=20),
]
WALKING = [
    *prepared(
        kind=MeasureKind.PRACTICE,
        baseline=4,
        target=days_a_week(4),
        amount=30,
        continuous=True,
    ),
    add_milestone(milestone_id=STOPS[0], measure_id=MEASURE, target=None, weeks_met=6),
    *days((4, 4, 5, 4, 3, 4, 4, 4, 5, 4, 4, 4), amount=30),
]

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
    ] == [(entry_id(64), 1, 2), (entry_id(64), 2, 2)]


def is_derived(fact: GoalEvent) -> bool:
    derived = ("milestone-achieved", "milestone-reopened", "achieved", "regressed")
    return fact.type.removeprefix("guidepost.goal.").removesuffix(".v1") in derived


def number_of_week(day: date) -> int:
    return (day - MONDAY).days // 7 + 1
