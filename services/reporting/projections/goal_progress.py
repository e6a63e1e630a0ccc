"""
Goal progress: where each goal stands, one row per goal.

A projection is one module: its row, what each fact does to it, and the questions
it can answer. It never refuses a fact; by now it has happened. Words are not
copied: they stay in the events.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar, get_args
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from services.reporting import standing
from services.reporting.standing import Standing
from services.reporting.tables import metadata
from shared.contracts.goals import (
    GoalAchieved,
    GoalActivated,
    GoalAdjusted,
    GoalAgreed,
    GoalCancelled,
    GoalCompleted,
    GoalCreated,
    GoalEvent,
    GoalPaused,
    GoalRegressed,
    GoalResumed,
    MeasureDefined,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    Party,
    ProgressCorrected,
    ProgressRecorded,
)
from shared.envelope import Recorded

F = TypeVar("F", ProgressRecorded, ProgressCorrected, GoalAdjusted)

_replace = msgspec.structs.replace

name: Final = "goal_progress"
wants = get_args(GoalEvent)

table = sa.Table(
    name,
    metadata,
    sa.Column("goal_id", sa.Uuid, primary_key=True),
    sa.Column("client_id", sa.Uuid, nullable=False, index=True),
    sa.Column("clinic_id", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("term", sa.Text, nullable=False),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("lifecycle", sa.Text, nullable=False),
    sa.Column("client_agreed", sa.Boolean, nullable=False),
    sa.Column("clinician_agreed", sa.Boolean, nullable=False),
    sa.Column("continuous", sa.Boolean, nullable=False),
    sa.Column("started_on", sa.Date),
    sa.Column("paused_on", sa.Date),
    sa.Column("achieved_on", sa.Date),
    sa.Column("completed_on", sa.Date),
    sa.Column("cancelled_on", sa.Date),
    sa.Column("adjusted_on", sa.Date),
    sa.Column("adjustments", sa.Integer, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("first_entry_on", sa.Date),
    sa.Column("last_entry_on", sa.Date),
    sa.Column("milestones", sa.Integer, nullable=False),
    sa.Column("milestones_achieved", sa.Integer, nullable=False),
    sa.Column("measures", JSONB, nullable=False),
)


class GoalProgress(msgspec.Struct, frozen=True, gc=False):
    """A goal's row; its fields are the table's columns, in their order."""

    goal_id: UUID
    client_id: UUID
    clinic_id: UUID
    version: int
    term: str
    time_zone: str
    lifecycle: str = "proposed"
    client_agreed: bool = False
    clinician_agreed: bool = False
    continuous: bool = False
    started_on: date | None = None
    paused_on: date | None = None
    achieved_on: date | None = None
    completed_on: date | None = None
    cancelled_on: date | None = None
    adjusted_on: date | None = None
    adjustments: int = 0
    entries: int = 0
    first_entry_on: date | None = None
    last_entry_on: date | None = None
    milestones: int = 0
    milestones_achieved: int = 0
    measures: tuple[Standing, ...] = ()


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
        case ProgressRecorded(occurred_on=day):
            first, last = row.first_entry_on, row.last_entry_on
            return _replace(
                row,
                version=version,
                entries=row.entries + 1,
                first_entry_on=day if first is None or day < first else first,
                last_entry_on=day if last is None or day > last else last,
                measures=_measured(row.measures, fact, standing.recorded),
            )
        case ProgressCorrected():
            measures = _measured(row.measures, fact, standing.corrected)
            return _replace(row, version=version, measures=measures)
        case MilestoneAchieved():
            achieved = row.milestones_achieved + 1
            return _replace(row, version=version, milestones_achieved=achieved)
        case MilestoneReopened():
            achieved = row.milestones_achieved - 1
            return _replace(row, version=version, milestones_achieved=achieved)
        case GoalAchieved(occurred_on=day):
            return _replace(row, version=version, achieved_on=day)
        case GoalRegressed():
            return _replace(row, version=version, achieved_on=None)
        case MeasureDefined():
            measures = (*row.measures, standing.defined(fact))
            return _replace(row, version=version, measures=measures)
        case MilestoneAdded():
            return _replace(row, version=version, milestones=row.milestones + 1)
        case GoalAgreed(party=party):
            return _agreed(_replace(row, version=version), party)
        case GoalActivated(start_on=day, continuous=continuous):
            return _replace(
                row,
                version=version,
                lifecycle="active",
                started_on=day,
                continuous=continuous,
            )
        case GoalAdjusted():
            return _adjusted(_replace(row, version=version), fact)
        case GoalPaused(occurred_on=day):
            return _replace(row, version=version, lifecycle="on-hold", paused_on=day)
        case GoalResumed():
            return _replace(row, version=version, lifecycle="active", paused_on=None)
        case GoalCompleted(occurred_on=day):
            return _replace(
                row, version=version, lifecycle="completed", completed_on=day
            )
        case GoalCancelled(occurred_on=day):
            return _replace(
                row, version=version, lifecycle="cancelled", cancelled_on=day
            )
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
    )


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
        client_agreed=row.client_agreed and fact.asks is not Party.CLIENT,
        clinician_agreed=row.clinician_agreed and fact.asks is not Party.CLINICIAN,
        measures=_measured(row.measures, fact, standing.adjusted),
    )


def _measured(
    measures: tuple[Standing, ...], fact: F, change: Callable[[Standing, F], Standing]
) -> tuple[Standing, ...]:
    changed = [
        change(measure, fact) if measure.measure_id == fact.measure_id else measure
        for measure in measures
    ]
    return tuple(changed)


# Questions.


def of_goal(connection: sa.Connection, goal_id: UUID) -> GoalProgress | None:
    """Return a goal's row, if its creation has been heard."""
    found = connection.execute(sa.select(table).where(table.c.goal_id == goal_id))
    return next(map(_read, found), None)


def of_client(connection: sa.Connection, client_id: UUID) -> list[GoalProgress]:
    """Return a client's goals, unachieved ones first."""
    found = connection.execute(
        sa.select(table)
        .where(table.c.client_id == client_id)
        .order_by(table.c.achieved_on.is_not(None), table.c.started_on, table.c.goal_id)
    )
    return [_read(row) for row in found]


def _read(row: sa.Row[Any]) -> GoalProgress:
    fields = row._asdict()
    measures = fields.pop("measures")
    standings = msgspec.convert(measures, tuple[Standing, ...], str_keys=True)
    return GoalProgress(**fields, measures=standings)
