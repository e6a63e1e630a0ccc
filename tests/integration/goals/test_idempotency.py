"""A named request is carried out once, however often and however many at a time."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from uuid import UUID

from shared.contracts.goals import GoalAgreed, Party
from tests.support.examples import (
    CLIENT,
    MEASURE,
    goal_agreed,
    goal_created,
)
from tests.support.goals_api import GoalsApi, version_of
from tests.support.histories import active_goal, proposed_goal

KEY = {"Idempotency-Key": "monday-entry"}
ENTRY: dict[str, Any] = {
    "measure_id": str(MEASURE),
    "value": 3,
    "occurred_on": "2025-01-06",
}


def test_a_repeated_request_gets_the_same_answer_and_records_nothing_more(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())

    first = goals_api.post("/progress", KEY, **ENTRY)
    second = goals_api.post("/progress", KEY, **ENTRY)

    assert first.status_code == second.status_code == HTTPStatus.CREATED
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert len(goals_api.new_facts()) == 1


def test_a_goal_is_created_once_though_its_id_is_made_here(
    goals_api: GoalsApi,
) -> None:
    body = {"client_id": str(CLIENT), "own_words": "Sleep better"}

    answers = [goals_api.send("POST", "/v1/goals", KEY, json=body) for _ in range(3)]

    assert len({answer.data for answer in answers}) == 1
    listed = goals_api.get(f"/v1/clients/{CLIENT}/goals").get_json()["goals"]
    assert [goal["id"] for goal in listed] == [answers[0].get_json()["id"]]


def test_the_answer_is_repeated_before_versions_and_rules_are_looked_at(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*proposed_goal(), goal_agreed(Party.CLIENT))
    seen = {"If-Match": '"3"', **KEY}
    first = goals_api.post("/agreements", seen, party="clinician")
    goals_api.post("/cancellation", reason="Moved away")

    again = goals_api.post("/agreements", seen, party="clinician")

    assert version_of(again) == version_of(first) == 4
    assert again.data == first.data


def test_a_key_with_another_body_is_refused_and_records_nothing(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())
    goals_api.post("/progress", KEY, **ENTRY)

    other = goals_api.post("/progress", KEY, **{**ENTRY, "value": 4})
    elsewhere = goals_api.post("/pause", KEY)

    for refused in (other, elsewhere):
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert refused.get_json()["type"] == "KeyWasUsedOtherwise"
    assert len(goals_api.new_facts()) == 1


def test_somebody_else_does_not_get_an_answer_by_guessing_a_key(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())
    goals_api.post("/progress", KEY, **ENTRY)
    somebody = {"Guidepost-Actor": f"client:{UUID(int=3)}", **KEY}

    refused = goals_api.post("/progress", somebody, **ENTRY)

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_refusal_is_not_kept(goals_api: GoalsApi) -> None:
    goals_api.given(goal_created())
    refused = goals_api.post("/progress", KEY, **ENTRY)
    goals_api.given(*active_goal()[1:])

    accepted = goals_api.post("/progress", KEY, **ENTRY)

    assert refused.status_code == HTTPStatus.CONFLICT
    assert accepted.status_code == HTTPStatus.CREATED


def test_fifty_parallel_requests_with_one_key_record_one_event(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())

    with ThreadPoolExecutor(16) as pool:
        answers = list(
            pool.map(lambda _: goals_api.post("/progress", KEY, **ENTRY), range(50))
        )

    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}
    assert len({answer.data for answer in answers}) == 1
    assert len(goals_api.new_facts()) == 1


def test_a_request_that_changes_nothing_is_remembered_too(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal(), goal_agreed(Party.CLIENT))
    goals_api.post("/agreements", KEY, party="client")
    goals_api.post("/agreements", party="clinician")

    again = goals_api.post("/agreements", KEY, party="client")

    assert version_of(again) == 3
    assert goals_api.new_facts() == [GoalAgreed(party=Party.CLINICIAN)]
