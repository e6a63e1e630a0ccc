"""
What the goals service tells the rest of the house about goals, as facts.

These types are the published language: the event store keeps them for ever and
every service reads them. Grow them with defaulted fields only; a changed
meaning is a new type with a new version.

A fact does not repeat the goal, the version, the actor or the moment of
recording: the envelope has them. ``occurred_on`` is a date in the client's own
time zone and may be earlier than the day of recording.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from shared.contracts.fact import Fact, OwnWords


class Term(StrEnum):
    """Whether a goal is a step or a direction."""

    SHORT = "short-term"
    LONG = "long-term"


class Party(StrEnum):
    """Who has to agree before a goal can start."""

    CLIENT = "client"
    CLINICIAN = "clinician"


class MeasureKind(StrEnum):
    """What a recorded value means; the arithmetic is in ``shared.measures``."""

    NUMERIC = "numeric"
    PRACTICE = "practice"
    COUNT = "count"


class Direction(StrEnum):
    """Which way is better."""

    UP = "increase"
    DOWN = "decrease"


class Every(StrEnum):
    """How often something is due."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"
    SESSION = "session"


class Cadence(msgspec.Struct, frozen=True, kw_only=True):
    """How often a measure is due: ``times`` per ``every`` (4 a week, daily ...)."""

    every: Every
    times: int = 1


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """
    The range a value must reach, as in FHIR ``Goal.target``.

    Only ``high``: met at any value at or below it. Only ``low``: at or above it.
    ``strict``: the bound itself does not meet it ("below 10" is not met by 10).
    For a practice measure the value is done days in one week.
    """

    low: float | None = None
    high: float | None = None
    strict: bool = False


class GoalCreated(Fact, frozen=True, kw_only=True):
    """A client and a clinician put a goal into words."""

    type: ClassVar[str] = "guidepost.goal.created.v1"

    client_id: UUID
    own_words: OwnWords = None
    term: Term = Term.SHORT
    time_zone: str = "UTC"
    why: OwnWords = None
    parent_id: UUID | None = None


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


class GoalAgreed(Fact, frozen=True, kw_only=True):
    """One of the two said yes; work can start when both have."""

    type: ClassVar[str] = "guidepost.goal.agreed.v1"

    party: Party
    importance: int | None = None
    confidence: int | None = None


class GoalActivated(Fact, frozen=True, kw_only=True):
    """
    Work on the goal starts on a day.

    A ``continuous`` goal keeps up what is already so: it has no percentage and is
    never achieved, only sustained.
    """

    type: ClassVar[str] = "guidepost.goal.activated.v1"

    start_on: date
    review_every_weeks: int | None = None
    continuous: bool = False


class ProgressRecorded(Fact, frozen=True, kw_only=True):
    """
    Someone wrote down where the client stands.

    ``value`` is in the measure's unit: a reading (numeric), an amount done on the
    day (practice), or occurrences to add (count). An entry that names a milestone
    in words needs no measure.
    """

    type: ClassVar[str] = "guidepost.goal.progress-recorded.v1"

    entry_id: UUID
    occurred_on: date
    measure_id: UUID | None = None
    value: float | None = None
    milestone_id: UUID | None = None
    note: OwnWords = None


class ProgressCorrected(Fact, frozen=True, kw_only=True):
    """An entry turned out to be wrong; both values are kept."""

    type: ClassVar[str] = "guidepost.goal.progress-corrected.v1"

    entry_id: UUID
    measure_id: UUID
    occurred_on: date
    old_value: float
    new_value: float
    why: OwnWords = None


class MilestoneAchieved(Fact, frozen=True, kw_only=True):
    """
    The client reached a stop on the way.

    ``caused_by`` is the entry whose recording or correction showed it and
    ``evidence`` every entry that it rests on. ``also_achieves_goal`` is set when
    the same entry achieves the goal. ``milestones_together`` counts the milestones
    this cause reached, ``place`` (from 1) is this one's among them, so that one
    cause can be celebrated once. ``again`` marks one that was reached before.
    """

    type: ClassVar[str] = "guidepost.goal.milestone-achieved.v1"

    milestone_id: UUID
    occurred_on: date
    caused_by: UUID
    evidence: tuple[UUID, ...] = ()
    also_achieves_goal: bool = False
    place: int = 1
    milestones_together: int = 1
    again: bool = False


class MilestoneReopened(Fact, frozen=True, kw_only=True):
    """A correction showed that a milestone had not been reached."""

    type: ClassVar[str] = "guidepost.goal.milestone-reopened.v1"

    milestone_id: UUID
    caused_by: UUID


class GoalAchieved(Fact, frozen=True, kw_only=True):
    """
    Every target is met.

    ``milestones_together`` counts the milestones that the same entry reached: when
    it is above zero, their celebration names the goal too.
    """

    type: ClassVar[str] = "guidepost.goal.achieved.v1"

    occurred_on: date
    caused_by: UUID
    evidence: tuple[UUID, ...] = ()
    milestones_together: int = 0
    again: bool = False


class GoalRegressed(Fact, frozen=True, kw_only=True):
    """What had been achieved no longer holds."""

    type: ClassVar[str] = "guidepost.goal.regressed.v1"

    occurred_on: date
    caused_by: UUID


class GoalAdjusted(Fact, frozen=True, kw_only=True):
    """
    The plan was changed for a reason; what it was before is kept.

    Either the step (``amount`` of a day, ``step``: what is due per week) or the
    target and cadence change; what stays as it was is left out. A changed target
    or cadence asks the other party to agree again.
    """

    type: ClassVar[str] = "guidepost.goal.adjusted.v1"

    measure_id: UUID
    effective_on: date
    amount_from: float | None = None
    amount_to: float | None = None
    step_from: float | None = None
    step_to: float | None = None
    target_from: Target | None = None
    target_to: Target | None = None
    cadence_from: Cadence | None = None
    cadence_to: Cadence | None = None
    asks: Party | None = None
    reason: OwnWords = None


class GoalPaused(Fact, frozen=True, kw_only=True):
    """The goal rests for a while."""

    type: ClassVar[str] = "guidepost.goal.paused.v1"

    occurred_on: date
    reason: OwnWords = None


class GoalResumed(Fact, frozen=True, kw_only=True):
    """The goal is taken up again."""

    type: ClassVar[str] = "guidepost.goal.resumed.v1"

    occurred_on: date


class GoalCompleted(Fact, frozen=True, kw_only=True):
    """A person decided that the work on the goal is done."""

    type: ClassVar[str] = "guidepost.goal.completed.v1"

    occurred_on: date
    achieved: bool = False
    note: OwnWords = None


class GoalCancelled(Fact, frozen=True, kw_only=True):
    """A person decided to let the goal go."""

    type: ClassVar[str] = "guidepost.goal.cancelled.v1"

    occurred_on: date
    reason: OwnWords = None


GoalEvent = (
    GoalCreated
    | MeasureDefined
    | MilestoneAdded
    | GoalAgreed
    | GoalActivated
    | ProgressRecorded
    | ProgressCorrected
    | MilestoneAchieved
    | MilestoneReopened
    | GoalAchieved
    | GoalRegressed
    | GoalAdjusted
    | GoalPaused
    | GoalResumed
    | GoalCompleted
    | GoalCancelled
)
