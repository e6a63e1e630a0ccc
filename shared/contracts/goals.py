"""
What the goals service tells the rest of the house about goals, as facts.

These types are the published language: the event store keeps them for ever and
every service reads them. Grow them with defaulted fields only; a changed
meaning is a new type with a new version.

A fact does not repeat the goal, the version, the actor or the moment of
recording: the envelope has them. ``occurred_on`` is a date in the client's own
time zone and may be earlier than the day of recording.
"""

from shared.contracts.goal_achievement import (
    AchievementAcknowledged,
    GoalAchieved,
    GoalRegressed,
    MilestoneAchieved,
    MilestoneReopened,
)
from shared.contracts.goal_agreement import (
    GoalAgreed,
    GoalDisagreed,
    GoalRejected,
)
from shared.contracts.goal_journey import (
    Decision,
    GoalActivated,
    GoalAdjusted,
    GoalBrokenDown,
    GoalCancelled,
    GoalCompleted,
    GoalPaused,
    GoalReplaced,
    GoalResumed,
    GoalReviewed,
    GoalVoided,
    Judgement,
    MaintenanceStarted,
)
from shared.contracts.goal_plan import (
    ActionStepAssigned,
    ActionStepCompleted,
    GasScaleDefined,
    GoalCreated,
    GoalLinked,
    GoalProposed,
    GoalUnlinked,
    MeasureDefined,
    MilestoneAdded,
    MilestoneWithdrawn,
    WordingReviewed,
)
from shared.contracts.goal_progress import (
    BarrierNoted,
    GoalRated,
    OccurrenceExcused,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    SetbackRecorded,
)
from shared.contracts.measuring import (
    Cadence,
    Direction,
    Every,
    Instrument,
    MeasureKind,
    Party,
    Rater,
    Target,
    Term,
)

GoalEvent = (
    GoalCreated
    | GoalProposed
    | WordingReviewed
    | MeasureDefined
    | GasScaleDefined
    | MilestoneAdded
    | MilestoneWithdrawn
    | ActionStepAssigned
    | ActionStepCompleted
    | GoalLinked
    | GoalUnlinked
    | GoalAgreed
    | GoalDisagreed
    | GoalRejected
    | GoalActivated
    | ProgressRecorded
    | ProgressCorrected
    | ProgressRetracted
    | OccurrenceExcused
    | GoalRated
    | BarrierNoted
    | SetbackRecorded
    | MilestoneAchieved
    | MilestoneReopened
    | GoalAchieved
    | GoalRegressed
    | AchievementAcknowledged
    | GoalReviewed
    | GoalAdjusted
    | GoalBrokenDown
    | GoalReplaced
    | GoalPaused
    | GoalResumed
    | MaintenanceStarted
    | GoalCompleted
    | GoalCancelled
    | GoalVoided
)

__all__ = [
    "AchievementAcknowledged",
    "ActionStepAssigned",
    "ActionStepCompleted",
    "BarrierNoted",
    "Cadence",
    "Decision",
    "Direction",
    "Every",
    "GasScaleDefined",
    "GoalAchieved",
    "GoalActivated",
    "GoalAdjusted",
    "GoalAgreed",
    "GoalBrokenDown",
    "GoalCancelled",
    "GoalCompleted",
    "GoalCreated",
    "GoalDisagreed",
    "GoalEvent",
    "GoalLinked",
    "GoalPaused",
    "GoalProposed",
    "GoalRated",
    "GoalRegressed",
    "GoalRejected",
    "GoalReplaced",
    "GoalResumed",
    "GoalReviewed",
    "GoalUnlinked",
    "GoalVoided",
    "Instrument",
    "Judgement",
    "MaintenanceStarted",
    "MeasureDefined",
    "MeasureKind",
    "MilestoneAchieved",
    "MilestoneAdded",
    "MilestoneReopened",
    "MilestoneWithdrawn",
    "OccurrenceExcused",
    "Party",
    "ProgressCorrected",
    "ProgressRecorded",
    "ProgressRetracted",
    "Rater",
    "SetbackRecorded",
    "Target",
    "Term",
    "WordingReviewed",
]
