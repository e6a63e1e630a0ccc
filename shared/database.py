"""
PostgreSQL as every service uses it: engines, roles and migrations.

Each service has a database of its own, owned by the role that migrates it;
the roles that its processes use may do only what the migrations grant them.
"""

import select
from collections import defaultdict
from collections.abc import Iterable

import psycopg
import sqlalchemy as sa
from psycopg import sql

KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# A worker that stops in the middle of a transaction must not hold others up.
STEADY_ROLES = ("_relay", "_worker")
PROVISIONING = 0x67756964  # the advisory lock: one provision at a time


def make_engine(url: str, *, pool_size: int = 4, application_name: str) -> sa.Engine:
    """Return an engine whose connections notice a dead server within seconds."""
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,  # an error in a log must not quote a row
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=5,
        connect_args=KEEPALIVE
        | {
            "application_name": application_name,
            "connect_timeout": 5,
            "options": "-c timezone=UTC",
        },
    )
    sa.event.listen(engine, "checkout", _must_be_open)
    return engine


def provision(admin_url: str, urls: Iterable[str]) -> None:
    """
    Create the roles and databases that some URLs name; harmless to repeat.

    A database belongs to the role of its URLs whose name ends in ``_owner``;
    nobody but the roles named for it may connect.
    """
    by_database: defaultdict[str, list[sa.URL]] = defaultdict(list)
    for url in map(sa.make_url, urls):
        by_database[url.database or ""].append(url)
    with psycopg.connect(libpq_url(admin_url), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (PROVISIONING,))
        for database, members in by_database.items():
            for url in members:
                _create_role(connection, url)
            _create_database(connection, database, members)


def migrate(package: str, owner_url: str) -> None:
    """Bring a service's database to the newest version of its migrations."""
    # Every process imports this module; only a migration pays for Alembic.
    from shared.migrations import upgrade  # noqa: PLC0415

    engine = make_engine(owner_url, pool_size=1, application_name="migrate")
    try:
        with engine.begin() as connection:
            upgrade(package, connection)
    finally:
        engine.dispose()


def libpq_url(url: str) -> str:
    """Return a URL that psycopg itself understands, without SQLAlchemy's driver."""
    plain = sa.make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def _must_be_open(connection: psycopg.Connection, *_pool: object) -> None:
    """
    Replace a pooled connection that the server closed while it lay idle.

    Nothing is due on an idle connection, so one that can be read from has ended;
    asking the socket costs microseconds, asking the server a round trip.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise sa.exc.DisconnectionError


def _create_role(connection: psycopg.Connection, url: sa.URL) -> None:
    name, password = url.username or "", str(url.password or "")
    role = sql.Identifier(name)
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
    if not known.fetchone():
        connection.execute(sql.SQL("CREATE ROLE {}").format(role))
    # The server is told the SCRAM verifier only, so no log can show the password.
    verifier = connection.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    )
    connection.execute(
        sql.SQL(
            "ALTER ROLE {} LOGIN NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD {}"
        ).format(role, verifier.decode())
    )
    if name.endswith(STEADY_ROLES):
        for setting, value in (
            ("idle_in_transaction_session_timeout", "10s"),
            ("lock_timeout", "5s"),
        ):
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    role, sql.Identifier(setting), value
                )
            )


def _create_database(
    connection: psycopg.Connection, name: str, members: Iterable[sa.URL]
) -> None:
    database = sql.Identifier(name)
    names = [url.username or "" for url in members]
    owner = sql.Identifier(next(name for name in names if name.endswith("_owner")))
    # An administrator who is no superuser may act only for roles it belongs to.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    if not known.fetchone():
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
            ).format(database, owner)
        )
    connection.execute(
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database)
    )
    connection.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            database, sql.SQL(", ").join(map(sql.Identifier, names))
        )
    )
    connection.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner))
