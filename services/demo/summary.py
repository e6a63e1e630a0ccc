"""
What came of the twelve weeks: what was celebrated, and where each goal stands.

Read from the inboxes and the reports once both have heard everything.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from rich.table import Table

from services.demo.clinic import CLIENTS, GOALS
from services.demo.player import DemoStopped, Stack
from services.demo.story import FIRST_MONDAY, LAST_DAY, Story
from shared.asking import NOT_NOW, PAUSE_SECONDS

CATCHING_UP_SECONDS = 120
DAY_AFTER = LAST_DAY + timedelta(days=1)
PAGE = 200


@dataclass(frozen=True, slots=True, order=True)
class Celebration:
    """A celebration in somebody's inbox, at their own time."""

    at: datetime
    client: str
    goal: str
    title: str
    because: str

    @property
    def week(self) -> int:
        return (self.at.date() - FIRST_MONDAY).days // 7 + 1


def celebrations(stack: Stack, story: Story) -> list[Celebration]:
    """Return every celebration of the story, in the order of their moments."""
    numbers = {story.goal_id(goal): goal.number for goal in GOALS}
    return sorted(
        Celebration(
            at=datetime.fromisoformat(message["happened_at"]).astimezone(
                ZoneInfo(client.time_zone)
            ),
            client=client.name,
            goal=numbers[UUID(message["goal_id"])],
            title=message["title"],
            because=message["because"],
        )
        for client in CLIENTS
        for message in _inbox(stack, story.client_id(client))
        if message["kind"] == "celebration"
    )


def standings(
    stack: Stack, story: Story, versions: Mapping[UUID, int]
) -> list[dict[str, Any]]:
    """Return each goal's progress on the day after the last week, once it is there."""
    found = []
    for goal in GOALS:
        goal_id = story.goal_id(goal)
        query = f"on={DAY_AFTER}&min_version={goal_id}:{versions[goal_id]}"
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


def table_of_celebrations(found: list[Celebration]) -> Table:
    """Return the celebrations as a table."""
    table = Table("when", "week", "who", "goal", "what", "why", title="Celebrated")
    for one in found:
        table.add_row(
            f"{one.at:%a %d %b %H:%M}",
            str(one.week),
            one.client,
            one.goal,
            one.title,
            one.because,
        )
    return table


def table_of_standings(found: list[dict[str, Any]]) -> Table:
    """Return where each goal stands as a table; what has no number shows a dash."""
    table = Table("goal", "in their words", title=f"Progress on {DAY_AFTER}")
    for name in ("baseline", "now", "target", "way", "milestones", "entries"):
        table.add_column(name, justify="right")
    table.add_column("status")
    for goal in found:
        [measure] = goal["measures"]
        stops = goal["milestones"]
        table.add_row(
            goal["number"],
            goal["words"],
            _number(measure["baseline"]),
            _number(measure["current"]),
            _target(measure["target"]),
            "-" if measure["percentage"] is None else f"{measure['percentage']} %",
            f"{stops['achieved']} of {stops['total']}",
            str(goal["entries"]),
            f"{goal['lifecycle_status']}, {goal['achievement_status']}",
        )
    return table


def _inbox(stack: Stack, person_id: UUID) -> list[dict[str, Any]]:
    url = f"{stack.notifications_url}/v1/people/{person_id}/inbox?limit={PAGE}"
    page = stack.ask("GET", url).json()
    messages: list[dict[str, Any]] = page["messages"]
    while page["next"] is not None:
        page = stack.ask("GET", f"{url}&after={page['next']}").json()
        messages += page["messages"]
    return messages


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _target(target: Mapping[str, Any]) -> str:
    strict = bool(target.get("strict"))
    if target.get("high") is not None:
        return f"{'<' if strict else '≤'} {target['high']:g}"
    return f"{'>' if strict else '≥'} {target['low']:g}"
