"""What is recorded on the way: entries, ratings, barriers and setbacks."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.fact import Fact, OwnWords
from shared.contracts.measuring import Rater


class ProgressRecorded(Fact, frozen=True, kw_only=True):
    """
    Someone wrote down where the client stands.

    ``value`` is in the measure's unit: a reading (numeric), an amount done on the
    day (practice), or occurrences to add (count). An entry that names a milestone
    in words needs no measure. ``administration_id`` names the form (PHQ-9, GAD-7) that
    a value is the total of.
    """

    type: ClassVar[str] = "guidepost.goal.progress-recorded.v1"

    entry_id: UUID
    occurred_on: date
    measure_id: UUID | None = None
    value: float | None = None
    milestone_id: UUID | None = None
    note: OwnWords = None
    administration_id: UUID | None = None


class ProgressCorrected(Fact, frozen=True, kw_only=True):
    """An entry turned out to be wrong; both values are kept."""

    type: ClassVar[str] = "guidepost.goal.progress-corrected.v1"

    entry_id: UUID
    measure_id: UUID
    occurred_on: date
    old_value: float
    new_value: float
    why: OwnWords = None


class ProgressRetracted(Fact, frozen=True, kw_only=True):
    """
    An entry or rating should not be there; it no longer counts.

    ``old_value`` is what it said. The ``latest_...`` fields are the measure's entry
    (for ratings: the same rater's) that is the latest from now on; ``None`` when none
    is left.
    """

    type: ClassVar[str] = "guidepost.goal.progress-retracted.v1"

    entry_id: UUID
    occurred_on: date
    measure_id: UUID | None = None
    milestone_id: UUID | None = None
    rater: Rater | None = None
    old_value: float | None = None
    latest_entry_id: UUID | None = None
    latest_value: float | None = None
    latest_on: date | None = None
    why: OwnWords = None


class OccurrenceExcused(Fact, frozen=True, kw_only=True):
    """A day on which a practice was due does not count, for a good reason."""

    type: ClassVar[str] = "guidepost.goal.occurrence-excused.v1"

    measure_id: UUID
    occurred_on: date
    reason: OwnWords = None


class GoalRated(Fact, frozen=True, kw_only=True):
    """
    Somebody rated a goal on its scale.

    ``value`` is a whole number: 0 to 10 on a GBO measure, -2 to +2 on a GAS scale.
    Each rater's ratings are kept; the client's is the goal's current value.
    """

    type: ClassVar[str] = "guidepost.goal.rated.v1"

    rating_id: UUID
    measure_id: UUID
    rater: Rater
    occurred_on: date
    value: int
    note: OwnWords = None


class BarrierNoted(Fact, frozen=True, kw_only=True):
    """Something stands in the way, in somebody's words."""

    type: ClassVar[str] = "guidepost.goal.barrier-noted.v1"

    barrier_id: UUID
    occurred_on: date
    words: OwnWords = None


class SetbackRecorded(Fact, frozen=True, kw_only=True):
    """It went backwards for a while: what happened, what was learned, what next."""

    type: ClassVar[str] = "guidepost.goal.setback-recorded.v1"

    setback_id: UUID
    occurred_on: date
    what_happened: OwnWords = None
    learned: OwnWords = None
    plan: OwnWords = None
