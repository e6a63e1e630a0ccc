"""
What a command on one stream asks of others, recorded in the same commit.

A procedure looks at the records around a change, refuses it if they say no, and yields
the steps that follow. Each step is an ordinary command, decided by its own aggregate's
rules; the facts of all of them are stored together or not at all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.goals import streams
from services.goals.aggregates import CLIENT, GOAL, Aggregate
from services.goals.domain.client.consent import allows
from services.goals.domain.client.ending import DischargeClient
from services.goals.domain.client.forms import AdministerMeasure
from services.goals.domain.client.guards import must_be_in_care
from services.goals.domain.client.state import Client, find
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.ending import (
    CancelGoal,
    CompleteGoal,
    StartMaintenance,
)
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.guards import ENDED
from services.goals.domain.goal.links import LinkGoal, UnlinkGoal
from services.goals.domain.goal.state import Goal, GoalError
from services.goals.domain.goal.succession import BreakDownGoal, ReplaceGoal
from services.goals.event_store import Connection
from services.goals.loading import Standing, load
from services.goals.memory import Memory
from services.goals.recording import Change
from shared.contracts.clients import MeasureAdministered, Purpose

MOST_GOALS: Final = 1000
"""The most goals of one client that a procedure looks at."""


class ConcernIsAnother(GoalError):
    """A goal serves concerns and values of its own client; these are not among them."""


class ParentIsAnother(GoalError):
    """A goal's parent is a goal of the same client; this one is another's."""


class LinkNeedsBothConsents(GoalError):
    """Goals of two people are linked only when both have consented to it."""


class OpenGoalsNeedADecision(GoalError):
    """Say for each open goal whether it is completed, cancelled or kept up."""


class LinkIsWithinOnePerson(GoalError):
    """A link joins goals of two people; use a parent goal for one person's goals."""


class OnDischarge(StrEnum):
    """What becomes of an open goal when its client is discharged."""

    COMPLETE = "complete"
    CANCEL = "cancel"
    MAINTAIN = "maintain"


class Step(NamedTuple):
    """One command for one stream; the day is added when it is decided."""

    aggregate: Aggregate
    stream_id: UUID
    command: type[Any]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one clinic, as they stand now."""

    connection: Connection
    memory: Memory
    clinic_id: UUID

    def standing(self, aggregate: Aggregate, stream_id: UUID) -> Standing:
        """
        Return where a stream stands; one that is not there yet has no mark.

        :raises GoalDoesNotExist, ClientDoesNotExist: if it is another clinic's.
        """
        found = load(self.connection, self.memory, aggregate, stream_id)
        if found.mark is not None and found.mark.clinic_id != self.clinic_id:
            raise aggregate.missing
        return found

    def goal(self, goal_id: UUID) -> Goal:
        """
        Return a goal.

        :raises GoalDoesNotExist: if there is none.
        """
        found = self.standing(GOAL, goal_id)
        if found.mark is None:
            raise GOAL.missing
        goal: Goal = found.state
        return goal

    def client(self, client_id: UUID) -> Client | None:
        """Return a client, if their record is kept here."""
        found = self.standing(CLIENT, client_id)
        return found.state if found.mark else None

    def goals_of(self, client_id: UUID) -> Iterator[tuple[UUID, Goal]]:
        """Yield a client's goals with their ids, the oldest first."""
        begun = streams.begun_for(
            self.connection, client_id, self.clinic_id, after=0, limit=MOST_GOALS
        )
        for each in begun:
            yield each.stream_id, self.goal(each.stream_id)


Procedure = Callable[[Records, Change, Mapping[str, Any]], Iterator[Step]]


def _goal_fits_its_client(
    records: Records, _change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    """Refuse a goal for somebody who is not in care, or for another's concerns."""
    _must_serve(records, asked["client_id"], asked)
    parent_id = asked.get("parent_id")
    if parent_id and records.goal(parent_id).client_id != asked["client_id"]:
        raise ParentIsAnother
    yield from ()


def _must_serve(
    records: Records, client_id: UUID | None, asked: Mapping[str, Any]
) -> None:
    client = records.client(client_id) if client_id else None
    named = {*asked.get("concern_ids", ()), *asked.get("value_ids", ())}
    if client is not None:
        must_be_in_care(client)
        named -= {*(one.id for one in client.concerns), *client.values}
    if named:
        raise ConcernIsAnother


def _form_moves_goals(
    records: Records, change: Change, _asked: Mapping[str, Any]
) -> Iterator[Step]:
    """Record a form's total on every goal that uses the instrument."""
    client: Client = change.before.state
    for fact in change.facts:
        if not isinstance(fact, MeasureAdministered):
            continue
        corrected = find(client.forms, fact.corrects)
        values = {
            "administration_id": fact.administration_id,
            "instrument": fact.instrument,
            "occurred_on": fact.occurred_on,
            "total": fact.total,
            "corrects": corrected.first if corrected else None,
        }
        for goal_id, _ in records.goals_of(change.stream_id):
            yield Step(GOAL, goal_id, FollowForm, values)


def _children_begin(
    records: Records, change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    parent: Goal = change.before.state
    new = {child for fact in change.facts for child in fact.children}
    for child in asked["goals"]:
        if child["goal_id"] in new:
            _must_serve(records, parent.client_id, child)
            yield _begun(parent, child, parent_id=change.stream_id)


def _successor_begins(
    records: Records, change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    if not change.facts:
        return
    replaced: Goal = change.before.state
    _must_serve(records, replaced.client_id, asked["goal"])
    yield _begun(
        replaced,
        asked["goal"],
        parent_id=replaced.parent_id,
        replaces=change.stream_id,
    )


def _begun(like: Goal, wording: Mapping[str, Any], **relations: Any) -> Step:
    """Return the creation of a goal for the client of another one."""
    values = {
        **wording,
        "concern_ids": tuple(wording["concern_ids"]),
        "value_ids": tuple(wording["value_ids"]),
        "client_id": like.client_id,
        "time_zone": like.time_zone,
        **relations,
    }
    goal_id = values.pop("goal_id")
    return Step(GOAL, goal_id, CreateGoal, values)


def _both_ends_are_linked(
    records: Records, change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    if not change.facts:
        return
    mine: Goal = change.before.state
    other_id: UUID = asked["other_goal_id"]
    other = records.goal(other_id)
    if mine.client_id == other.client_id:
        raise LinkIsWithinOnePerson
    for goal, far_end in ((mine, other_id), (other, change.stream_id)):
        client = records.client(goal.client_id) if goal.client_id else None
        if client is None or not _consents(client, far_end, asked["now"]):
            raise LinkNeedsBothConsents
    yield Step(GOAL, other_id, LinkGoal, {"other_goal_id": change.stream_id})


def _consents(client: Client, goal_id: UUID, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(client.time_zone)).date()
    return allows(
        client, recipient=f"goal:{goal_id}", purpose=Purpose.LINKED_GOALS, on=today
    )


def _both_ends_are_unlinked(
    _records: Records, change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    if change.facts:
        other = {"other_goal_id": change.stream_id}
        yield Step(GOAL, asked["other_goal_id"], UnlinkGoal, other)


def _open_goals_are_settled(
    records: Records, change: Change, asked: Mapping[str, Any]
) -> Iterator[Step]:
    if not change.facts:
        return
    decisions: Mapping[UUID, OnDischarge] = asked["goals"]
    open_goals = [
        goal_id
        for goal_id, goal in records.goals_of(change.stream_id)
        if goal.status not in ENDED
    ]
    if set(decisions) != set(open_goals):
        raise OpenGoalsNeedADecision
    for goal_id in open_goals:
        yield _settled(goal_id, decisions[goal_id], asked)


def _settled(goal_id: UUID, decision: OnDischarge, asked: Mapping[str, Any]) -> Step:
    commands: dict[OnDischarge, type[Any]] = {
        OnDischarge.COMPLETE: CompleteGoal,
        OnDischarge.CANCEL: CancelGoal,
        OnDischarge.MAINTAIN: StartMaintenance,
    }
    day = {"occurred_on": asked.get("occurred_on")}
    return Step(GOAL, goal_id, commands[decision], day)


FOLLOWING: Final[Mapping[type[Any], Procedure]] = {
    CreateGoal: _goal_fits_its_client,
    AdministerMeasure: _form_moves_goals,
    BreakDownGoal: _children_begin,
    ReplaceGoal: _successor_begins,
    LinkGoal: _both_ends_are_linked,
    UnlinkGoal: _both_ends_are_unlinked,
    DischargeClient: _open_goals_are_settled,
}
