"""Commands over HTTP: the answer, and what was recorded."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.goals import (
    GoalAchieved,
    MilestoneAchieved,
    Party,
    ProgressRecorded,
)
from tests.support.examples import (
    CLIENT,
    MEASURE,
    MILESTONE,
    goal_agreed,
    goal_created,
    milestone_added,
    progress_recorded,
)
from tests.support.goals_api import CLINIC, GOAL, GoalsApi, version_of
from tests.support.histories import active_goal, proposed_goal

WORDS = "Sleep better"
TARGET = {"low": 7}


def test_a_goal_lives_from_its_first_words_to_its_completion(
    goals_api: GoalsApi,
) -> None:
    created = goals_api.send(
        "POST", "/v1/goals", json={"client_id": str(CLIENT), "own_words": WORDS}
    )
    goal = f"/v1/goals/{created.get_json()['id']}"
    today = datetime.now(UTC).date().isoformat()  # noqa: TID251 - the API's own clock
    steps = [
        (
            "/measures",
            {"measure_id": str(MEASURE), "kind": "numeric", "target": TARGET},
        ),
        (
            "/milestones",
            {
                "milestone_id": str(MILESTONE),
                "measure_id": str(MEASURE),
                "target": {"low": 4},
            },
        ),
        ("/agreements", {"party": "client", "importance": 8}),
        ("/agreements", {"party": "clinician"}),
        ("/activation", {"start_on": today, "review_every_weeks": 4}),
        (
            "/progress",
            {"measure_id": str(MEASURE), "value": 4, "occurred_on": today},
        ),
        ("/adjustments", {"measure_id": str(MEASURE), "step": 2, "reason": "Slower"}),
        ("/pause", {"reason": "A journey"}),
        ("/resumption", {}),
        (
            "/progress",
            {"measure_id": str(MEASURE), "value": 7.5, "occurred_on": today},
        ),
        ("/completion", {"note": "Well done"}),
    ]

    versions = [
        version_of(goals_api.send("POST", goal + path, json=body))
        for path, body in steps
    ]
    shown = goals_api.get(goal).get_json()

    assert created.status_code == HTTPStatus.CREATED
    assert versions == [2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14]
    assert (shown["lifecycle_status"], shown["achievement_status"]) == (
        "completed",
        "achieved",
    )
    assert shown["own_words"] == WORDS
    assert shown["measures"][0]["current"] == 7.5
    assert shown["milestones"][0]["reached"] is True


def test_what_an_entry_shows_is_recorded_with_it(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal(milestone_added()))

    answer = goals_api.post(
        "/progress", measure_id=str(MEASURE), value=8, occurred_on="2025-01-06"
    )

    facts = goals_api.new_facts()
    assert [type(fact) for fact in facts] == [
        ProgressRecorded,
        MilestoneAchieved,
        GoalAchieved,
    ]
    assert answer.get_json() == {
        "id": str(GOAL),
        "version": 9,
        "entry_id": str(facts[0].entry_id),
        "events": [fact.type for fact in facts],
    }


def test_an_entry_is_put_right_at_its_own_address(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal(), progress_recorded(3))
    [entry] = [fact.entry_id for fact in goals_api.facts()[-1:]]

    answer = goals_api.post(f"/progress/{entry}/corrections", new_value=2, why="A slip")

    assert answer.status_code == HTTPStatus.CREATED
    [corrected] = goals_api.new_facts()
    assert (corrected.old_value, corrected.new_value) == (3, 2)


def test_a_broken_rule_is_a_problem_and_records_nothing(goals_api: GoalsApi) -> None:
    goals_api.given(goal_created())

    response = goals_api.post("/progress", value=5, occurred_on="2025-01-06")

    assert response.status_code == HTTPStatus.CONFLICT
    assert response.content_type == "application/problem+json"
    assert response.get_json() == {
        "type": "GoalIsNotActive",
        "title": "Progress is recorded on active goals only.",
        "status": 409,
    }
    assert goals_api.new_facts() == []


def test_what_could_never_be_right_is_unprocessable(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal())

    response = goals_api.post(
        "/progress", measure_id=str(MEASURE), value=1, occurred_on="2999-01-01"
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.get_json()["type"] == "DateIsInTheFuture"
    assert goals_api.new_facts() == []


def test_saying_yes_twice_succeeds_and_changes_nothing(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal(), goal_agreed(Party.CLIENT))

    answer = goals_api.post("/agreements", party="client")

    assert version_of(answer) == 3
    assert answer.get_json()["events"] == []
    assert goals_api.new_facts() == []


@pytest.mark.parametrize("path", ["/agreements", "/measures", "/milestones"])
def test_an_unknown_goal_is_not_found(goals_api: GoalsApi, path: str) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "/agreements": {"party": "client"},
        "/measures": {"kind": "count", "target": TARGET},
        "/milestones": {"words": "Call her"},
    }

    response = goals_api.post(path, **bodies[path])

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert response.get_json()["type"] == "GoalDoesNotExist"


def test_another_clinics_goal_is_not_found(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal())
    elsewhere = {"Guidepost-Clinic": str(UUID(int=7))}

    answers = [
        goals_api.post("/agreements", elsewhere, party="client"),
        goals_api.get(f"/v1/goals/{GOAL}", elsewhere),
        goals_api.get(f"/v1/goals/{GOAL}/history", elsewhere),
    ]

    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert goals_api.new_facts() == []


def test_a_goal_is_made_for_a_clinic(goals_api: GoalsApi) -> None:
    body = {"goal_id": str(GOAL), "client_id": str(CLIENT), "own_words": WORDS}

    refused = goals_api.send("POST", "/v1/goals", {"Guidepost-Clinic": ""}, json=body)
    made = goals_api.send("POST", "/v1/goals", json=body)
    again = goals_api.send("POST", "/v1/goals", json=body)

    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert refused.get_json()["title"] == "Send Guidepost-Clinic as a UUID."
    assert made.get_json()["id"] == str(GOAL)
    assert goals_api.get(f"/v1/goals/{GOAL}").get_json()["clinic_id"] == str(CLINIC)
    assert again.status_code == HTTPStatus.CONFLICT
    assert again.get_json()["type"] == "GoalAlreadyExists"


def test_the_actor_and_the_trace_are_recorded_with_the_fact(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*proposed_goal())
    actor = f"clinician:{UUID(int=5)}"
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"

    goals_api.post(
        "/agreements",
        {"Guidepost-Actor": actor, "traceparent": trace},
        party="clinician",
    )

    event = goals_api.get(f"/v1/goals/{GOAL}/history").get_json()["events"][-1]
    assert (event["actor"], event["traceparent"]) == (actor, trace)


def test_what_follows_from_an_entry_names_it_as_the_cause(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal())

    goals_api.post(
        "/progress", measure_id=str(MEASURE), value=8, occurred_on="2025-01-06"
    )

    history = goals_api.get(f"/v1/goals/{GOAL}/history").get_json()["events"]
    entry, achieved = history[-2:]
    assert achieved["causationid"] == entry["id"]
    assert "causationid" not in entry


def test_recorded_at_never_runs_backwards_in_a_stream(demo_api: GoalsApi) -> None:
    demo_api.given(*active_goal())
    clock = {"Guidepost-Clock": "2025-01-06T20:00:00+00:00"}

    for value in (1, 2):
        demo_api.post(
            "/progress",
            clock,
            measure_id=str(MEASURE),
            value=value,
            occurred_on="2025-01-06",
        )

    events = demo_api.get(f"/v1/goals/{GOAL}/history").get_json()["events"]
    first, second = (datetime.fromisoformat(event["time"]) for event in events[-2:])
    assert second - first == timedelta(microseconds=1)


def test_today_is_the_date_where_the_client_lives(demo_api: GoalsApi) -> None:
    demo_api.given(goal_created(time_zone="Pacific/Auckland"), *active_goal()[1:])
    entry: dict[str, Any] = {
        "measure_id": str(MEASURE),
        "value": 1,
        "occurred_on": "2025-01-07",
    }

    early = demo_api.post(
        "/progress", {"Guidepost-Clock": "2025-01-06T10:59:00+00:00"}, **entry
    )
    midnight = demo_api.post(
        "/progress", {"Guidepost-Clock": "2025-01-06T11:00:00+00:00"}, **entry
    )

    assert early.get_json()["type"] == "DateIsInTheFuture"
    assert midnight.status_code == HTTPStatus.CREATED


def test_the_clock_cannot_be_set_where_it_is_real(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal())

    response = goals_api.post(
        "/agreements", {"Guidepost-Clock": "2025-01-06T20:00:00+00:00"}, party="client"
    )

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert goals_api.new_facts() == []
