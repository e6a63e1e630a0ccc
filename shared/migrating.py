"""Bring the databases of the services that this installation has up to date."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec

import psycopg
import sqlalchemy as sa

from shared import settings
from shared.database import migrate, provision
from shared.first_start import DATABASES, database_setting


def migrate_all(environ: Mapping[str, str]) -> list[str]:
    """
    Create roles and databases, run all new migrations, and return the services.

    Without POSTGRES_ADMIN_URL the roles and databases must be there already.

    :raises SettingIsWrong: if a URL is missing or its server does not answer.
    """
    services = list(_present())
    if _is_given(environ, "POSTGRES_ADMIN_URL"):
        admin_url = settings.text(environ, "POSTGRES_ADMIN_URL")
        urls = [
            settings.text(environ, database_setting(service, role))
            for service in services
            for role in DATABASES[service]
        ]
        try:
            provision(admin_url, urls)
        except psycopg.OperationalError as error:
            raise settings.SettingIsWrong(
                _sentence("POSTGRES_ADMIN_URL", error)
            ) from error
    for service in services:
        name = database_setting(service, "owner")
        try:
            migrate(f"services.{service}.migrations", settings.text(environ, name))
        except sa.exc.OperationalError as error:
            raise settings.SettingIsWrong(_sentence(name, error.orig)) from error
    return services


def _present() -> Iterator[str]:
    """Yield the services here that have a database: an image holds one only."""
    for service in DATABASES:
        package = find_spec(f"services.{service}") if find_spec("services") else None
        if package and package.origin:
            yield service


def _is_given(environ: Mapping[str, str], name: str) -> bool:
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))


def _sentence(name: str, error: BaseException | None) -> str:
    first = str(error).strip().splitlines()[0]
    return f"{name} names a server that cannot be used: {first}"
