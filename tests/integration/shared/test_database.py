"""Roles and databases: made once, owned rightly, closed to everybody else."""

import os
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from shared.database import make_engine, provision
from tests.support.servers import Servers


@pytest.fixture
def admin(servers: Servers) -> str:
    return servers.postgres


@pytest.fixture
def urls(admin: str) -> Iterator[dict[str, str]]:
    yield from _example(admin, f"example{os.getpid()}")


@pytest.fixture
def strangers(admin: str) -> Iterator[dict[str, str]]:
    yield from _example(admin, f"stranger{os.getpid()}")


def _example(admin: str, name: str) -> Iterator[dict[str, str]]:
    roles = {role: f"{name}_{role}" for role in ("owner", "api", "worker")}
    yield {
        role: sa.make_url(admin)
        .set(username=username, password=name, database=name)
        .render_as_string(hide_password=False)
        for role, username in roles.items()
    }
    with psycopg.connect(admin, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(drop.format(sql.Identifier(name)))
        for username in roles.values():
            drop = sql.SQL("DROP ROLE IF EXISTS {}")
            connection.execute(drop.format(sql.Identifier(username)))


def test_the_owner_owns_the_database_and_can_make_tables(
    admin: str, urls: dict[str, str]
) -> None:
    provision(admin, urls.values())

    with psycopg.connect(urls["owner"]) as connection:
        connection.execute("CREATE TABLE things (id int)")


def test_provisioning_twice_changes_nothing(admin: str, urls: dict[str, str]) -> None:
    provision(admin, urls.values())

    provision(admin, urls.values())

    psycopg.connect(urls["api"]).close()


def test_no_role_is_anything_special(admin: str, urls: dict[str, str]) -> None:
    provision(admin, urls.values())

    with psycopg.connect(urls["api"]) as connection:
        special = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE things (id int)")
    assert special == (False, False, False, False, False)


def test_a_stopped_worker_cannot_hold_others_up(
    admin: str, urls: dict[str, str]
) -> None:
    provision(admin, urls.values())

    with psycopg.connect(urls["worker"]) as connection:
        timeouts = connection.execute(
            "SELECT current_setting('idle_in_transaction_session_timeout'),"
            " current_setting('lock_timeout')"
        ).fetchone()
    assert timeouts == ("10s", "5s")


def test_another_services_role_cannot_connect(
    admin: str, urls: dict[str, str], strangers: dict[str, str]
) -> None:
    provision(admin, [*urls.values(), *strangers.values()])

    intruder = sa.make_url(strangers["api"]).set(
        database=sa.make_url(urls["api"]).database
    )

    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(intruder.render_as_string(hide_password=False))


def test_an_engine_speaks_utc(admin: str) -> None:
    engine = make_engine(admin, application_name="test")

    with engine.connect() as connection:
        zone = connection.scalar(sa.text("SHOW timezone"))

    engine.dispose()
    assert zone == "UTC"
