"""The twelve goals of docs/domain.md section 7, as what people ask, week by week."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from services.goals.domain.goal.decide import GoalCommand
from shared.contracts.goals import (
    Cadence,
    Every,
    Instrument,
    MeasureKind,
    Party,
    Rater,
    Target,
)
from tests.support.examples import (
    MEASURE,
    MONDAY,
    activate_goal,
    add_milestone,
    add_milestone_in_words,
    adjust_goal,
    agree_goal,
    create_goal,
    define_measure,
    pause_goal,
    record_progress,
    resume_goal,
    week,
)
from tests.support.measuring_examples import (
    define_gas_scale,
    follow_form,
    rate_goal,
)
from tests.support.working_together import replace_goal

FRIDAY, WEDNESDAY, SATURDAY = 4, 2, 5
STOPS = (UUID(int=1), UUID(int=2), UUID(int=3))
END = date(2025, 3, 30)


def days_a_week(n: int) -> Target:
    return Target(low=n)


def prepared(
    *stops: Target, start_on: date = MONDAY, continuous: bool = False, **measure: Any
) -> list[GoalCommand]:
    """Return a goal with a measure and its milestones, agreed and activated."""
    return planned(
        define_measure(due_on=END, **measure),
        *(
            add_milestone(milestone_id=stop, target=target)
            for stop, target in zip(STOPS, stops, strict=False)
        ),
        activate_goal(start_on=start_on, continuous=continuous),
    )


def planned(*plan: GoalCommand) -> list[GoalCommand]:
    """Return a goal with its plan; the last step of it comes after both agreed."""
    *before, start = plan
    agreed = [agree_goal(party, importance=8, confidence=6) for party in Party]
    return [create_goal(), *before, *agreed, start]


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


def on(weekday: int, figures: Iterable[float]) -> list[GoalCommand]:
    """Return one entry for each figure, on a day of every week."""
    return [entry(number, weekday, value) for number, value in enumerate(figures, 1)]


def session(number: int) -> date:
    """Return the day of a week's session; week 0 is the one before the start."""
    return week(number, FRIDAY)


def filled_in(instrument: Instrument, totals: Iterable[int]) -> list[GoalCommand]:
    """Return a form at week 0, 2, 4 ..."""
    return [
        follow_form(
            total,
            form=number,
            instrument=instrument,
            occurred_on=session(number),
            today=session(number),
        )
        for number, total in zip(count(step=2), totals, strict=False)
    ]


def rated(values: Mapping[int, int], rater: Rater = Rater.CLIENT) -> list[GoalCommand]:
    """Return ratings by the weeks of their sessions."""
    return [
        rate_goal(
            value,
            rater=rater,
            entry=100 * len(rater) + number,
            occurred_on=session(number),
            today=session(number),
        )
        for number, value in values.items()
    ]


def named(stop: UUID, day: date) -> GoalCommand:
    """Return an entry that names a milestone in words."""
    return record_progress(
        entry=stop.int,
        occurred_on=day,
        today=day,
        measure_id=None,
        milestone_id=stop,
    )


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
TOTALS_OF_GAD_7 = (15, 14, 12, 12, 9, 7, 6)
GAD_7 = [
    *prepared(
        Target(high=12),
        Target(high=10),
        kind=MeasureKind.GAD7,
        baseline=15,
        target=Target(high=8, strict=True),
        cadence=Cadence(every=Every.TWO_WEEKS),
    ),
    *filled_in(Instrument.GAD7, TOTALS_OF_GAD_7),
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
TOTALS_OF_PHQ_9 = (18, 16, 17, 12, 10, 9, 8)
PHQ_9 = [
    *prepared(
        Target(high=15),
        Target(high=12),
        kind=MeasureKind.PHQ9,
        baseline=18,
        target=Target(high=10, strict=True),
        cadence=Cadence(every=Every.TWO_WEEKS),
    ),
    *filled_in(Instrument.PHQ9, TOTALS_OF_PHQ_9),
]
LIGHTS_OUT = [
    *practice(3, 4, target=5, baseline=1),
    *days((2, 3, 3, 4, 5, 3, 4, 5, 5, 5, 6, 5)),
]
LEVELS_OF_CLIENT = {4: -1, 8: -1, 12: 0}
LEVELS_OF_CLINICIAN = {4: -1, 8: 0, 12: 0}
SISTER = [
    *planned(
        define_gas_scale(weight=3, cadence=Cadence(every=Every.MONTH), due_on=END),
        add_milestone_in_words(milestone_id=STOPS[0], words="letter"),
        add_milestone_in_words(milestone_id=STOPS[1], words="call"),
        activate_goal(),
    ),
    named(STOPS[0], date(2025, 2, 11)),
    named(STOPS[1], date(2025, 3, 11)),
    *rated(LEVELS_OF_CLINICIAN, Rater.CLINICIAN),
    *rated(LEVELS_OF_CLIENT),
]
KINDER = [
    *practice(2, 3, target=4, baseline=0),
    *days((1, 1, 2, 2, 1)),
    replace_goal(today=date(2025, 2, 10)),
]
ALOUD = [
    *practice(2, 3, target=4, baseline=0, start_on=date(2025, 2, 10)),
    *days((1, 2, 2, 3, 3, 4, 4), first=6),
]
RATINGS = {2: 3, 4: 3, 6: 5, 8: 4, 10: 6, 12: 7}
GOOD_THINGS = [
    *prepared(
        Target(low=4),
        Target(low=6),
        kind=MeasureKind.GBO,
        baseline=2,
        target=Target(low=7),
        cadence=Cadence(every=Every.SESSION),
    ),
    *rated(RATINGS),
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
