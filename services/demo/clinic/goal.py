"""A goal of the demo clinic: how it is measured, and what was recorded on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from services.demo.clinic.acts import Act, By, Id
from services.demo.clinic.client import Client
from services.demo.days import Day

Rhythm = Literal["evenings", "mornings-after", "wednesdays", "saturdays"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone: a value on the goal's measure, weeks kept, or words alone."""

    words: str
    value: float | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """What one person said at the sessions of some weeks."""

    rater: By
    weeks: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The goal whose place another one takes, and why."""

    goal: "DemoGoal"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGoal:
    """
    A goal, how it is measured, and what was recorded week by week.

    ``figures`` are the days (or occurrences) of each week from ``first_week`` on, and
    ``amounts`` what is done on such a day from some day on, if not ``amount``. ``acts``
    are the turns that the journey took.
    """

    number: str
    client: Client
    words: str
    smart: str
    why: str
    concern: str
    value: str | None = None
    term: str = "short-term"
    drafted: bool = False
    step_of: "DemoGoal | None" = None
    takes_place_of: Place | None = None
    old_pattern: str | None = None
    new_response: str | None = None

    kind: str
    unit: str = ""
    baseline: int
    target: Mapping[str, Any] = field(default_factory=dict)
    cadence: tuple[str, int]
    amount: int = 1
    scale: Mapping[str, Any] | None = None
    stops: tuple[Stop, ...] = ()
    continuous: bool = False

    first_week: int = 1
    figures: tuple[int, ...] = ()
    rhythm: Rhythm = "evenings"
    amounts: tuple[tuple[Day, int], ...] = ()
    ratings: tuple[Ratings, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def id(self) -> Id:
        return Id((f"goal {self.number}",))


def days_a_week(*counts: int) -> tuple[Stop, ...]:
    """Return a milestone for each number of days in one week."""
    return tuple(Stop(f"{n} in one week", value=n) for n in counts)
