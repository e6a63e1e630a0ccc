"""
What came of the twelve weeks: what was celebrated, and where each goal stands.

Read from the inboxes and the reports once both have heard everything.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from services.demo.clinic.everybody import CLIENTS, GOALS
from services.demo.days import MONDAY, Day
from services.demo.stack import DemoStopped, Stack
from services.demo.telling import Telling
from shared.asking import NOT_NOW, PAUSE_SECONDS

CATCHING_UP_SECONDS = 120
PAGE = 200


@dataclass(frozen=True, slots=True, order=True)
class Celebration:
    """A celebration in somebody's inbox, at their own time."""

    at: datetime
    week: int
    client: str
    goal: str
    title: str
    because: str


def celebrations(stack: Stack, telling: Telling) -> list[Celebration]:
    """Return every celebration of the story, in the order of their moments."""
    numbers = {telling.id(goal.id): goal.number for goal in GOALS}
    return sorted(
        Celebration(
            at=(at := _at(message, client.time_zone)),
            week=_week(telling, at.date()),
            client=client.name,
            goal=numbers[UUID(message["goal_id"])],
            title=message["title"],
            because=message["because"],
        )
        for client in CLIENTS
        for message in _inbox(stack, telling.id(client.id))
        if message["kind"] == "celebration"
    )


def standings(
    stack: Stack, telling: Telling, versions: Mapping[UUID, int], day: date | None
) -> list[dict[str, Any]]:
    """Return each goal's progress on a day, or today, once its version is there."""
    found = []
    for goal in GOALS:
        goal_id = telling.id(goal.id)
        query = f"min_version={goal_id}:{versions[goal_id]}"
        if day is not None:
            query += f"&on={day}"
        answer = stack.ask(
            "GET",
            f"{stack.reporting_url}/v1/goals/{goal_id}/progress?{query}",
            not_now=NOT_NOW | {httpx.codes.NOT_FOUND},
        )
        found.append(answer.json() | {"number": goal.number, "words": goal.words})
    return found


def await_caught_up(stack: Stack) -> None:
    """
    Wait until every subscription has heard every event.

    :raises DemoStopped: if one stands still, or is not there within two minutes.
    """
    deadline = time.monotonic() + CATCHING_UP_SECONDS
    while True:
        heard = {
            name: facts
            for url in (stack.notifications_url, stack.reporting_url)
            for name, facts in stack.ask("GET", f"{url}/health/ready")
            .json()["subscriptions"]
            .items()
        }
        still = [name for name, facts in heard.items() if facts["halted"]]
        if still:
            raise DemoStopped(
                f"{', '.join(still)} stands still: see `guidepost subscriptions`."
            )
        if heard and all(facts["lag"] == 0 for facts in heard.values()):
            return
        if time.monotonic() > deadline:
            raise DemoStopped(f"Not everything was heard in time: {heard}")
        time.sleep(PAUSE_SECONDS)


def _inbox(stack: Stack, person_id: UUID) -> list[dict[str, Any]]:
    url = f"{stack.notifications_url}/v1/people/{person_id}/inbox?limit={PAGE}"
    page = stack.ask("GET", url).json()
    messages: list[dict[str, Any]] = page["messages"]
    while page["next"] is not None:
        page = stack.ask("GET", f"{url}&after={page['next']}").json()
        messages += page["messages"]
    return messages


def _at(message: Mapping[str, Any], time_zone: str) -> datetime:
    happened_at = datetime.fromisoformat(message["happened_at"])
    return happened_at.astimezone(ZoneInfo(time_zone))


def _week(telling: Telling, day: date) -> int:
    """Return in which week of a telling a day lies."""
    return (day - Day(1, MONDAY).on(later=telling.later)).days // 7 + 1
