"""The journey of a goal: it starts, is reviewed, changes, rests and ends."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords
from shared.contracts.measuring import Cadence, Party, Target


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


class Decision(StrEnum):
    """What a review decided about a goal."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    BREAK_DOWN = "break-down"
    REPLACE = "replace"
    PAUSE = "pause"
    MAINTAIN = "maintain"
    COMPLETE = "complete"
    CANCEL = "cancel"


class Judgement(StrEnum):
    """An achievement status that only a person can give (FHIR)."""

    NO_PROGRESS = "no-progress"
    NOT_ATTAINABLE = "not-attainable"


class GoalReviewed(Fact, frozen=True, kw_only=True):
    """
    Client and clinician looked at the goal together, and decided how to go on.

    ``judgement`` is theirs alone: it stands until more is recorded on the goal.
    """

    type: ClassVar[str] = "guidepost.goal.reviewed.v1"

    occurred_on: date
    decision: Decision
    judgement: Judgement | None = None
    note: OwnWords = None


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


class GoalBrokenDown(Fact, frozen=True, kw_only=True):
    """A goal was divided into smaller ones; they name it as their parent."""

    type: ClassVar[str] = "guidepost.goal.broken-down.v1"

    children: tuple[UUID, ...]
    reason: OwnWords = None


class GoalReplaced(Fact, frozen=True, kw_only=True):
    """Another goal took this one's place; this one ends, its history stays."""

    type: ClassVar[str] = "guidepost.goal.replaced.v1"

    occurred_on: date
    successor_id: UUID
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


class MaintenanceStarted(Fact, frozen=True, kw_only=True):
    """What was achieved is kept up from here on."""

    type: ClassVar[str] = "guidepost.goal.maintenance-started.v1"

    occurred_on: date
    plan: OwnWords = None


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


class GoalVoided(Fact, frozen=True, kw_only=True):
    """The goal should never have been recorded (FHIR ``entered-in-error``)."""

    type: ClassVar[str] = "guidepost.goal.voided.v1"

    reason: OwnWords = None
