"""
The first start: every secret is made once, and kept in a file of its own.

Used by ``guidepost up`` on one machine and by the one-shot container of compose.
A file is named like its setting in lower case, so a process gets its path as
``<SETTING>_FILE``. Later starts keep the secrets and follow the servers if they
have moved to another address.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

# Which roles each database has, besides its owner and the one of its API.
DATABASES = {
    "goals": ("owner", "api", "relay"),
    "notifications": ("owner", "api", "worker"),
    "reporting": ("owner", "api", "worker"),
}
KEYS: dict[str, Callable[[], str]] = {
    "BUS_KEY": lambda: secrets.token_hex(32),
    "IDEMPOTENCY_KEY": lambda: secrets.token_hex(32),
    "GUIDEPOST_TOKEN": lambda: secrets.token_urlsafe(32),
}


@dataclass(frozen=True, slots=True)
class Secrets:
    """The files of all secret settings, and whether they are new."""

    files: dict[str, Path]
    first: bool

    def value(self, setting: str) -> str:
        """Return what a setting's file holds."""
        return self.files[setting].read_text(encoding="utf-8")

    def as_settings(self) -> dict[str, str]:
        """Return the paths as a process's environment names them."""
        return {f"{name}_FILE": str(path) for name, path in self.files.items()}


def fresh_settings(*, postgres: str, redis: str) -> dict[str, str]:
    """Return every generated setting, new, for servers at these ``host:port``."""
    generated = {
        "POSTGRES_ADMIN_URL": _database_url("postgres", "postgres", postgres),
        "REDIS_URL": f"redis://default:{_password()}@{redis}/0",
    }
    for service, roles in DATABASES.items():
        for role in roles:
            url = _database_url(f"{service}_{role}", service, postgres)
            generated[database_setting(service, role)] = url
    return generated | {name: make() for name, make in KEYS.items()}


def make_secrets(folder: Path, *, admin_url: str, redis_url: str) -> Secrets:
    """Make the secrets that are missing, for servers that are known already."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    first = not _path(folder, "GUIDEPOST_TOKEN").exists()
    server = sa.make_url(admin_url)
    settings = fresh_settings(
        postgres=f"{server.host}:{server.port}", redis=server.host or ""
    )
    settings = {
        name: _moved(_kept(folder, name), new) for name, new in settings.items()
    }
    settings |= {"POSTGRES_ADMIN_URL": admin_url, "REDIS_URL": redis_url}
    # The token is the last one: with it the first start is over.
    for name, value in settings.items():
        _write(_path(folder, name), value)
    return Secrets({name: _path(folder, name) for name in settings}, first)


def database_setting(service: str, role: str) -> str:
    """Return the setting with the URL of a role: GOALS_RELAY_DATABASE_URL."""
    part = "" if role == "api" else f"{role.upper()}_"
    return f"{service.upper()}_{part}DATABASE_URL"


def _moved(kept: str, new: str) -> str:
    """Return a secret kept from before, at the address its server has now."""
    if not kept or "://" not in kept:
        return kept or new
    url = sa.make_url(new).set(password=sa.make_url(kept).password)
    return url.render_as_string(hide_password=False)


def _database_url(role: str, database: str, server: str) -> str:
    return f"postgresql://{role}:{_password()}@{server}/{database}"


def _password() -> str:
    return secrets.token_urlsafe(24)


def _kept(folder: Path, name: str) -> str:
    path = _path(folder, name)
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _path(folder: Path, name: str) -> Path:
    return folder / name.lower()


def _write(path: Path, value: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    if path.exists() and path.read_text(encoding="utf-8") == value:
        return
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
