"""
A goal as its history adds up: only what the rules need to know about the past.

Frozen values that hold no person's words. ``evolve`` makes them from the facts.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from services.goals.domain.goal.ledger import Ledger
from services.goals.domain.goal.plan import ActionStep, Measure, Milestone
from services.goals.domain.goal.tally import Tally
from shared.contracts.goals import Judgement, Party, Term


class GoalError(Exception):
    """A rule of the goal said no."""


class ImpossibleRequest(GoalError):
    """What was asked could not be right for any goal."""


class GoalDoesNotExist(GoalError):
    """There is no such goal."""


class Status(StrEnum):
    """How far a goal's life has come, as far as facts alone can tell."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered-in-error"


class Rest(msgspec.Struct, frozen=True):
    """A pause that is over: its first day and the day work was taken up again."""

    paused_on: date
    resumed_on: date


class Excused(NamedTuple):
    """A day (``date.toordinal``) that a measure, by its place, does not count."""

    measure: int
    day: int


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """
    A client's goal.

    ``measures`` and ``tallies`` are side by side: a measure and what its entries
    add up to. ``achieved_before`` tells that this very target was reached once.
    ``has_purpose`` tells that a reason, a concern or a value stands behind the goal.
    ``told`` are the ids of what was written down about it beside its entries:
    barriers, setbacks, acknowledgements.
    """

    status: Status = Status.UNKNOWN
    client_id: UUID | None = None
    parent_id: UUID | None = None
    replaces: UUID | None = None
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    has_purpose: bool = False
    draft: bool = False
    agreed: frozenset[Party] = frozenset()
    disagreed: frozenset[Party] = frozenset()
    measures: tuple[Measure, ...] = ()
    tallies: tuple[Tally, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    steps: tuple[ActionStep, ...] = ()
    links: frozenset[UUID] = frozenset()
    children: frozenset[UUID] = frozenset()
    successor_id: UUID | None = None
    start_on: date | None = None
    review_every_weeks: int | None = None
    reviewed_on: date | None = None
    judgement: Judgement | None = None
    continuous: bool = False
    paused_on: date | None = None
    rests: tuple[Rest, ...] = ()
    excused: frozenset[Excused] = frozenset()
    ended_on: date | None = None
    achieved: bool = False
    achieved_before: bool = False
    maintained: bool = False
    told: frozenset[UUID] = frozenset()
    ledger: Ledger = Ledger()


def place_of_measure(goal: Goal, measure_id: UUID | None) -> int | None:
    """Return a measure's place in the plan."""
    for place, measure in enumerate(goal.measures):
        if measure.measure_id == measure_id:
            return place
    return None


def place_of_milestone(goal: Goal, milestone_id: UUID | None) -> int | None:
    """Return a milestone's place in the plan."""
    for place, milestone in enumerate(goal.milestones):
        if milestone.milestone_id == milestone_id:
            return place
    return None


def place_of_step(goal: Goal, step_id: UUID) -> int | None:
    """Return an action step's place in the plan."""
    for place, step in enumerate(goal.steps):
        if step.step_id == step_id:
            return place
    return None
