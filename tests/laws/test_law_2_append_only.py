"""Law 2, append only: no role of the application can take back what was recorded."""

import psycopg
import pytest

from services.goals.sequencing import connect, sequence
from tests.support.relaying import assert_one_order, commit_events
from tests.support.servers import Urls

ATTEMPTS = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize(("table", "column"), [("events", "body"), ("log", "chain")])
@pytest.mark.parametrize("role", ["owner", "api", "relay"])
def test_nobody_changes_or_removes_what_was_recorded(
    goals_db: Urls, role: str, table: str, column: str, attempt: str
) -> None:
    commit_events(goals_db.api, 2)
    with connect(goals_db.relay, "test") as relay:
        sequence(relay, 10)

        with (
            psycopg.connect(getattr(goals_db, role)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(attempt.format(table=table, column=column).encode())

        assert_one_order(relay, goals_db.admin, 2)


def test_the_api_cannot_give_itself_a_position(goals_db: Urls) -> None:
    commit_events(goals_db.api, 1)

    with (
        psycopg.connect(goals_db.api) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("INSERT INTO log VALUES (1, 1, sha256('mine'))")


def test_the_relay_cannot_write_events(goals_db: Urls) -> None:
    with (
        psycopg.connect(goals_db.relay) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("INSERT INTO pending VALUES (1)")
