"""Reading on the write side: the goal as it stands, its history, a client's goals."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from shared.contracts.goals import MeasureKind, Target
from tests.support.examples import (
    CLIENT,
    MEASURE,
    MONDAY,
    goal_created,
    milestone_added,
    progress_recorded,
)
from tests.support.goals_api import GOAL, GoalsApi, append
from tests.support.histories import active_goal, proposed_goal


def test_a_goal_is_shown_as_it_stands(goals_api: GoalsApi) -> None:
    goals_api.given(
        *active_goal(
            milestone_added(),
            kind=MeasureKind.COUNT,
            target=Target(low=10),
            unit="walks",
        ),
        progress_recorded(3),
    )

    response = goals_api.get(f"/v1/goals/{GOAL}")

    shown = response.get_json()
    assert response.headers["ETag"] == '"7"'
    assert shown["version"] == 7
    assert shown["own_words"] == "Sleep better"
    assert shown["lifecycle_status"] == "active"
    assert shown["agreed"] == ["client", "clinician"]
    assert shown["start_on"] == MONDAY.isoformat()
    assert shown["entries"] == 1
    assert shown["measures"][0]["unit"] == "walks"
    assert shown["measures"][0]["target"] == {"low": 10, "high": None, "strict": False}
    assert shown["milestones"][0]["reached"] is False


def test_a_goal_that_was_seen_is_not_sent_again(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal())
    seen = {"If-None-Match": goals_api.get(f"/v1/goals/{GOAL}").headers["ETag"]}

    same = goals_api.get(f"/v1/goals/{GOAL}", seen)
    goals_api.post("/agreements", party="client")
    changed = goals_api.get(f"/v1/goals/{GOAL}", seen)

    assert (same.status_code, same.data) == (HTTPStatus.NOT_MODIFIED, b"")
    assert changed.status_code == HTTPStatus.OK


def test_a_history_is_read_page_by_page(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal())
    address = f"/v1/goals/{GOAL}/history?limit=2&after="

    pages, after = [], 0
    while after is not None:
        page = goals_api.get(f"{address}{after}").get_json()
        pages.append([event["streamversion"] for event in page["events"]])
        after = page["next"]

    assert pages == [[1, 2], [3, 4], [5]]


def test_a_clients_goals_are_listed_page_by_page(goals_api: GoalsApi) -> None:
    ids = [UUID(int=number) for number in range(1, 4)]
    for goal_id in ids:
        append(goals_api.engine, goal_id, *proposed_goal())
    append(goals_api.engine, GOAL, goal_created(), client_id=UUID(int=99))
    address = f"/v1/clients/{CLIENT}/goals?limit=2"

    first = goals_api.get(address).get_json()
    second = goals_api.get(f"{address}&after={first['next']}").get_json()

    listed = first["goals"] + second["goals"]
    assert [goal["id"] for goal in listed] == [str(goal_id) for goal_id in ids]
    assert {goal["version"] for goal in listed} == {2}
    assert second["next"] is None


def test_another_clinic_sees_none_of_a_clients_goals(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal())

    page = goals_api.get(
        f"/v1/clients/{CLIENT}/goals", {"Guidepost-Clinic": str(UUID(int=8))}
    )

    assert page.get_json() == {"goals": [], "next": None}


def test_a_goal_reads_the_same_from_its_snapshot(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal(kind=MeasureKind.COUNT, target=Target(low=1000)))
    entry: dict[str, Any] = {
        "measure_id": str(MEASURE),
        "value": 1,
        "occurred_on": "2025-01-06",
    }

    for _ in range(60):
        assert goals_api.post("/progress", **entry).status_code == HTTPStatus.CREATED

    shown = goals_api.get(f"/v1/goals/{GOAL}").get_json()
    assert (shown["version"], shown["entries"]) == (65, 60)
    assert shown["measures"][0]["current"] == 60
