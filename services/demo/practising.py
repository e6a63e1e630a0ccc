"""What is recorded on a goal, week by week: days, occurrences and ratings."""

from collections.abc import Iterator

from services.demo.clinic.acts import Act, Own
from services.demo.clinic.goal import DemoGoal, Ratings
from services.demo.days import (
    EVENING,
    MONDAY,
    NEXT_MORNING,
    SATURDAY,
    WEDNESDAY,
    Day,
    When,
    session,
)

FIRST_DAYS = {"wednesdays": WEDNESDAY, "saturdays": SATURDAY}


def acts(goal: DemoGoal) -> Iterator[Act]:
    """Yield a goal's entries and ratings; forms are recorded on the client."""
    for day in _days(goal):
        yield _entry(goal, day)
    for ratings in goal.ratings:
        yield from _rated(ratings)


def _days(goal: DemoGoal) -> Iterator[Day]:
    """Yield the days on which something was done: the first n of a week."""
    first = FIRST_DAYS.get(goal.rhythm, MONDAY)
    for week, count in enumerate(goal.figures, start=goal.first_week):
        yield from (Day(week, first + number) for number in range(count))


def _entry(goal: DemoGoal, day: Day) -> Act:
    written = When(day, EVENING)
    if goal.rhythm == "mornings-after":
        written = When(day.next(), NEXT_MORNING)
    return Act(
        when=written,
        path=("progress",),
        body={
            "entry_id": Own(f"entry of week {day.week}, day {day.weekday}"),
            "measure_id": Own("measure"),
            "occurred_on": day,
            "value": _amount(goal, day),
        },
    )


def _amount(goal: DemoGoal, day: Day) -> int:
    """Return what was done on a day."""
    amount = goal.amount
    for since, changed in goal.amounts:
        if day >= since:
            amount = changed
    return amount


def _rated(ratings: Ratings) -> Iterator[Act]:
    for week, value in zip(ratings.weeks, ratings.values, strict=True):
        yield Act(
            when=session(week),
            by=ratings.rater,
            path=("ratings",),
            body={
                "rating_id": Own(f"{ratings.rater} in week {week}"),
                "measure_id": Own("measure"),
                "rater": ratings.rater,
                "value": value,
            },
        )
