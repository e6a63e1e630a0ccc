"""Answers to repeated requests are known for some days, and then forgotten."""

import os
import subprocess
import sys

import psycopg
import pytest

from services.goals.pruning import prune, pruning
from services.goals.sequencing import connect
from tests.support.examples import CLIENT
from tests.support.goals_api import GoalsApi
from tests.support.patience import eventually
from tests.support.relaying import BUS_KEY
from tests.support.servers import Urls

DAYS = 7


def create(goals_api: GoalsApi, key: str) -> str:
    """Create a goal under a key; return its id."""
    body = {"client_id": str(CLIENT), "own_words": "Sleep better"}
    answer = goals_api.send(
        "POST", "/v1/goals", {"Idempotency-Key": key}, json=body
    ).get_json()
    return str(answer["id"])


def let_pass(urls: Urls, interval: str) -> None:
    """Let some time pass for every answer that is kept."""
    with psycopg.connect(urls.admin) as connection:
        connection.execute(
            "UPDATE idempotency SET created_at = created_at - %s::interval",
            (interval,),
        )


def kept(urls: Urls) -> list[str]:
    """Return the keys whose answers are kept."""
    with psycopg.connect(urls.admin) as connection:
        rows = connection.execute("SELECT key FROM idempotency ORDER BY key")
        return [key for (key,) in rows]


def test_an_answer_is_repeated_until_it_is_too_old(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    first = create(goals_api, "monday")
    relay = connect(goals_db.relay, "test")

    let_pass(goals_db, "6 days 23 hours")
    assert prune(relay, DAYS) == 0
    assert create(goals_api, "monday") == first

    let_pass(goals_db, "2 hours")
    assert prune(relay, DAYS) == 1
    assert create(goals_api, "monday") != first
    relay.close()


def test_a_batch_takes_the_oldest_and_no_more_than_it_may(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    for key in ("a", "b", "c", "d"):
        create(goals_api, key)
        let_pass(goals_db, "3 days")

    with connect(goals_db.relay, "test") as relay:
        counts = [prune(relay, DAYS, 1), prune(relay, DAYS, 1), prune(relay, DAYS, 1)]

    assert counts == [1, 1, 0]
    assert kept(goals_db) == ["c", "d"]


def test_it_goes_on_by_itself_and_once_more_when_the_database_was_away(
    goals_api: GoalsApi, goals_db: Urls, capsys: pytest.CaptureFixture[str]
) -> None:
    attempts = iter([psycopg.OperationalError("nobody home")])

    def reach() -> psycopg.Connection:
        for error in attempts:
            raise error
        return connect(goals_db.relay, "test")

    create(goals_api, "early")
    let_pass(goals_db, "8 days")

    with pruning(reach, DAYS, every=0.01):
        eventually(lambda: kept(goals_db) == [])
        create(goals_api, "late")
        let_pass(goals_db, "8 days")
        eventually(lambda: kept(goals_db) == [])

    written = capsys.readouterr().out
    assert "OperationalError" in written
    assert "nobody home" not in written


def test_the_relay_clears_away_a_long_past(
    goals_api: GoalsApi, goals_db: Urls, redis_url: str
) -> None:
    with psycopg.connect(goals_db.admin) as connection:
        connection.execute(
            "INSERT INTO idempotency SELECT 'system:test', n::text, '', 200,"
            " gen_random_uuid(), 1, '', now() - interval '2 days'"
            " FROM generate_series(1, 2500) AS n"
        )
    create(goals_api, "today")
    told = {
        "GOALS_RELAY_DATABASE_URL": goals_db.relay,
        "REDIS_URL": redis_url,
        "BUS_KEY": BUS_KEY.hex(),
        "IDEMPOTENCY_DAYS": "1",
    }

    with subprocess.Popen(
        [sys.executable, "-m", "shared.cli", "relay"], env=os.environ | told
    ) as relay:
        try:
            eventually(lambda: kept(goals_db) == ["today"])
        finally:
            relay.terminate()

    assert relay.returncode == 0
