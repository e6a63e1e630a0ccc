"""The store comes and goes: an answer says so, and the next request works again."""

from http import HTTPStatus
from typing import Any

import psycopg

from shared.database import make_engine
from tests.support.examples import MEASURE
from tests.support.goals_api import GOAL, GoalsApi
from tests.support.histories import active_goal
from tests.support.servers import Urls

ENTRY: dict[str, Any] = {
    "measure_id": str(MEASURE),
    "value": 1,
    "occurred_on": "2025-01-06",
}

CLOSE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE usename = 'goals_api' AND datname = current_database()
"""


def test_connections_that_were_closed_while_idle_are_not_noticed_by_callers(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    goals_api.given(*active_goal())
    assert goals_api.post("/progress", **ENTRY).status_code == HTTPStatus.CREATED
    with psycopg.connect(goals_db.admin) as connection:
        connection.execute(CLOSE)

    answers = [goals_api.post("/progress", **ENTRY) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}


def test_an_absent_store_is_a_problem_that_says_when_to_come_back(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    goals = goals_api.app.extensions["goals"].goals
    away = make_engine(
        goals_db.api.replace("/goals_test", "/no_such"), application_name="test"
    )
    goals_api.app.extensions["goals"] = goals_api.app.extensions["goals"]._replace(
        goals=type(goals)(away, goals.afterwards)
    )

    answers = [
        goals_api.post("/progress", **ENTRY),
        goals_api.get(f"/v1/goals/{GOAL}"),
        goals_api.get("/v1/events"),
    ]

    for answer in answers:
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert answer.headers["Retry-After"] == "2"
        assert answer.content_type == "application/problem+json"
        assert "goals_api" not in answer.text
    goals_api.app.extensions["goals"] = goals_api.app.extensions["goals"]._replace(
        goals=goals
    )
    away.dispose()
