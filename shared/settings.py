"""
Reading and checking environment variables.

Every setting may also be given as ``NAME_FILE``, the path of a file that holds
it. A missing or malformed one raises ``SettingIsWrong``, which names it; the
entry points turn that into one sentence and stop the process.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

Environment = Mapping[str, str]

WEB = ("http", "https")


class SettingIsWrong(Exception):
    """A setting is missing or cannot be used; the message names it."""


def text(environment: Environment, name: str, default: str | None = None) -> str:
    """
    Return a setting's value, from the variable or from the file it names.

    :raises SettingIsWrong: if it is not there and has no default, or is empty.
    """
    value = environment.get(name) or _from_file(environment, name) or default
    if not value:
        raise SettingIsWrong(f"{name} is not set: set it, or {name}_FILE.")
    return value


def integer(
    environment: Environment, name: str, default: int, *, least: int, most: int
) -> int:
    """
    Return a whole number.

    :raises SettingIsWrong: if it is not a whole number within the bounds.
    """
    given = text(environment, name, str(default))
    if not (given.isascii() and given.isdecimal() and least <= int(given) <= most):
        raise SettingIsWrong(f"{name} must be a whole number from {least} to {most}.")
    return int(given)


def flag(environment: Environment, name: str, *, default: bool = False) -> bool:
    """
    Return whether a setting is on.

    :raises SettingIsWrong: if it is neither on nor off.
    """
    given = text(environment, name, "on" if default else "off").lower()
    if given not in {"on", "off"}:
        raise SettingIsWrong(f"{name} must be on or off.")
    return given == "on"


def secret(environment: Environment, name: str, *, size: int = 32) -> bytes:
    """
    Return a key of so many random bytes, given in hexadecimal.

    :raises SettingIsWrong: if it is not exactly that long or not hexadecimal.
    """
    try:
        key = bytes.fromhex(text(environment, name))
    except ValueError:
        key = b""
    if len(key) != size:
        raise SettingIsWrong(f"{name} must be {size} bytes in hexadecimal.")
    return key


def url(
    environment: Environment,
    name: str,
    default: str | None = None,
    *,
    schemes: tuple[str, ...],
) -> str:
    """
    Return an address.

    :raises SettingIsWrong: if it has another scheme or no host.
    """
    given = text(environment, name, default)
    try:
        parts = urlsplit(given)
        usable = parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SettingIsWrong(f"{name} must start with {' or '.join(schemes)}://host.")
    return given


def database_url(environment: Environment, name: str) -> str:
    """
    Return the URL of a role in PostgreSQL.

    :raises SettingIsWrong: if it is missing or no such URL.
    """
    return url(environment, name, schemes=("postgresql", "postgres"))


def redis_url(environment: Environment) -> str:
    """
    Return the URL of Redis.

    :raises SettingIsWrong: if it is missing or no such URL.
    """
    return url(environment, "REDIS_URL", schemes=("redis", "rediss"))


def _from_file(environment: Environment, name: str) -> str:
    path = environment.get(f"{name}_FILE")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingIsWrong(
            f"{name}_FILE names a file that cannot be read: {error.strerror}."
        ) from error
