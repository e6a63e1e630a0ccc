"""
One telling of the story: its own ids and dates in the place of the story's names.

Pure: the same clinic gets the same ids, so that telling it twice adds nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5
from zoneinfo import ZoneInfo

from services.demo.clinic.acts import CLINICIAN, Act, By, Id, Own
from services.demo.clinic.client import Client
from services.demo.clinic.goal import DemoGoal
from services.demo.days import LAST_WEEK, MONDAY, Day, When

DEMO_CLINIC = uuid5(NAMESPACE_DNS, "demo.guidepost.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request: what is asked of the goals API, at a moment of the story."""

    at: datetime
    actor: str
    record_id: UUID
    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """Where the story is told, and how many weeks later than it first happened."""

    clinic_id: UUID = DEMO_CLINIC
    later: int = 0

    def id(self, named: Id) -> UUID:
        """Return the id of a record or of a part of one."""
        return reduce(uuid5, named.names, self.clinic_id)

    def of_client(self, client: Client, act: Act) -> Step:
        """Return what an act asks of a client's record."""
        return self._step("clients", client.id, client, act)

    def of_goal(self, goal: DemoGoal, act: Act) -> Step:
        """Return what an act asks of a goal."""
        return self._step("goals", goal.id, goal.client, act)

    def moment(self, when: When, client: Client) -> datetime:
        """Return when it is, where a client lives."""
        day = when.day.on(later=self.later)
        return datetime.combine(day, when.at, ZoneInfo(client.time_zone))

    def day_after(self) -> date:
        """Return the day on which the last week can be looked back on."""
        return Day(LAST_WEEK + 1, MONDAY).on(later=self.later)

    def _step(self, records: str, record: Id, client: Client, act: Act) -> Step:
        own = () if act.begins else (record, *act.path)
        actors = {By.CLIENT: self.id(client.id), By.CLINICIAN: self.id(CLINICIAN)}
        parts = (self._told(part, record) for part in ("v1", records, *own))
        return Step(
            at=self.moment(act.when, client),
            actor=f"{act.by}:{actors[act.by]}",
            record_id=self.id(record),
            path="".join(f"/{part}" for part in parts),
            body=self._told(act.body, record),
        )

    def _told(self, said: Any, record: Id) -> Any:
        """Return what was said with ids and dates in the place of names."""
        match said:
            case Id():
                return str(self.id(said))
            case Own():
                return str(self.id(said.of(record)))
            case Day():
                return said.on(later=self.later).isoformat()
            case Mapping():
                return {name: self._told(one, record) for name, one in said.items()}
            case tuple():
                return [self._told(one, record) for one in said]
            case _:
                return said
