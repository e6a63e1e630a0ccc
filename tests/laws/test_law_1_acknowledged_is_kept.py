"""Law 1, acknowledged is kept: a command answered 2xx is stored, whatever dies."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest

from services.goals.processes import PROCESSES
from shared.embedded import ground
from shared.embedded.family import Family
from shared.processes import Process
from tests.support.examples import CLIENT
from tests.support.goals_api import GOAL, HEADERS, TOKEN, GoalsApi, goals_api
from tests.support.load import FACTS, Load, under_load
from tests.support.patience import eventually
from tests.support.running import Processes
from tests.support.servers import Urls

__all__ = ["goals_api"]

API: Process = next(one for one in PROCESSES if one.name == "goals-api")
MOMENTS = (23, 41)  # how many commands are answered before each kill


@pytest.fixture
def house(goals_db: Urls, redis_url: str, folder: Path) -> Iterator[Processes]:
    """Have the goals API as a process of its own."""
    family = Family()
    processes = Processes(
        folder=folder,
        settings={
            "GOALS_DATABASE_URL": goals_db.api,
            "GOALS_URL": f"http://{ground.LOCAL}:{ground.free_port()}",
            "REDIS_URL": redis_url,
            "BUS_KEY": bytes(32).hex(),
            "IDEMPOTENCY_KEY": bytes(range(32)).hex(),
            "GUIDEPOST_TOKEN": TOKEN,
        },
        family=family,
        known={API.name: API},
    )
    processes.start(API.name)
    yield processes
    processes.kill_all()
    family.close()


def stored(urls: Urls) -> dict[UUID, list[str]]:
    """Return the facts of each goal, by their types."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    with psycopg.connect(urls.admin) as connection:
        rows = connection.execute(
            "SELECT stream_id, type FROM events ORDER BY stream_id, version"
        )
        for goal_id, kind in rows:
            found[goal_id].append(kind)
    return found


def assert_kept(load: Load, urls: Urls) -> None:
    """Check that all that was acknowledged is there, and there once."""
    facts = stored(urls)
    assert load.surprises == []
    assert set(facts) == {life.goal_id for life in load.lives}
    for life in load.lives:
        for answer in life.acknowledged:
            begun = answer.version - len(answer.facts)
            assert facts[life.goal_id][begun : answer.version] == answer.facts
        assert facts[life.goal_id] == FACTS


def test_what_was_answered_before_a_kill_is_there_and_what_was_repeated_is_there_once(
    house: Processes, goals_db: Urls
) -> None:
    with under_load(house.settings) as load:
        for commands in MOMENTS:
            load.some_more(commands)
            house.restart(API.name)

    assert load.repeated > 0
    assert_kept(load, goals_db)


def test_a_command_whose_api_dies_before_the_commit_is_done_once_when_repeated(
    house: Processes, goals_db: Urls
) -> None:
    goals = f"{house.settings['GOALS_URL']}/v1/goals"
    asked = {"goal_id": str(GOAL), "client_id": str(CLIENT), "own_words": "Call home"}
    headers = {**HEADERS, "Idempotency-Key": "asked-twice"}

    with ThreadPoolExecutor() as pool, psycopg.connect(goals_db.admin) as admin:
        admin.execute("LOCK TABLE events IN SHARE MODE")
        first = pool.submit(httpx.post, goals, json=asked, headers=headers, timeout=90)
        eventually(lambda: waits_for_a_lock(admin))
        house.kill(API.name)
        admin.rollback()
        assert isinstance(first.exception(timeout=60), httpx.TransportError)
    house.start(API.name)
    again = httpx.post(goals, json=asked, headers=headers, timeout=60)

    assert again.status_code == 201
    assert stored(goals_db) == {GOAL: ["guidepost.goal.created.v1"]}


def waits_for_a_lock(admin: psycopg.Connection) -> bool:
    found = admin.execute(
        "SELECT FROM pg_locks JOIN pg_database d ON d.oid = database"
        " WHERE NOT granted AND datname = current_database()"
    )
    return bool(found.rowcount)


def test_connections_cut_at_any_moment_cost_nothing_that_was_answered(
    house: Processes, goals_db: Urls
) -> None:
    with (
        psycopg.connect(goals_db.admin, autocommit=True) as admin,
        under_load(house.settings) as load,
    ):
        for commands in MOMENTS:
            load.some_more(commands)
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = 'goals_api'"
            )
        load.some_more()

    assert_kept(load, goals_db)


def test_nothing_is_answered_before_it_is_in_the_store(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    asked = {"goal_id": str(GOAL), "client_id": str(CLIENT), "own_words": "Call home"}

    def create() -> int:
        client = goals_api.app.test_client()
        return client.post("/v1/goals", json=asked, headers=HEADERS).status_code

    with ThreadPoolExecutor() as pool, psycopg.connect(goals_db.admin) as admin:
        admin.execute("LOCK TABLE events IN SHARE MODE")
        answer = pool.submit(create)
        eventually(lambda: waits_for_a_lock(admin))
        too_early = answer.done()
        before = admin.execute("SELECT count(*) FROM events").fetchone()
        admin.rollback()

        assert not too_early
        assert answer.result(timeout=60) == 201

    assert before == (0,)
    assert stored(goals_db) == {GOAL: ["guidepost.goal.created.v1"]}


def test_what_follows_may_fail_and_the_command_is_kept_all_the_same(
    house: Processes, goals_db: Urls
) -> None:
    nowhere = f"redis://{ground.LOCAL}:{ground.free_port()}/0"
    house.kill(API.name)
    house.settings["REDIS_URL"] = nowhere
    house.start(API.name)

    with under_load(house.settings) as load:
        load.some_more(20)

    assert load.repeated == 0
    assert_kept(load, goals_db)
    with psycopg.connect(goals_db.admin) as admin:
        waiting = admin.execute("SELECT count(*) FROM pending").fetchone()
    assert waiting == (len(load.lives) * len(FACTS),)


def test_the_database_may_not_answer_before_the_disk_has_it(goals_db: Urls) -> None:
    with psycopg.connect(goals_db.api) as connection:
        shown = connection.execute("SHOW synchronous_commit").fetchone()

    assert shown == ("on",)
