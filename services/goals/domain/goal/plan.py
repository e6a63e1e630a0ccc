"""
What a goal is measured by and its stops on the way, as the state keeps them.

These are the parts of the plan that rules ask about; none holds a person's words.
"""

from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec

from shared.contracts.goals import Cadence, Direction, MeasureKind, Party, Target
from shared.measures import DAYS_IN_A_WEEK

T = TypeVar("T")


class Step(msgspec.Struct, frozen=True):
    """The daily amount that is in force from a week on."""

    week: int
    amount: float


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """
    How progress shows.

    ``amount`` and ``target`` are what the goal is achieved by; ``steps`` are the
    amounts that adjustments put in force for a while, oldest first, and ``step``
    is what is due in a week when an adjustment said so.
    """

    measure_id: UUID
    kind: MeasureKind
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: Target = Target()
    cadence: Cadence | None = None
    amount: float = 1
    hold: int = 2
    steps: tuple[Step, ...] = ()
    step: float | None = None
    weight: float = 1


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """
    A stop on the way; ``measure`` is its measure's place in the plan.

    ``shown_by`` is the entry that first showed it; it stays when the milestone is
    reopened, so ``before`` tells that it had been reached once.
    """

    milestone_id: UUID
    measure: int | None = None
    target: Target | None = None
    weeks_met: int | None = None
    reached: bool = False
    withdrawn: bool = False
    shown_by: UUID | None = None

    @property
    def in_words(self) -> bool:
        return self.measure is None

    @property
    def before(self) -> bool:
        return self.shown_by is not None


class ActionStep(msgspec.Struct, frozen=True):
    """Something small to do next, and who does it."""

    step_id: UUID
    assigned_to: Party
    due_on: date | None = None
    done_on: date | None = None


def amount_in_force(measure: Measure, week: int) -> float:
    """Return the daily amount of a week: the one in force on its Sunday."""
    for step in reversed(measure.steps):
        if step.week <= week:
            return step.amount
    return measure.amount


def stepped(measure: Measure, week: int, amount: float) -> Measure:
    """Return the measure with an amount in force from a week on."""
    steps = [step for step in measure.steps if step.week < week]
    return msgspec.structs.replace(measure, steps=(*steps, Step(week, amount)))


def due_in_a_week(measure: Measure) -> float | None:
    """Return how much is due in a week, before anything is excused."""
    if measure.step is not None:
        return measure.step
    return cadence_quota(measure.cadence)


def cadence_quota(cadence: Cadence | None) -> float | None:
    """Return how much a cadence asks of a whole week."""
    if cadence is None:
        return None
    days = {"day": DAYS_IN_A_WEEK, "week": cadence.times}
    return days.get(cadence.every)


def put(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    """Return the items with another one in a place."""
    return (*items[:place], item, *items[place + 1 :])
