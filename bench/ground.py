"""
The servers a benchmark runs on: PostgreSQL and Valkey with every safety on.

Both as the floors are usually taken, and the same for floor and figure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.floors import postgres as floor
from shared.database import migrate, provision
from shared.embedded import postgres, valkey
from shared.embedded.ground import free_port
from shared.first_start import DATABASES, Secrets, database_setting, make_secrets

STARTING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things are: the floors' database, each service's by role, and Redis."""

    postgres_url: str
    redis_url: str
    secrets: Secrets
    folder: Path

    def url(self, service: str, role: str) -> str:
        """Return the URL of a service's database for one of its roles."""
        return self.secrets.value(database_setting(service, role))

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a process of the product is started with."""
        return os.environ | self.secrets.as_settings() | more


@contextmanager
def ground() -> Iterator[Ground]:
    """Lend servers with the floors' tables and every service's migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="guidepost-bench-"))
    folder.chmod(0o711)
    running: list[postgres.Postgres | valkey.Valkey] = []
    try:
        running.append(database := postgres.start(folder / "postgres"))
        running.append(bus := valkey.start(folder / "valkey"))
        secrets = make_secrets(
            folder / "secrets", admin_url=database.url, redis_url=bus.url
        )
        lent = Ground(database.url, bus.url, secrets, folder)
        for service, roles in DATABASES.items():
            provision(database.url, [lent.url(service, role) for role in roles])
            migrate(f"services.{service}.migrations", lent.url(service, "owner"))
        floor.set_up(database.url)
        yield lent
    finally:
        for server in reversed(running):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """Run ``python -m`` something for a while; lend its process id."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, "-m", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving(app: str, environment: dict[str, str], port: int = 0) -> Iterator[str]:
    """Serve a web application as the product serves its APIs; lend its address."""
    port = free_port(port)
    command = ["gunicorn", "--config", "python:shared.serving"]
    with running([*command, "--bind", f"127.0.0.1:{port}", app], environment):
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/health/live")
        yield address


def _await(url: str) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(url, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {STARTING_SECONDS} s")
