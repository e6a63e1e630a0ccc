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


def make_secrets(folder: Path, *, postgres: str, redis: str) -> Secrets:
    """
    Make what is missing, given the superuser's URL and that of Redis.

    An address without a password gets a random one, made once like all others.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    first = not (folder / "guidepost_token").exists()
    admin_url = _with_password(folder, "POSTGRES_ADMIN_URL", postgres)
    values = {
        "POSTGRES_ADMIN_URL": _text(admin_url),
        "REDIS_URL": _text(_with_password(folder, "REDIS_URL", redis)),
    }
    for service, roles in DATABASES.items():
        for role in roles:
            name = database_setting(service, role)
            url = admin_url.set(username=f"{service}_{role}", database=service)
            values[name] = _text(_with_password(folder, name, _text(url, bare=True)))
    for name, make in KEYS.items():
        values[name] = _kept(folder, name) or make()
    # The token comes last: with it the first start is over.
    for name, value in values.items():
        _write(_path(folder, name), value)
    return Secrets({name: _path(folder, name) for name in values}, first)


def database_setting(service: str, role: str) -> str:
    """Return the setting with the URL of a role: GOALS_RELAY_DATABASE_URL."""
    part = "" if role == "api" else f"{role.upper()}_"
    return f"{service.upper()}_{part}DATABASE_URL"


def _with_password(folder: Path, name: str, address: str) -> sa.URL:
    url = sa.make_url(address)
    if url.password:
        return url
    kept = _kept(folder, name)
    password = kept and sa.make_url(kept).password
    return url.set(password=password or secrets.token_urlsafe(24))


def _text(url: sa.URL, *, bare: bool = False) -> str:
    if bare:
        url = sa.URL.create(
            url.drivername, url.username, None, url.host, url.port, url.database
        )
    return url.render_as_string(hide_password=False)


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
