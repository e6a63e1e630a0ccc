"""How a goal is put into words and planned: its measures, stops, steps and links."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords
from shared.contracts.measuring import (
    Cadence,
    Direction,
    MeasureKind,
    Party,
    Target,
    Term,
)


class GoalCreated(Fact, frozen=True, kw_only=True):
    """
    A client and a clinician put a goal into words.

    ``concern_ids`` and ``value_ids`` are the client's own: what the goal is for.
    ``parent_id`` is the larger goal that this one is a step of, ``replaces`` the one
    whose place it takes. ``old_pattern`` and ``new_response`` are a replacement pair.
    A ``draft`` is its author's until it is proposed.
    """

    type: ClassVar[str] = "guidepost.goal.created.v1"

    client_id: UUID
    own_words: OwnWords = None
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    why: OwnWords = None
    parent_id: UUID | None = None
    concern_ids: tuple[UUID, ...] = ()
    value_ids: tuple[UUID, ...] = ()
    replaces: UUID | None = None
    old_pattern: OwnWords = None
    new_response: OwnWords = None
    draft: bool = False


class GoalProposed(Fact, frozen=True, kw_only=True):
    """A draft was shown to the other party."""

    type: ClassVar[str] = "guidepost.goal.proposed.v1"


class WordingReviewed(Fact, frozen=True, kw_only=True):
    """
    A statement of the goal was held against SMART; advice, never a barrier.

    ``statement`` is the SMART statement beside the client's own words. Each finding
    is ``present``, ``missing`` or ``not-assessed``.
    """

    type: ClassVar[str] = "guidepost.goal.wording-reviewed.v1"

    statement: OwnWords = None
    language: str = "en"
    specific: str
    measurable: str
    achievable: str
    relevant: str
    time_bound: str


class MeasureDefined(Fact, frozen=True, kw_only=True):
    """
    It was settled how progress shows.

    ``baseline`` and ``target`` are in ``unit``; for practice in done days a week,
    where a day counts when its ``amount`` (in ``unit``) was reached. ``hold`` is
    the number of weeks in a row that achieve a weekly target.
    """

    type: ClassVar[str] = "guidepost.goal.measure-defined.v1"

    measure_id: UUID
    kind: MeasureKind
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: Target = Target()
    cadence: Cadence | None = None
    amount: float = 1
    hold: int = 2
    due_on: date | None = None


class GasScaleDefined(Fact, frozen=True, kw_only=True):
    """
    A goal's own scale was written: five levels from -2 to +2 (Goal Attainment Scaling).

    It is a measure of kind ``gas``: 0 is the realistic goal and its target, and
    ``baseline_level`` where the client stands at the start (-1, or -2 where nothing
    worse is possible). ``weight`` is any number from 0 up.
    """

    type: ClassVar[str] = "guidepost.goal.gas-scale-defined.v1"

    measure_id: UUID
    much_less_than_expected: OwnWords = None
    less_than_expected: OwnWords = None
    as_expected: OwnWords = None
    more_than_expected: OwnWords = None
    much_more_than_expected: OwnWords = None
    weight: float = 1
    baseline_level: int = -1
    cadence: Cadence | None = None
    due_on: date | None = None


class MilestoneAdded(Fact, frozen=True, kw_only=True):
    """
    A stop on the way was agreed.

    With ``measure_id`` it is reached by a value at ``target`` (for practice: one
    week of that many days); with ``weeks_met`` by that many weeks, in any order,
    that meet the measure's own target; with neither, by an entry that names it.
    """

    type: ClassVar[str] = "guidepost.goal.milestone-added.v1"

    milestone_id: UUID
    words: OwnWords = None
    measure_id: UUID | None = None
    target: Target | None = None
    weeks_met: int | None = None


class MilestoneWithdrawn(Fact, frozen=True, kw_only=True):
    """A person took a milestone out of the plan; nothing is undone by it."""

    type: ClassVar[str] = "guidepost.goal.milestone-withdrawn.v1"

    milestone_id: UUID
    reason: OwnWords = None


class ActionStepAssigned(Fact, frozen=True, kw_only=True):
    """Something small to do next was agreed, and who does it."""

    type: ClassVar[str] = "guidepost.goal.action-step-assigned.v1"

    step_id: UUID
    words: OwnWords = None
    assigned_to: Party = Party.CLIENT
    due_on: date | None = None


class ActionStepCompleted(Fact, frozen=True, kw_only=True):
    """An action step was done."""

    type: ClassVar[str] = "guidepost.goal.action-step-completed.v1"

    step_id: UUID
    occurred_on: date
    note: OwnWords = None


class GoalLinked(Fact, frozen=True, kw_only=True):
    """
    It goes together with another person's (couple, family or group work).

    The other goal has the same fact. Entries, ratings and notes stay private.
    """

    type: ClassVar[str] = "guidepost.goal.linked.v1"

    other_goal_id: UUID


class GoalUnlinked(Fact, frozen=True, kw_only=True):
    """The link to another person's goal ended; nothing else changes for either."""

    type: ClassVar[str] = "guidepost.goal.unlinked.v1"

    other_goal_id: UUID
