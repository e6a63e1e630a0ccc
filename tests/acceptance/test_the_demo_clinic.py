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
from tests.support.goals_api import TOKEN, GoalsApi
from tests.support.house import House

# (week, client, goal, what): worked out from docs/domain.md section 7, not printed.
CELEBRATED = {
    (1, "Maya", "1", "milestone"),
    (2, "Maya", "1", "milestone"),
    (7, "Maya", "1", "milestone"),
    (12, "Maya", "1", "goal"),
    (4, "Maya", "2", "milestone"),
    (8, "Maya", "2", "milestone"),
    (10, "Maya", "2", "goal"),
    (2, "Maya", "3", "milestone"),
    (7, "Maya", "3", "milestone"),
    (11, "Maya", "3", "goal"),
    (2, "Jon", "4", "milestone"),
    (4, "Jon", "4", "milestone"),
    (8, "Jon", "4", "goal"),
    (6, "Jon", "5", "2 milestones"),
    (10, "Jon", "5", "goal"),
    (2, "Jon", "6", "milestone"),
    (4, "Jon", "6", "milestone"),
    (9, "Jon", "6", "goal"),
    (6, "Priya", "7", "milestone"),
    (10, "Priya", "7", "milestone"),
    (12, "Priya", "7", "goal"),
    (3, "Priya", "8", "milestone"),
    (7, "Priya", "8b", "milestone"),
    (9, "Priya", "8b", "milestone"),
    (12, "Priya", "8b", "goal"),
    (6, "Priya", "9", "milestone"),
    (10, "Priya", "9", "milestone"),
    (12, "Priya", "9", "goal"),
    (1, "Sam", "10", "milestone"),
    (7, "Sam", "10", "milestone"),
    (12, "Sam", "10", "goal"),
    (2, "Sam", "11", "milestone"),
    (10, "Sam", "11", "goal"),
    (7, "Sam", "12", "milestone"),
}
WHAT = {
    "You reached a milestone!": "milestone",
    "Milestone reached": "milestone",
    "2 milestones reached": "2 milestones",
    "You achieved your goal!": "goal",
    "Goal achieved": "goal",
}

# by goal: lifecycle, achievement, current, percentage, milestones and entries
AT_WEEK_6 = {
    "1": ("active", "improving", 6, 86, "2 of 3", 26),
    "2": ("active", "improving", 12, 38, "1 of 2", 3),
    "3": ("active", "improving", 3, 38, "1 of 2", 3),
    "4": ("active", "improving", 2, 67, "2 of 2", 7),
    "5": ("active", "improving", 12, 67, "2 of 2", 3),
    "6": ("active", "improving", 3, 50, "2 of 2", 20),
    "7": ("active", "no-change", -1, 0, "1 of 2", 3),
    "8": ("cancelled", "improving", 1, 25, "1 of 2", 7),
    "8b": ("active", "improving", 1, 25, "0 of 2", 1),
    "9": ("active", "improving", 5, 60, "1 of 2", 3),
    "10": ("on-hold", "improving", 4, 40, "1 of 2", 4),
    "11": ("active", "improving", 1, 50, "1 of 1", 3),
    "12": ("active", "sustaining", 4, None, "0 of 1", 24),
}
AT_WEEK_12 = {
    "1": ("active", "sustaining", 7, 100, "3 of 3", 66),
    "2": ("active", "achieved", 6, 100, "2 of 2", 6),
    "3": ("active", "achieved", 8, 100, "2 of 2", 8),
    "4": ("active", "achieved", 3, 100, "2 of 2", 24),
    "5": ("active", "achieved", 8, 100, "2 of 2", 6),
    "6": ("active", "achieved", 5, 100, "2 of 2", 50),
    "7": ("active", "achieved", 0, 100, "2 of 2", 8),
    "8": ("cancelled", "improving", 1, 25, "1 of 2", 7),
    "8b": ("active", "achieved", 4, 100, "2 of 2", 19),
    "9": ("active", "achieved", 7, 100, "2 of 2", 6),
    "10": ("active", "achieved", 10, 100, "2 of 2", 10),
    "11": ("active", "achieved", 2, 100, "1 of 1", 13),
    "12": ("active", "sustaining", 4, None, "1 of 1", 49),
}
# by goal: kind, baseline and target
MEASURED = {
    "1": ("practice", 0, "from 7"),
    "2": ("gad7", 15, "below 8"),
    "3": ("count", 0, "from 8"),
    "4": ("practice", 0, "from 3"),
    "5": ("phq9", 18, "below 10"),
    "6": ("practice", 1, "from 5"),
    "7": ("gas", -1, "from 0"),
    "8": ("practice", 0, "from 4"),
    "8b": ("practice", 0, "from 4"),
    "9": ("gbo", 2, "from 7"),
    "10": ("count", 0, "from 10"),
    "11": ("practice", 0, "from 2"),
    "12": ("practice", 4, "from 4"),
}
# by goal: adjustments, setbacks and the last review
TURNS = {
    **dict.fromkeys(MEASURED, (0, 0, "2025-03-07")),
    "1": (2, 1, "2025-03-07"),
    "8": (0, 0, "2025-02-07"),
    "10": (0, 0, "2025-03-28"),
    "11": (2, 0, "2025-03-07"),
}
DUE = "2025-03-30"
DAY_AFTER = date(2025, 3, 31)


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
