"""
The servers under a whole stack, each of which a test may take away and bring back.

PostgreSQL is there twice, so that one service's database can be away without the
others'. Redis has its data on disk, as in production. The mail server keeps what it
takes in this very process.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError

from shared.database import libpq_url, migrate, provision
from shared.embedded import ground, postgres, valkey
from shared.embedded.children import Program, spawn
from shared.embedded.family import Family
from shared.first_start import DATABASES, database_setting, fresh_settings
from tests.support.patience import eventually

MAIN, OF_REPORTING = "postgres", "postgres-reporting"
KEPT = "goals_kept"


@dataclass(slots=True)
class Servers:
    """Two PostgreSQL servers and a Redis."""

    folder: Path
    family: Family
    databases: dict[str, postgres.Postgres]
    bus: valkey.Valkey

    def admin(self, service: str) -> str:
        """Return the superuser's URL of a service's database."""
        url = sa.make_url(self.databases[server_of(service)].url)
        return libpq_url(
            url.set(database=service).render_as_string(hide_password=False)
        )

    def settings(self) -> dict[str, str]:
        """Return the generated settings, at the addresses of these servers."""
        main, reporting = (
            urlsplit(self.databases[name].url).port for name in (MAIN, OF_REPORTING)
        )
        settings = fresh_settings(
            postgres=f"{ground.LOCAL}:{main}", redis=ground.LOCAL
        ) | {"POSTGRES_ADMIN_URL": self.databases[MAIN].url, "REDIS_URL": self.bus.url}
        for role in DATABASES["reporting"]:
            name = database_setting("reporting", role)
            moved = sa.make_url(settings[name]).set(port=reporting)
            settings[name] = moved.render_as_string(hide_password=False)
        return settings

    def set_up(self, settings: dict[str, str], service: str) -> None:
        """Make a service's roles and database, as ``guidepost migrate`` does."""
        urls = {
            role: settings[database_setting(service, role)]
            for role in DATABASES[service]
        }
        provision(self.databases[server_of(service)].url, urls.values())
        migrate(f"services.{service}.migrations", urls["owner"])

    def restart_redis(self) -> None:
        """Kill Redis and start it again on its data, at the same address."""
        folder, process = self.folder / "valkey", self.bus.process
        program = Program(
            arguments=[
                Path(f"/proc/{process.pid}/exe").readlink(),
                folder / "valkey.conf",
            ],
            environ={"PATH": os.defpath, "LC_ALL": "C"},
            folder=folder,
            user=ground.unprivileged_account(folder),
        )
        process.kill()
        process.wait()
        self.family.forget(process.pid)
        with (folder / "log").open("ab") as log:
            again = spawn(program, log)
        self.family.adopt(again.pid, server=True)
        self.bus = valkey.Valkey(self.bus.url, again)
        eventually(self._redis_answers)

    @contextmanager
    def database_away(self, service: str) -> Iterator[None]:
        """Have the PostgreSQL of a service stopped for a while."""
        name = server_of(service)
        server = self.databases[name]
        server.stop()
        self.family.forget(server.process.pid)
        try:
            yield
        finally:
            again = postgres.start(
                self.folder / name, port=urlsplit(server.url).port or 0, safe=False
            )
            self.family.adopt(again.process.pid, server=True)
            self.databases[name] = again

    def back_up_goals(self) -> None:
        """Keep a copy of the goals store as it is now."""
        with self._superuser() as connection:
            connection.execute("ALTER DATABASE goals ALLOW_CONNECTIONS false")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = 'goals'"
            )
            eventually(lambda: not _connected(connection))
            connection.execute(f"CREATE DATABASE {KEPT} TEMPLATE goals")
            connection.execute("ALTER DATABASE goals ALLOW_CONNECTIONS true")

    def restore_goals(self, settings: dict[str, str]) -> None:
        """Put the goals store back to the copy, as an operator would."""
        with self._superuser() as connection:
            connection.execute("DROP DATABASE goals WITH (FORCE)")
            connection.execute(f"ALTER DATABASE {KEPT} RENAME TO goals")
            connection.execute("ALTER DATABASE goals OWNER TO goals_owner")
        self.set_up(settings, "goals")

    def stop(self) -> None:
        """Stop all of them."""
        for database in self.databases.values():
            database.stop()
            self.family.forget(database.process.pid)
        self.bus.stop()
        self.family.forget(self.bus.process.pid)

    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.databases[MAIN].url, autocommit=True)

    def _redis_answers(self) -> bool:
        with Redis.from_url(self.bus.url) as client:
            try:
                return bool(client.ping())
            except RedisError:
                return False


def start_servers(folder: Path, family: Family) -> Servers:
    """Start empty servers whose data is in a folder."""
    servers = Servers(
        folder=folder,
        family=family,
        databases={
            name: postgres.start(folder / name, safe=False)
            for name in (MAIN, OF_REPORTING)
        },
        bus=valkey.start(folder / "valkey"),
    )
    for process in (
        *(one.process for one in servers.databases.values()),
        servers.bus.process,
    ):
        family.adopt(process.pid, server=True)
    return servers


def server_of(service: str) -> str:
    """Return which of the two PostgreSQL servers a service's database is on."""
    return OF_REPORTING if service == "reporting" else MAIN


def _connected(connection: psycopg.Connection) -> bool:
    found = connection.execute("SELECT FROM pg_stat_activity WHERE datname = 'goals'")
    return bool(found.rowcount)
