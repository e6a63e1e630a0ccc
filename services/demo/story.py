"""
The demo clinic as dated steps: who asks what of which goal, and when.

Week k runs from Monday 6 January 2025 + 7(k-1) days to Sunday; week 0 is the
session on Friday 3 January. Pure: the same clinic id tells the same story, with
the same ids, so that playing it twice adds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.demo.clinic import CLIENTS, GOALS, Client, DemoGoal

FIRST_MONDAY = date(2025, 1, 6)
SESSION_ZERO = date(2025, 1, 3)
LAST_DAY = date(2025, 3, 30)
SESSION_TIME = time(10)
EVENING = time(20)
NEXT_MORNING = time(8, 30)
START_OF_WORK = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request: a command to the goals API at a moment of the story."""

    at: datetime
    actor: str
    goal_id: UUID
    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of one telling of the demo, all derived from its clinic."""

    clinic_id: UUID

    def client_id(self, client: Client) -> UUID:
        return uuid5(self.clinic_id, f"client {client.name}")

    def clinician_id(self) -> UUID:
        return uuid5(self.clinic_id, "clinician")

    def goal_id(self, goal: DemoGoal) -> UUID:
        return uuid5(self.clinic_id, f"goal {goal.number}")

    def steps(self) -> list[Step]:
        """Return every step of the twelve weeks, in the order of their moments."""
        return sorted(
            (step for goal in GOALS for step in self._life(goal)),
            key=lambda step: step.at,
        )

    def people(self) -> Iterator[tuple[UUID, Client]]:
        """Yield the clients with their ids."""
        return ((self.client_id(client), client) for client in CLIENTS)

    def _life(self, goal: DemoGoal) -> Iterator[Step]:
        yield from self._planning(goal)
        yield from self._changes(goal)
        yield from self._entries(goal)

    def _planning(self, goal: DemoGoal) -> Iterator[Step]:
        """Yield the session that sets the goal up, and the day it starts."""
        start_on = monday(goal.first_week)
        session = SESSION_ZERO if goal.first_week == 1 else start_on
        at = _at(goal, session, SESSION_TIME if goal.first_week == 1 else START_OF_WORK)
        clinician = f"clinician:{self.clinician_id()}"
        yield self._step(goal, at, "", _created(self, goal), clinician)
        yield self._step(goal, at, "/measures", _measure(self, goal), clinician)
        for body in _milestones(self, goal):
            yield self._step(goal, at, "/milestones", body, clinician)
        yield self._step(
            goal,
            at,
            "/agreements",
            {"party": "client", "importance": 8, "confidence": 6},
        )
        yield self._step(goal, at, "/agreements", {"party": "clinician"}, clinician)
        yield self._step(
            goal,
            _at(goal, start_on, START_OF_WORK),
            "/activation",
            {
                "start_on": start_on.isoformat(),
                "review_every_weeks": 4,
                "continuous": goal.continuous,
            },
            clinician,
        )

    def _changes(self, goal: DemoGoal) -> Iterator[Step]:
        clinician = f"clinician:{self.clinician_id()}"
        for change in goal.changes:
            changed = {
                name: value
                for name, value in (("amount", change.amount), ("step", change.step))
                if value is not None
            }
            yield self._step(
                goal,
                _at(goal, friday(change.week), SESSION_TIME),
                "/adjustments",
                {"measure_id": _id(self, goal, "measure"), "reason": change.reason}
                | changed,
                clinician,
            )
        if goal.paused_weeks:
            rests, returns = goal.paused_weeks
            yield self._step(
                goal,
                _at(goal, monday(rests), START_OF_WORK),
                "/pause",
                {"reason": "The weeks around the anniversary"},
            )
            yield self._step(
                goal, _at(goal, monday(returns), START_OF_WORK), "/resumption", {}
            )
        if goal.ends_as:
            end = monday(goal.first_week + len(goal.figures))
            yield self._step(
                goal,
                _at(goal, end, START_OF_WORK),
                "/cancellation",
                {"reason": goal.ends_as},
            )

    def _entries(self, goal: DemoGoal) -> Iterator[Step]:
        for occurred_on, at, value in _occurrences(goal):
            yield self._step(
                goal,
                at,
                "/progress",
                {
                    "measure_id": _id(self, goal, "measure"),
                    "occurred_on": occurred_on.isoformat(),
                    "value": value,
                },
            )
        for stop in goal.stops:
            if stop.on:
                day = date(FIRST_MONDAY.year, *stop.on)
                yield self._step(
                    goal,
                    _at(goal, day, EVENING),
                    "/progress",
                    {
                        "milestone_id": _id(self, goal, stop.words),
                        "occurred_on": day.isoformat(),
                    },
                )

    def _step(
        self,
        goal: DemoGoal,
        at: datetime,
        path: str,
        body: dict[str, Any],
        actor: str | None = None,
    ) -> Step:
        return Step(
            at=at,
            actor=actor or f"client:{self.client_id(goal.client)}",
            goal_id=self.goal_id(goal),
            path=path,
            body=body,
        )


def monday(week: int) -> date:
    """Return the first day of a week of the story."""
    return FIRST_MONDAY + timedelta(weeks=week - 1)


def friday(week: int) -> date:
    """Return the day of a week's session."""
    return monday(week) + timedelta(days=4)


def _created(story: Story, goal: DemoGoal) -> dict[str, Any]:
    return {
        "goal_id": str(story.goal_id(goal)),
        "client_id": str(story.client_id(goal.client)),
        "own_words": goal.words,
        "why": goal.why,
        "term": goal.term,
        "time_zone": goal.client.time_zone,
    }


def _measure(story: Story, goal: DemoGoal) -> dict[str, Any]:
    every, times = goal.cadence
    return {
        "measure_id": _id(story, goal, "measure"),
        "kind": goal.kind,
        "unit": goal.unit,
        "direction": goal.direction,
        "baseline": goal.baseline,
        "target": goal.target,
        "cadence": {"every": every, "times": times},
        "amount": goal.amount,
        "due_on": LAST_DAY.isoformat(),
    }


def _milestones(story: Story, goal: DemoGoal) -> Iterator[dict[str, Any]]:
    bound = "low" if goal.direction == "increase" else "high"
    for stop in goal.stops:
        body: dict[str, Any] = {
            "milestone_id": _id(story, goal, stop.words),
            "words": stop.words,
        }
        if stop.on is None:
            body["measure_id"] = _id(story, goal, "measure")
        if stop.value is not None:
            body["target"] = {bound: stop.value}
        if stop.weeks is not None:
            body["weeks_met"] = stop.weeks
        yield body


def _occurrences(goal: DemoGoal) -> Iterator[tuple[date, datetime, float]]:
    """Yield (occurred on, recorded at, value) of each entry of a goal."""
    if goal.rhythm == "sessions":
        for week, value in zip(goal.session_weeks, goal.figures, strict=True):
            day = friday(week)
            yield day, _at(goal, day, SESSION_TIME), value
        return
    for week, count in enumerate(goal.figures, start=goal.first_week):
        for number in range(count):
            day = monday(week) + timedelta(days=_FIRST_DAY.get(goal.rhythm, 0) + number)
            at = _at(goal, day, EVENING)
            if goal.rhythm == "mornings-after":
                at = _at(goal, day + timedelta(days=1), NEXT_MORNING)
            yield day, at, _amount_done(goal, at)


_FIRST_DAY = {"wednesdays": 2, "saturdays": 5}


def _amount_done(goal: DemoGoal, at: datetime) -> float:
    """
    Return what was done on a day: the amount then in force.

    In the week of an increase the new amount is done from its Monday: the session
    on Friday puts into the plan what already works.
    """
    done = goal.amount
    for change in goal.changes:
        grows = change.amount is not None and change.amount > done
        begins = monday(change.week) if grows else friday(change.week)
        if change.amount is not None and at.date() >= begins:
            done = change.amount
    return done


def _at(goal: DemoGoal, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(goal.client.time_zone))


def _id(story: Story, goal: DemoGoal, what: str) -> str:
    return str(uuid5(story.goal_id(goal), what))
