"""A goal's row among the reports: its columns, its value, and what it is asked."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from services.reporting.standing import Standing
from services.reporting.tables import metadata
from shared.measures import DAYS_IN_A_WEEK

table = sa.Table(
    "goal_progress",
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
    sa.Column("parent_id", sa.Uuid),
    sa.Column("replaces", sa.Uuid),
    sa.Column("successor_id", sa.Uuid),
    sa.Column("review_every_weeks", sa.Integer),
    sa.Column("reviewed_on", sa.Date),
    sa.Column("judgement", sa.Text),
    sa.Column("maintained", sa.Boolean, nullable=False),
    sa.Column("setbacks", sa.Integer, nullable=False),
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
    parent_id: UUID | None = None
    replaces: UUID | None = None
    successor_id: UUID | None = None
    review_every_weeks: int | None = None
    reviewed_on: date | None = None
    judgement: str | None = None
    maintained: bool = False
    setbacks: int = 0


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


def reviews_due(
    connection: sa.Connection, clinic_id: UUID | None, on: date, limit: int
) -> list[GoalProgress]:
    """Return the active goals whose review falls due by a day, the longest first."""
    due_on = (
        sa.func.coalesce(table.c.reviewed_on, table.c.started_on)
        + table.c.review_every_weeks * DAYS_IN_A_WEEK
    )
    asked = sa.select(table).where(table.c.lifecycle == "active", due_on <= on)
    if clinic_id is not None:
        asked = asked.where(table.c.clinic_id == clinic_id)
    found = connection.execute(asked.order_by(due_on, table.c.goal_id).limit(limit))
    return [_read(row) for row in found]


def _read(row: sa.Row[Any]) -> GoalProgress:
    fields = row._asdict()
    measures = fields.pop("measures")
    standings = msgspec.convert(measures, tuple[Standing, ...], str_keys=True)
    return GoalProgress(**fields, measures=standings)
