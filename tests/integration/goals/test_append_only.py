"""Law 2, in the database: nobody but a superuser changes what was recorded."""

import psycopg
import pytest

from tests.support.examples import goal_created
from tests.support.goals_api import GOAL, GoalsApi, append
from tests.support.servers import Urls

CHANGES = [
    "UPDATE {} SET {} = NULL",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "DROP TABLE {} CASCADE",
]
COLUMNS = {"events": "body", "log": "chain"}


@pytest.mark.parametrize("role", ["api", "relay"])
@pytest.mark.parametrize("table", ["events", "log"])
@pytest.mark.parametrize("change", CHANGES)
def test_no_role_of_a_process_can_change_what_was_recorded(
    goals_api: GoalsApi, goals_db: Urls, role: str, table: str, change: str
) -> None:
    append(goals_api.engine, GOAL, goal_created())

    with (
        psycopg.connect(getattr(goals_db, role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(change.format(table, COLUMNS[table]))

    assert goals_api.facts() == [goal_created()]


@pytest.mark.parametrize("table", ["events", "log"])
@pytest.mark.parametrize("change", CHANGES[:3])
def test_not_even_the_owner_changes_what_was_recorded(
    goals_api: GoalsApi, goals_db: Urls, table: str, change: str
) -> None:
    append(goals_api.engine, GOAL, goal_created())

    with (
        psycopg.connect(goals_db.owner) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
    ):
        connection.execute(change.format(table, COLUMNS[table]))

    assert goals_api.facts() == [goal_created()]


def test_the_api_cannot_sequence_and_the_relay_cannot_write_events(
    goals_db: Urls,
) -> None:
    log = "INSERT INTO log VALUES (1, 1, decode(repeat('00', 32), 'hex'))"
    for url, forbidden in (
        (goals_db.api, log),
        (goals_db.api, "DELETE FROM pending"),
        (goals_db.relay, "INSERT INTO pending VALUES (1)"),
        (goals_db.relay, "INSERT INTO idempotency DEFAULT VALUES"),
        (goals_db.relay, "SELECT answer FROM idempotency"),
        (goals_db.relay, "UPDATE idempotency SET created_at = now()"),
        (goals_db.api, "DELETE FROM idempotency"),
    ):
        with (
            psycopg.connect(url) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(forbidden)
