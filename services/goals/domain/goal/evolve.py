"""
What each fact does to a goal.

Pure. ``evolve`` accepts every fact in every state, because by now it has happened.
Change EVOLVE_VERSION whenever the same history would add up to another state: older
snapshots are ignored then.
"""

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from services.goals.domain.goal import planned, recorded
from services.goals.domain.goal.state import Goal, Rest, Status
from shared.contracts.goals import (
    AchievementAcknowledged,
    ActionStepAssigned,
    ActionStepCompleted,
    BarrierNoted,
    GasScaleDefined,
    GoalAchieved,
    GoalActivated,
    GoalAdjusted,
    GoalAgreed,
    GoalBrokenDown,
    GoalCancelled,
    GoalCompleted,
    GoalCreated,
    GoalDisagreed,
    GoalEvent,
    GoalLinked,
    GoalPaused,
    GoalProposed,
    GoalRated,
    GoalRegressed,
    GoalRejected,
    GoalReplaced,
    GoalResumed,
    GoalReviewed,
    GoalUnlinked,
    GoalVoided,
    MaintenanceStarted,
    MeasureDefined,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    MilestoneWithdrawn,
    OccurrenceExcused,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    SetbackRecorded,
    WordingReviewed,
)

EVOLVE_VERSION = 4


def evolve(goal: Goal, event: GoalEvent) -> Goal:
    """Return the goal as it stands after one more fact."""
    match event:
        case ProgressRecorded():
            return recorded.with_entry(goal, event)
        case GoalRated():
            return recorded.with_rating(goal, event)
        case MilestoneAchieved():
            return planned.reached(goal, event)
        case ProgressCorrected():
            return recorded.with_correction(goal, event)
        case ProgressRetracted():
            return recorded.without_entry(goal, event)
        case OccurrenceExcused():
            return recorded.with_excuse(goal, event)
        case MilestoneReopened():
            return planned.reopened(goal, event)
        case GoalAchieved():
            return replace(goal, achieved=True, achieved_before=True, judgement=None)
        case GoalRegressed():
            return replace(goal, achieved=False, maintained=False)
        case GoalAdjusted():
            return planned.adjusted(goal, event)
        case GoalCreated():
            return _created(goal, event)
        case GoalProposed():
            return replace(goal, draft=False)
        case MeasureDefined():
            return planned.measured(goal, event)
        case GasScaleDefined():
            return planned.scaled(goal, event)
        case MilestoneAdded():
            return planned.with_milestone(goal, event)
        case MilestoneWithdrawn():
            return planned.without_milestone(goal, event)
        case ActionStepAssigned():
            return planned.with_step(goal, event)
        case ActionStepCompleted():
            return planned.step_done(goal, event)
        case GoalAgreed(party=party):
            disagreed = goal.disagreed - {party}
            return replace(goal, agreed=goal.agreed | {party}, disagreed=disagreed)
        case GoalDisagreed(party=party):
            disagreed = goal.disagreed | {party}
            return replace(goal, agreed=goal.agreed - {party}, disagreed=disagreed)
        case GoalRejected(occurred_on=day):
            return replace(goal, status=Status.REJECTED, ended_on=day)
        case GoalActivated():
            return replace(
                goal,
                status=Status.ACTIVE,
                start_on=event.start_on,
                review_every_weeks=event.review_every_weeks,
                continuous=event.continuous,
            )
        case GoalReviewed():
            return _reviewed(goal, event)
        case GoalLinked(other_goal_id=other):
            return replace(goal, links=goal.links | {other})
        case GoalUnlinked(other_goal_id=other):
            return replace(goal, links=goal.links - {other})
        case GoalBrokenDown(children=children):
            return replace(goal, children=goal.children | set(children))
        case (
            BarrierNoted(barrier_id=told)
            | SetbackRecorded(setback_id=told)
            | AchievementAcknowledged(acknowledgement_id=told)
        ):
            return replace(goal, told=goal.told | {told})
        case WordingReviewed():
            return goal
        case GoalPaused(occurred_on=day):
            return replace(goal, status=Status.ON_HOLD, paused_on=day)
        case GoalResumed(occurred_on=day):
            rest = Rest(goal.paused_on or day, day)
            rests = (*goal.rests, rest)
            return replace(goal, status=Status.ACTIVE, paused_on=None, rests=rests)
        case MaintenanceStarted():
            return replace(goal, maintained=True)
        case GoalCompleted(occurred_on=day):
            return replace(goal, status=Status.COMPLETED, ended_on=day)
        case GoalCancelled(occurred_on=day):
            return replace(goal, status=Status.CANCELLED, ended_on=day)
        case GoalReplaced(occurred_on=day, successor_id=successor):
            return replace(
                goal, status=Status.CANCELLED, ended_on=day, successor_id=successor
            )
        case GoalVoided():
            return replace(goal, status=Status.ENTERED_IN_ERROR)


def replay(history: Iterable[GoalEvent]) -> Goal:
    """Return the goal that a history adds up to."""
    return reduce(evolve, history, Goal())


def _created(goal: Goal, event: GoalCreated) -> Goal:
    return replace(
        goal,
        status=Status.PROPOSED,
        client_id=event.client_id,
        parent_id=event.parent_id,
        replaces=event.replaces,
        term=event.term,
        time_zone=event.time_zone,
        has_purpose=bool(event.why or event.concern_ids or event.value_ids),
        draft=event.draft,
    )


def _reviewed(goal: Goal, event: GoalReviewed) -> Goal:
    """Return the goal after a review; an earlier one told late judges nothing."""
    day = event.occurred_on
    if goal.reviewed_on is not None and day < goal.reviewed_on:
        return goal
    return replace(goal, reviewed_on=day, judgement=event.judgement)
