"""After the reply: a hint for the relay and snapshots; the reply waits for neither."""

import time
from http import HTTPStatus
from typing import Any

import psycopg
import pytest
from redis import Redis

from services.goals import event_store
from services.goals.aggregates import GOAL as STATE
from services.goals.event_store import connected
from services.goals.snapshots import EVERY
from shared.contracts.goals import MeasureKind, Target
from shared.embedded.ground import free_port
from tests.support.examples import MEASURE, progress_recorded
from tests.support.goals_api import GOAL, GoalsApi, served, settings
from tests.support.histories import active_goal
from tests.support.patience import eventually
from tests.support.servers import Urls

ENTRY: dict[str, Any] = {
    "measure_id": str(MEASURE),
    "value": 1,
    "occurred_on": "2025-01-06",
}


def test_the_relay_is_told_after_a_commit(goals_api: GoalsApi, redis: Redis) -> None:
    goals_api.given(*active_goal())

    goals_api.post("/progress", **ENTRY)

    eventually(lambda: redis.llen("guidepost:hints") == 1)


def test_a_refused_command_gives_no_hint(goals_api: GoalsApi, redis: Redis) -> None:
    goals_api.given(*active_goal())

    goals_api.post("/progress", **{**ENTRY, "occurred_on": "2999-01-01"})
    goals_api.app.extensions["goals"].goals.afterwards.stop()

    assert redis.llen("guidepost:hints") == 0


def test_a_snapshot_is_kept_once_a_goal_has_grown(goals_api: GoalsApi) -> None:
    entries = [progress_recorded(1, entry=number) for number in range(EVERY)]
    history = active_goal(kind=MeasureKind.COUNT, target=Target(low=1000))
    goals_api.given(*history, *entries)

    goals_api.post("/progress", **ENTRY)

    def kept() -> int:
        with connected(goals_api.engine) as connection:
            found = event_store.load(connection, GOAL, STATE.kind.name).snapshot
            return found.version if found else 0

    eventually(lambda: kept() > 0)
    assert kept() == len(history) + EVERY + 1


def test_without_redis_commands_are_answered_as_fast_and_snapshots_kept(
    goals_db: Urls,
) -> None:
    serving = served(settings(goals_db, nowhere()))
    goals_api = next(serving)
    history = active_goal(kind=MeasureKind.COUNT, target=Target(low=1000))
    goals_api.given(*history)

    started = time.monotonic()
    answers = [goals_api.post("/progress", **ENTRY) for _ in range(EVERY)]
    took = time.monotonic() - started

    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}
    assert took < 0.2 * EVERY

    def kept() -> bool:
        with psycopg.connect(goals_db.admin) as connection:
            return bool(connection.execute("SELECT 1 FROM snapshots").fetchone())

    eventually(kept)
    with pytest.raises(StopIteration):
        next(serving)


def nowhere() -> str:
    return f"redis://127.0.0.1:{free_port()}/0"
