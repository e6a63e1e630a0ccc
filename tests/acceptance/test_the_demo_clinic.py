"""The demo clinic's twelve weeks, held to what was worked out by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from services.demo import story
from services.demo.cli import told
from services.demo.clinic.everybody import CLIENTS, GOALS
from services.demo.clinic.jon import JON
from services.demo.clinic.maya import MAYA
from services.demo.clinic.priya import ALOUD, KINDER, PRIYA, SISTER
from services.demo.days import MONDAY, Day
from services.demo.player import introduce, play, require_demo_clock
from services.demo.stack import DemoStopped, Stack
from services.demo.summary import Celebration, celebrations, standings
from services.demo.telling import DEMO_CLINIC, Telling
from services.goals.pruning import prune
from services.goals.sequencing import connect
from tests.support.demo_weeks import (
    AT_WEEK_6,
    AT_WEEK_12,
    CELEBRATED,
    DAY_AFTER,
    DUE,
    MEASURED,
    TURNS,
    WHAT,
)
from tests.support.goals_api import TOKEN, GoalsApi
from tests.support.house import House


def test_the_twelve_weeks_end_as_worked_out_by_hand_and_retelling_adds_nothing(
    house: House,
) -> None:
    telling = Telling()
    introduce(house.stack, telling)

    versions = play(house.stack, telling, story.steps(telling), lambda _step: None)
    house.let_it_arrive()

    once = celebrations(house.stack, telling)
    assert len(once) == len(CELEBRATED)
    assert set(map(celebrated, once)) == CELEBRATED
    found = standings(house.stack, telling, versions, DAY_AFTER)
    assert {goal["number"]: stands(goal) for goal in found} == AT_WEEK_12
    assert {goal["number"]: measured(goal) for goal in found} == MEASURED
    assert {goal["number"]: turns(goal) for goal in found} == TURNS

    forget_requests(house)
    again = play(house.stack, telling, story.steps(telling), lambda _step: None)
    house.let_it_arrive()
    assert again == versions
    assert celebrations(house.stack, telling) == once


def test_each_week_is_known_as_it_was_known_then(house: House) -> None:
    telling = Telling()
    play(house.stack, telling, story.steps(telling), lambda _step: None)
    house.let_it_arrive()

    assert known_after(house, telling, week=6) == AT_WEEK_6
    assert known_after(house, telling, week=12) == AT_WEEK_12
    sister = telling.id(SISTER.id)
    assert [levels(known(house, telling, week)[sister]) for week in (6, 8, 12)] == [
        {"client": -1, "clinician": -1},
        {"client": -1, "clinician": 0},
        {"client": 0, "clinician": 0},
    ]


def test_the_records_say_how_each_client_came_and_what_was_agreed(
    house: House,
) -> None:
    telling = Telling()
    play(house.stack, telling, story.steps(telling), lambda _step: None)

    clients = {
        client.name: house.stack.find(f"{house.stack.goals_url}/v1/clients/{found}")
        for client in CLIENTS
        for found in [telling.id(client.id)]
    }
    assert all(
        one and one["intake_completed_on"] == "2025-01-03" for one in clients.values()
    )
    jon, maya, priya = (clients[one.name] or {} for one in (JON, MAYA, PRIYA))
    assert [form["total"] for form in jon["forms"]] == [18, 16, 17, 12, 10, 9, 8]
    assert [form["total"] for form in maya["forms"]] == [15, 14, 12, 12, 9, 7, 6]
    [concern] = jon["safety_concerns"]
    assert concern["source"] == "item-nine"
    assert concern["occurred_on"] == concern["acknowledged_on"] == "2025-01-03"
    assert ranked(jon) == ["depression", "sleep"]
    assert ranked(priya) == ["trauma", "self-talk", "self-esteem"]
    facts = {goal.number: history(house, telling, goal.id) for goal in GOALS}
    assert all(reviewed(told) == {"present"} for told in facts.values())
    aloud, kinder = telling.id(ALOUD.id), telling.id(KINDER.id)
    [replaced] = data(facts["8"], "guidepost.goal.replaced.v1")
    [created] = data(facts["8b"], "guidepost.goal.created.v1")
    assert replaced["successor_id"] == str(aloud)
    assert created["replaces"] == str(kinder)
    [note] = data(facts["11"], "guidepost.goal.barrier-noted.v1")
    assert note["occurred_on"] == "2025-01-24"


def test_told_until_today_it_stops_now_beside_the_other_and_goes_on_later(
    house: House,
) -> None:
    wednesday = datetime(2026, 11, 25, 12, tzinfo=UTC)
    telling = told(until=wednesday.date())
    stack = replace(house.stack, clinic_id=telling.clinic_id)
    for one in (Telling(), telling):
        introduce(replace(stack, clinic_id=one.clinic_id), one)
    whole = play(house.stack, Telling(), story.steps(Telling()), lambda _step: None)

    play(stack, telling, story.steps(telling, until=wednesday), lambda _step: None)
    house.let_it_arrive()

    so_far = celebrations(stack, telling)
    assert set(map(celebrated, so_far)) == {one for one in CELEBRATED if one[0] < 12}
    assert max(one.at for one in so_far) < wednesday

    versions = play(stack, telling, story.steps(telling), lambda _step: None)
    house.let_it_arrive()
    assert set(map(celebrated, celebrations(stack, telling))) == CELEBRATED
    found = standings(stack, telling, versions, date(2026, 11, 30))
    assert {goal["number"]: stands(goal) for goal in found} == AT_WEEK_12
    assert sorted(versions.values()) == sorted(whole.values())


def test_a_stack_that_was_not_started_for_it_is_left_alone(
    goals_api: GoalsApi,
) -> None:
    real = Stack(
        goals_url="http://goals",
        notifications_url="http://notifications",
        reporting_url="http://reporting",
        token=TOKEN,
        clinic_id=DEMO_CLINIC,
        client=httpx.Client(transport=httpx.WSGITransport(app=goals_api.app)),
    )

    with pytest.raises(DemoStopped, match="not started for the demo"):
        require_demo_clock(real)

    assert goals_api.facts() == []


def celebrated(one: Celebration) -> tuple[int, str, str, str]:
    return one.week, one.client, one.goal, WHAT[one.title]


def stands(goal: Mapping[str, Any]) -> tuple[Any, ...]:
    [measure], stops = goal["measures"], goal["milestones"]
    return (
        goal["lifecycle_status"],
        goal["achievement_status"],
        measure["current"],
        measure["percentage"],
        f"{stops['achieved']} of {stops['total']}",
        goal["entries"],
    )


def measured(goal: Mapping[str, Any]) -> tuple[str, float, str]:
    [measure] = goal["measures"]
    assert measure["due_on"] == DUE
    target = measure["target"]
    if target.get("strict"):
        return measure["kind"], measure["baseline"], f"below {target['high']:g}"
    return measure["kind"], measure["baseline"], f"from {target['low']:g}"


def turns(goal: Mapping[str, Any]) -> tuple[int, int, str]:
    return goal["adjustments"], goal["setbacks"], goal["reviewed_on"]


def levels(goal: Mapping[str, Any]) -> dict[str, float]:
    [measure] = goal["measures"]
    assert measure["weight"] == 3
    return {one["rater"]: one["value"] for one in measure["raters"]}


def known(house: House, telling: Telling, week: int) -> dict[Any, dict[str, Any]]:
    """Return each goal as it was known at the end of a week, where its client lives."""
    found = {}
    for goal in GOALS:
        zone = ZoneInfo(goal.client.time_zone)
        midnight = datetime.combine(Day(week + 1, MONDAY).on(), time(), zone)
        goal_id = telling.id(goal.id)
        answer = house.stack.client.get(
            f"{house.stack.reporting_url}/v1/goals/{goal_id}/progress",
            params={"known_at": midnight.isoformat()},
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Guidepost-Clinic": str(telling.clinic_id),
            },
        )
        found[goal_id] = answer.raise_for_status().json()
    return found


def known_after(
    house: House, telling: Telling, *, week: int
) -> dict[str, tuple[Any, ...]]:
    then = known(house, telling, week)
    return {goal.number: stands(then[telling.id(goal.id)]) for goal in GOALS}


def ranked(client: Mapping[str, Any]) -> list[str]:
    concerns = sorted(client["concerns"], key=lambda concern: concern["rank"])
    return [concern["domain"] for concern in concerns]


def history(house: House, telling: Telling, name: Any) -> list[dict[str, Any]]:
    url = f"{house.stack.goals_url}/v1/goals/{telling.id(name)}/history?limit=1000"
    events: list[dict[str, Any]] = house.stack.ask("GET", url).json()["events"]
    return events


def data(events: Iterable[Mapping[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event["data"] for event in events if event["type"] == kind]


def reviewed(events: Iterable[Mapping[str, Any]]) -> set[str]:
    [review] = data(events, "guidepost.goal.wording-reviewed.v1")
    five = ("specific", "measurable", "achievable", "relevant", "time_bound")
    return {review[name] for name in five}


def forget_requests(house: House) -> None:
    """Let a week go by for the keys of requests."""
    with connect(house.relay_url, "test") as connection:
        prune(connection, days=0, most=10_000)
