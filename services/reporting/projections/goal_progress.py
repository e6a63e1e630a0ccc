"""
Goal progress: where each goal stands, one row per goal.

A projection is one module: its row, what each fact does to it, and the questions
it can answer. It never refuses a fact; by now it has happened. Words are not
copied: they stay in the events.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar, get_args

import msgspec

from services.reporting import goal_row, recording
from services.reporting.goal_row import GoalProgress
from services.reporting.standing import Standing
from shared.contracts.goals import (
    GasScaleDefined,
    GoalAchieved,
    GoalActivated,
    GoalAdjusted,
    GoalAgreed,
    GoalCancelled,
    GoalCompleted,
    GoalCreated,
    GoalDisagreed,
    GoalEvent,
    GoalPaused,
    GoalRated,
    GoalRegressed,
    GoalRejected,
    GoalReplaced,
    GoalResumed,
    GoalReviewed,
    GoalVoided,
    MaintenanceStarted,
    MeasureDefined,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    MilestoneWithdrawn,
    OccurrenceExcused,
    Party,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    SetbackRecorded,
)
from shared.envelope import Recorded

F = TypeVar(
    "F",
    ProgressRecorded,
    GoalRated,
    ProgressCorrected,
    ProgressRetracted,
    OccurrenceExcused,
    GoalAdjusted,
)

_replace = msgspec.structs.replace

name: Final = "goal_progress"
wants = get_args(GoalEvent)

table = goal_row.table
row = GoalProgress
appends: Final = False


def key(recorded: Recorded[GoalEvent]) -> str:
    """Return the key of the row that a fact changes: its goal's id, as text."""
    return recorded.envelope.subject[len("goals/") :]


def evolve(  # noqa: C901, PLR0911, PLR0912 - one case for each fact
    row: GoalProgress | None, recorded: Recorded[GoalEvent]
) -> GoalProgress:
    """
    Return the goal's row after one more fact.

    :raises FactOutOfOrder: if the goal's creation was not heard before.
    """
    fact, version = recorded.fact, recorded.version
    if row is None:
        if isinstance(fact, GoalCreated):
            return _created(fact, recorded)
        raise FactOutOfOrder(recorded.id)
    match fact:
        case ProgressRecorded():
            measures = _measured(row.measures, fact, recording.recorded)
            return _entered(row, version, fact.occurred_on, measures)
        case GoalRated():
            measures = _measured(row.measures, fact, recording.rated)
            return _entered(row, version, fact.occurred_on, measures)
        case ProgressCorrected():
            measures = _measured(row.measures, fact, recording.corrected)
            return _replace(row, version=version, measures=measures)
        case ProgressRetracted():
            measures = _measured(row.measures, fact, recording.retracted)
            entries = row.entries - 1
            return _replace(row, version=version, entries=entries, measures=measures)
        case MilestoneAchieved():
            achieved = row.milestones_achieved + 1
            return _replace(row, version=version, milestones_achieved=achieved)
        case MilestoneReopened():
            achieved = row.milestones_achieved - 1
            return _replace(row, version=version, milestones_achieved=achieved)
        case GoalAchieved(occurred_on=day):
            return _replace(row, version=version, achieved_on=day, judgement=None)
        case GoalRegressed():
            return _replace(row, version=version, achieved_on=None, maintained=False)
        case MeasureDefined():
            measures = (*row.measures, recording.defined(fact))
            return _replace(row, version=version, measures=measures)
        case GasScaleDefined():
            measures = (*row.measures, recording.scaled(fact))
            return _replace(row, version=version, measures=measures)
        case MilestoneWithdrawn():
            return _replace(row, version=version, milestones=row.milestones - 1)
        case MilestoneAdded():
            return _replace(row, version=version, milestones=row.milestones + 1)
        case GoalAgreed(party=party):
            return _agreed(_replace(row, version=version), party)
        case GoalDisagreed(party=party):
            return _disagreed(_replace(row, version=version), party)
        case GoalRejected():
            return _replace(row, version=version, lifecycle="rejected")
        case GoalActivated(start_on=day, continuous=continuous):
            return _replace(
                row,
                version=version,
                lifecycle="active",
                started_on=day,
                continuous=continuous,
                review_every_weeks=fact.review_every_weeks,
            )
        case GoalReviewed():
            return _reviewed(_replace(row, version=version), fact)
        case SetbackRecorded():
            return _replace(row, version=version, setbacks=row.setbacks + 1)
        case MaintenanceStarted():
            return _replace(row, version=version, maintained=True)
        case GoalAdjusted():
            return _adjusted(_replace(row, version=version), fact)
        case OccurrenceExcused():
            measures = _measured(row.measures, fact, recording.excused)
            return _replace(row, version=version, measures=measures)
        case GoalPaused(occurred_on=day):
            return _replace(
                row,
                version=version,
                lifecycle="on-hold",
                paused_on=day,
                measures=tuple(recording.rested(one, fact) for one in row.measures),
            )
        case GoalResumed():
            return _replace(
                row,
                version=version,
                lifecycle="active",
                paused_on=None,
                measures=tuple(recording.resumed(one, fact) for one in row.measures),
            )
        case GoalCompleted(occurred_on=day):
            return _replace(
                row, version=version, lifecycle="completed", completed_on=day
            )
        case GoalCancelled(occurred_on=day):
            return _replace(
                row, version=version, lifecycle="cancelled", cancelled_on=day
            )
        case GoalReplaced(occurred_on=day, successor_id=successor):
            return _replace(
                row,
                version=version,
                lifecycle="cancelled",
                cancelled_on=day,
                successor_id=successor,
            )
        case GoalVoided():
            return _replace(row, version=version, lifecycle="entered-in-error")
        case GoalCreated():
            raise FactOutOfOrder(recorded.id)
        case _:
            return _replace(row, version=version)


class FactOutOfOrder(Exception):
    """A fact about a goal came before its creation, or its creation twice."""


def _created(fact: GoalCreated, recorded: Recorded[GoalEvent]) -> GoalProgress:
    return GoalProgress(
        goal_id=recorded.stream_id,
        client_id=fact.client_id,
        clinic_id=recorded.clinic_id,
        version=recorded.version,
        term=fact.term,
        time_zone=fact.time_zone,
        parent_id=fact.parent_id,
        replaces=fact.replaces,
    )


def _entered(
    row: GoalProgress, version: int, day: date, measures: tuple[Standing, ...]
) -> GoalProgress:
    """Count one more entry or rating; a person's judgement stood until now."""
    first, last = row.first_entry_on, row.last_entry_on
    return _replace(
        row,
        version=version,
        entries=row.entries + 1,
        first_entry_on=day if first is None or day < first else first,
        last_entry_on=day if last is None or day > last else last,
        measures=measures,
        judgement=None,
    )


def _disagreed(row: GoalProgress, party: Party) -> GoalProgress:
    return _replace(
        row,
        client_agreed=row.client_agreed and party is not Party.CLIENT,
        clinician_agreed=row.clinician_agreed and party is not Party.CLINICIAN,
        lifecycle="proposed" if row.lifecycle == "accepted" else row.lifecycle,
    )


def _reviewed(row: GoalProgress, fact: GoalReviewed) -> GoalProgress:
    """Keep the newest review; an earlier one told late judges nothing."""
    day = fact.occurred_on
    if row.reviewed_on is not None and day < row.reviewed_on:
        return row
    return _replace(row, reviewed_on=day, judgement=fact.judgement)


def _agreed(row: GoalProgress, party: Party) -> GoalProgress:
    client = row.client_agreed or party is Party.CLIENT
    clinician = row.clinician_agreed or party is Party.CLINICIAN
    accepted = client and clinician and row.lifecycle == "proposed"
    return _replace(
        row,
        client_agreed=client,
        clinician_agreed=clinician,
        lifecycle="accepted" if accepted else row.lifecycle,
    )


def _adjusted(row: GoalProgress, fact: GoalAdjusted) -> GoalProgress:
    """Change the plan; another target is not achieved until a fact says so."""
    return _replace(
        row,
        adjusted_on=fact.effective_on,
        adjustments=row.adjustments + 1,
        achieved_on=row.achieved_on if fact.target_to is None else None,
        maintained=row.maintained and fact.target_to is None,
        client_agreed=row.client_agreed and fact.asks is not Party.CLIENT,
        clinician_agreed=row.clinician_agreed and fact.asks is not Party.CLINICIAN,
        measures=_measured(row.measures, fact, recording.adjusted),
    )


def _measured(
    measures: tuple[Standing, ...], fact: F, change: Callable[[Standing, F], Standing]
) -> tuple[Standing, ...]:
    changed = [
        change(measure, fact) if measure.measure_id == fact.measure_id else measure
        for measure in measures
    ]
    return tuple(changed)
