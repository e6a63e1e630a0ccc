"""The servers a benchmark runs on: embedded ones, with every safety on."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench.floors import postgres as floor
from shared.database import migrate, provision
from shared.embedded import postgres, valkey

ROLES = {
    "goals": ("owner", "api", "relay"),
    "notifications": ("owner", "api", "worker"),
    "reporting": ("owner", "api", "worker"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things are: the floors' database, each service's by role, and Redis."""

    postgres_url: str
    redis_url: str
    urls: dict[tuple[str, str], str]
    folder: Path


@contextmanager
def ground() -> Iterator[Ground]:
    """Lend servers with the floors' tables and every service's migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="guidepost-bench-"))
    folder.chmod(0o711)
    running: list[postgres.Postgres | valkey.Valkey] = []
    try:
        running.append(database := postgres.start(folder / "postgres"))
        running.append(bus := valkey.start(folder / "valkey"))
        urls = _provisioned(database.url)
        floor.set_up(database.url)
        yield Ground(database.url, bus.url, urls, folder)
    finally:
        for server in reversed(running):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _provisioned(admin_url: str) -> dict[tuple[str, str], str]:
    admin = sa.make_url(admin_url)
    urls = {
        (service, role): admin.set(
            database=service,
            username=f"{service}_{role}",
            password=secrets.token_hex(16),
        ).render_as_string(hide_password=False)
        for service, roles in ROLES.items()
        for role in roles
    }
    provision(admin_url, urls.values())
    for service in ROLES:
        migrate(f"services.{service}.migrations", urls[service, "owner"])
    return urls
