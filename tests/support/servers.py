"""
The real PostgreSQL and Redis of a test run, and a service's own database in it.

Servers are those in TEST_POSTGRES_URL and TEST_REDIS_URL; unset, the process
that began the run starts throwaway ones and the xdist workers share them. Each
worker has databases of its own, built by the migrations, under the real roles;
a test begins with the rows that the migrations leave and no others.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql
from redis import Redis
from redis.exceptions import RedisError

from shared.database import libpq_url, migrate, provision
from shared.embedded import postgres, valkey
from shared.embedded.children import EmbeddedServerFailed

POSTGRES, REDIS, RUN = "TEST_POSTGRES_URL", "TEST_REDIS_URL", "GUIDEPOST_TEST_RUN"
ADVICE = (
    "run `make test`, or set TEST_POSTGRES_URL and TEST_REDIS_URL to servers that work"
)


@dataclass(frozen=True, slots=True)
class Urls:
    """A service's database: one URL per role, and the superuser's for mischief."""

    admin: str
    owner: str
    api: str
    worker: str = ""
    relay: str = ""


@dataclass(slots=True)
class Throwaway:
    """The servers that this process started, and where their data is."""

    folder: Path | None = None
    running: list[postgres.Postgres | valkey.Valkey] = field(default_factory=list)

    def start(self) -> None:
        """Start what no setting names, and tell the workers by the environment."""
        os.environ.setdefault(RUN, str(os.getpid()))
        if self.folder is None and not (POSTGRES in os.environ and REDIS in os.environ):
            self.folder = Path(tempfile.mkdtemp(prefix="guidepost-test-", dir="/tmp"))
            self.folder.chmod(0o711)
        if POSTGRES not in os.environ and self.folder:
            server = postgres.start(self.folder / "postgres", safe=False)
            self.running.append(server)
            os.environ[POSTGRES] = server.url
        if REDIS not in os.environ and self.folder:
            bus = valkey.start(self.folder / "valkey")
            self.running.append(bus)
            os.environ[REDIS] = bus.url

    def stop(self) -> None:
        """Stop what was started and remove its data."""
        for server in self.running:
            server.stop()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


throwaway = Throwaway()


@dataclass(frozen=True, slots=True)
class Servers:
    """Servers that answer: the superuser's URL and that of Redis."""

    postgres: str
    redis: str


@dataclass(frozen=True, slots=True)
class Databases:
    """This worker's databases, each built when a test first asks for it."""

    superuser: sa.URL
    built: dict[str, tuple[Urls, dict[str, bytes]]] = field(default_factory=dict)

    def fresh(self, service: str, *backstage: str) -> Urls:
        """Return a service's database with the rows its migrations leave."""
        if service not in self.built:
            self.built[service] = self._build(service, *backstage)
        urls, seeds = self.built[service]
        _empty(urls.admin, seeds)
        return urls

    def drop(self) -> None:
        """Leave a server that may not be ours as it was."""
        with psycopg.connect(_plain(self.superuser), autocommit=True) as connection:
            for urls, _seeds in self.built.values():
                name = sql.Identifier(sa.make_url(urls.admin).database or "")
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(name))

    def _build(self, service: str, *backstage: str) -> tuple[Urls, dict[str, bytes]]:
        admin = self.superuser.set(
            database=f"{service}_test_{os.environ[RUN]}_{_worker()}"
        )
        urls = {}
        for role in ("owner", "api", *backstage):
            name = f"{service}_{role}"
            # All workers of a run use the same roles, so they must agree.
            secret = hashlib.sha256(f"{name}{admin.password}".encode()).hexdigest()
            urls[role] = _plain(admin.set(username=name, password=secret))
        provision(_plain(self.superuser), urls.values())
        migrate(f"services.{service}.migrations", urls["owner"])
        return Urls(admin=_plain(admin), **urls), _seeds(_plain(admin))


@pytest.fixture(scope="session")
def servers() -> Servers:
    """Have servers that answer, or fail with what to do."""
    try:
        throwaway.start()
        found = Servers(libpq_url(os.environ[POSTGRES]), os.environ[REDIS])
        psycopg.connect(found.postgres, connect_timeout=5).close()
        with Redis.from_url(found.redis, socket_timeout=5) as client:
            client.ping()
    except (EmbeddedServerFailed, psycopg.OperationalError, RedisError) as error:
        pytest.fail(f"{error} - {ADVICE}.", pytrace=False)
    return found


@pytest.fixture(scope="session")
def databases(servers: Servers) -> Iterator[Databases]:
    """Have databases of this worker's own, gone at the end."""
    databases = Databases(sa.make_url(servers.postgres))
    yield databases
    databases.drop()


@pytest.fixture
def goals_db(databases: Databases) -> Urls:
    """Return the goals service's database as its migrations leave it."""
    return databases.fresh("goals", "relay")


@pytest.fixture
def notifications_db(databases: Databases) -> Urls:
    """Return the notifications service's database as its migrations leave it."""
    return databases.fresh("notifications", "worker")


@pytest.fixture
def reporting_db(databases: Databases) -> Urls:
    """Return the reporting service's database as its migrations leave it."""
    return databases.fresh("reporting", "worker")


@pytest.fixture
def redis_url(servers: Servers) -> str:
    """Return the URL of an empty logical database of this worker's own."""
    number = int("".join(filter(str.isdigit, _worker())) or 0) + 1
    url = servers.redis.rsplit("/", 1)[0] + f"/{number}"
    with Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    """Connect to an empty Redis."""
    with Redis.from_url(redis_url) as client:
        yield client


def _seeds(url: str) -> dict[str, bytes]:
    """Return the rows that the migrations put in, as COPY writes them."""
    seeds = {}
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table in _tables(connection):
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                seeds[table] = b"".join(bytes(part) for part in rows)
    return seeds


def _empty(url: str, seeds: dict[str, bytes]) -> None:
    """Put every table back to what the migrations left, whoever may forbid it."""
    with psycopg.connect(url, autocommit=True) as connection:
        # A transaction that an earlier test left open would hold us up for ever.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
        )
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET lock_timeout = '10s'")
        tables = _tables(connection)
        with connection.transaction():
            if tables:
                connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
            for table, content in seeds.items():
                if content:
                    cursor = connection.cursor()
                    with cursor.copy(f"COPY {table} FROM STDIN") as rows:
                        rows.write(content)


def _tables(connection: psycopg.Connection) -> Sequence[str]:
    found = connection.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        " AND tablename <> 'alembic_version' ORDER BY 1"
    )
    return [row[0] for row in found]


def _plain(url: sa.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")
