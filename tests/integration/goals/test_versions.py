"""Two writers of one goal: who has seen the newest version wins, the other is told."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.examples import MEASURE
from tests.support.goals_api import GOAL, GoalsApi, version_of
from tests.support.histories import active_goal, proposed_goal

ENTRY: dict[str, Any] = {
    "measure_id": str(MEASURE),
    "value": 1,
    "occurred_on": "2025-01-06",
}


def test_a_stale_version_is_refused_with_the_current_one(goals_api: GoalsApi) -> None:
    goals_api.given(*active_goal())

    response = goals_api.post("/progress", {"If-Match": '"4"'}, **ENTRY)

    assert response.status_code == HTTPStatus.PRECONDITION_FAILED
    assert response.get_json() == {
        "type": "VersionIsStale",
        "title": "The record has changed since that version;"
        " read it again and decide anew.",
        "status": 412,
        "version": 5,
    }
    assert goals_api.new_facts() == []


def test_the_version_of_an_answer_is_the_one_to_match_next(goals_api: GoalsApi) -> None:
    goals_api.given(*proposed_goal())
    shown = goals_api.get(f"/v1/goals/{GOAL}")

    first = goals_api.post(
        "/agreements", {"If-Match": shown.headers["ETag"]}, party="client"
    )
    second = goals_api.post(
        "/agreements", {"If-Match": first.headers["ETag"]}, party="clinician"
    )

    assert [version_of(first), version_of(second)] == [3, 4]


@pytest.mark.parametrize("version", ["3", 'W/"3"', '"-1"', '"x"', '"1","2"', "*"])
def test_a_version_is_sent_as_the_etag_shows_it(
    goals_api: GoalsApi, version: str
) -> None:
    goals_api.given(*active_goal())

    response = goals_api.post("/progress", {"If-Match": version}, **ENTRY)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert goals_api.new_facts() == []


def test_of_fifty_parallel_commands_on_one_version_one_is_carried_out(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())

    answers = at_once(goals_api, 50, {"If-Match": '"5"'})

    assert Counter(answer.status_code for answer in answers) == {
        HTTPStatus.CREATED: 1,
        HTTPStatus.PRECONDITION_FAILED: 49,
    }
    assert len(goals_api.new_facts()) == 1


def test_parallel_commands_that_match_no_version_are_decided_again_or_refused(
    goals_api: GoalsApi,
) -> None:
    goals_api.given(*active_goal())

    answers = at_once(goals_api, 12, {}, writers=3)

    by_status = Counter(answer.status_code for answer in answers)
    assert set(by_status) <= {HTTPStatus.CREATED, HTTPStatus.CONFLICT}
    assert by_status[HTTPStatus.CREATED] == len(goals_api.new_facts())
    assert by_status[HTTPStatus.CREATED] >= 4


def at_once(
    goals_api: GoalsApi, count: int, headers: dict[str, str], *, writers: int = 16
) -> list[TestResponse]:
    with ThreadPoolExecutor(writers) as pool:
        return list(
            pool.map(
                lambda _: goals_api.post("/progress", headers, **ENTRY), range(count)
            )
        )
