"""
The demo clinic as data: four clients and their goals (docs/domain.md section 7).

Nothing here knows about HTTP or today; ``story`` turns it into dated steps.
"""

from dataclasses import dataclass, field
from typing import Literal

Weekly = tuple[int, ...]
Rhythm = Literal["evenings", "mornings-after", "wednesdays", "saturdays", "sessions"]


@dataclass(frozen=True, slots=True)
class Client:
    """A person, with the tone and time zone they chose."""

    name: str
    tone: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone: a value on the goal's measure, weeks kept, or words alone."""

    words: str
    value: float | None = None
    weeks: int | None = None
    on: tuple[int, int] | None = None
    """(month, day) of the entry that reaches a milestone in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """An adjustment, made at the session of a week."""

    week: int
    reason: str
    amount: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGoal:
    """A goal, how it is measured, and what was recorded week by week."""

    number: str
    client: Client
    words: str
    why: str
    kind: str
    unit: str
    baseline: float
    target: dict[str, object]
    cadence: tuple[str, int]
    figures: Weekly
    rhythm: Rhythm
    stops: tuple[Stop, ...]
    direction: str = "increase"
    amount: float = 1
    term: str = "short-term"
    changes: tuple[Change, ...] = ()
    continuous: bool = False
    first_week: int = 1
    ends_as: str | None = None
    paused_weeks: tuple[int, int] | None = None
    session_weeks: tuple[int, ...] = field(default=(2, 4, 6, 8, 10, 12))


MAYA = Client("Maya", "warm", "America/New_York")
JON = Client("Jon", "plain", "Europe/London")
PRIYA = Client("Priya", "warm", "America/Los_Angeles")
SAM = Client("Sam", "plain", "Europe/Madrid")
CLIENTS = (MAYA, JON, PRIYA, SAM)


def days_a_week(*counts: int) -> tuple[Stop, ...]:
    """Return a milestone for each number of days in one week."""
    return tuple(Stop(f"{n} in one week", value=n) for n in counts)


KINDER = "write one kinder reply to self-criticism"
ALOUD = "say one kinder reply to self-criticism aloud"

GOALS = (
    DemoGoal(
        number="1",
        client=MAYA,
        words="Practise deep breathing for 10 minutes every day before work",
        why="I want to arrive at work calm",
        kind="practice",
        unit="min",
        baseline=0,
        target={"low": 7},
        cadence=("day", 1),
        amount=10,
        figures=(3, 5, 6, 1, 5, 6, 7, 7, 6, 6, 7, 7),
        rhythm="evenings",
        stops=days_a_week(3, 5, 7),
        changes=(
            Change(5, "Ten minutes was a lot after the flu", amount=5),
            Change(9, "Ten minutes feels possible again", amount=10),
        ),
    ),
    DemoGoal(
        number="2",
        client=MAYA,
        words="Bring my GAD-7 below 8",
        why="Worry takes up most of my evenings",
        kind="numeric",
        unit="GAD-7 score",
        direction="decrease",
        baseline=15,
        target={"high": 8, "strict": True},
        cadence=("two-weeks", 1),
        figures=(14, 12, 12, 9, 7, 6),
        rhythm="sessions",
        stops=(Stop("12 or less", value=12), Stop("10 or less", value=10)),
        term="long-term",
    ),
    DemoGoal(
        number="3",
        client=MAYA,
        words="Speak once in 8 of 10 team meetings",
        why="My ideas stay in my head",
        kind="count",
        unit="meetings",
        baseline=0,
        target={"low": 8},
        cadence=("week", 1),
        figures=(0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0),
        rhythm="wednesdays",
        stops=(Stop("The first meeting", value=1), Stop("Four meetings", value=4)),
    ),
    DemoGoal(
        number="4",
        client=JON,
        words="Do three planned activities a week",
        why="Days without a plan pull me down",
        kind="practice",
        unit="activities",
        baseline=0,
        target={"low": 3},
        cadence=("week", 3),
        figures=(0, 1, 1, 2, 1, 2, 3, 3, 2, 3, 3, 3),
        rhythm="evenings",
        stops=days_a_week(1, 2),
    ),
    DemoGoal(
        number="5",
        client=JON,
        words="Bring my PHQ-9 below 10",
        why="I want to enjoy mornings again",
        kind="numeric",
        unit="PHQ-9 score",
        direction="decrease",
        baseline=18,
        target={"high": 10, "strict": True},
        cadence=("two-weeks", 1),
        figures=(16, 17, 12, 10, 9, 8),
        rhythm="sessions",
        stops=(Stop("15 or less", value=15), Stop("12 or less", value=12)),
        term="long-term",
    ),
    DemoGoal(
        number="6",
        client=JON,
        words="Lights out by 23:00 on five nights a week",
        why="Sleep is where the day begins",
        kind="practice",
        unit="nights",
        baseline=1,
        target={"low": 5},
        cadence=("week", 5),
        figures=(2, 3, 3, 4, 5, 3, 4, 5, 5, 5, 6, 5),
        rhythm="mornings-after",
        stops=days_a_week(3, 4),
    ),
    DemoGoal(
        number="7",
        client=PRIYA,
        words="Tell my sister part of my story",
        why="I do not want to carry it alone",
        kind="numeric",
        unit="attainment level",
        baseline=-1,
        target={"low": 0},
        cadence=("month", 1),
        figures=(-1, -1, 0),
        rhythm="sessions",
        session_weeks=(4, 8, 12),
        stops=(Stop("Write her a letter", on=(2, 11)), Stop("Call her", on=(3, 11))),
        term="long-term",
    ),
    DemoGoal(
        number="8",
        client=PRIYA,
        words=f"On four days a week, {KINDER}",
        why="I speak to myself as I would to nobody else",
        kind="practice",
        unit="days",
        baseline=0,
        target={"low": 4},
        cadence=("week", 4),
        figures=(1, 1, 2, 2, 1),
        rhythm="evenings",
        stops=days_a_week(2, 3),
        ends_as="Saying it aloud fits me better than writing it",
    ),
    DemoGoal(
        number="8b",
        client=PRIYA,
        words=f"On four days a week, {ALOUD}",
        why="I speak to myself as I would to nobody else",
        kind="practice",
        unit="days",
        baseline=0,
        target={"low": 4},
        cadence=("week", 4),
        figures=(1, 2, 2, 3, 3, 4, 4),
        rhythm="evenings",
        stops=days_a_week(2, 3),
        first_week=6,
    ),
    DemoGoal(
        number="9",
        client=PRIYA,
        words="Believe that I deserve good things",
        why="I turn down what I would enjoy",
        kind="numeric",
        unit="0-10 rating",
        baseline=2,
        target={"low": 7},
        cadence=("session", 1),
        figures=(3, 3, 5, 4, 6, 7),
        rhythm="sessions",
        stops=(Stop("A four", value=4), Stop("A six", value=6)),
        term="long-term",
    ),
    DemoGoal(
        number="10",
        client=SAM,
        words="Write ten entries in the memory journal",
        why="I want to keep what we had",
        kind="count",
        unit="entries",
        baseline=0,
        target={"low": 10},
        cadence=("week", 1),
        figures=(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1),
        rhythm="saturdays",
        stops=(Stop("The first entry", value=1), Stop("Five entries", value=5)),
        paused_weeks=(5, 7),
    ),
    DemoGoal(
        number="11",
        client=SAM,
        words="Have two 20-minute talks without phones a week",
        why="We have stopped telling each other things",
        kind="practice",
        unit="talks",
        baseline=0,
        target={"low": 2},
        cadence=("week", 2),
        figures=(0, 1, 0, 1, 0, 1, 1, 1, 2, 2, 2, 2),
        rhythm="evenings",
        stops=days_a_week(1),
        changes=(
            Change(3, "Once a week is what we both can do now", step=1),
            Change(9, "We would both like two again", step=2),
        ),
    ),
    DemoGoal(
        number="12",
        client=SAM,
        words="Keep walking for 30 minutes on four days a week",
        why="Walking keeps my head clear",
        kind="practice",
        unit="walks",
        baseline=4,
        target={"low": 4},
        cadence=("week", 4),
        figures=(4, 4, 5, 4, 3, 4, 4, 4, 5, 4, 4, 4),
        rhythm="evenings",
        stops=(Stop("Six weeks kept", weeks=6),),
        continuous=True,
    ),
)
