"""What each process of the service must be told, and nothing that it need not know."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Self

from shared.settings import SettingIsWrong, secret, text, url

WEB = ("http", "https")
MAIL = ("smtp", "smtps")
DATABASE = ("postgresql",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """What the API is told."""

    database_url: str
    goals_url: str
    token: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """
        Read the API's settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            database_url=url(environ, "NOTIFICATIONS_DATABASE_URL", schemes=DATABASE),
            goals_url=goals_url(environ),
            token=text(environ, "GUIDEPOST_TOKEN"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """What a worker that hears facts is told."""

    redis_url: str
    bus_key: bytes
    goals_url: str
    token: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """
        Read a worker's settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            redis_url=text(environ, "REDIS_URL"),
            bus_key=secret(environ, "BUS_KEY"),
            goals_url=goals_url(environ),
            token=text(environ, "GUIDEPOST_TOKEN"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """What a deliverer is told about the mail server."""

    smtp_url: str
    sender: str
    tls: ssl.SSLContext

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """
        Read the mail settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            smtp_url=url(environ, "SMTP_URL", schemes=MAIL),
            sender=_sender(text(environ, "MAIL_FROM")),
            tls=_tls(environ.get("SMTP_CA_FILE")),
        )


def goals_url(environ: Mapping[str, str]) -> str:
    """
    Return the address of the goals API, whose feed is the authority.

    :raises SettingIsWrong: if it is unusable.
    """
    return url(environ, "GOALS_URL", "http://127.0.0.1:8001", schemes=WEB)


def worker_database_url(environ: Mapping[str, str]) -> str:
    """
    Return the URL of the role that writes messages and deliveries.

    :raises SettingIsWrong: if it is missing or unusable.
    """
    return url(environ, "NOTIFICATIONS_WORKER_DATABASE_URL", schemes=DATABASE)


def inbox_link(environ: Mapping[str, str]) -> str:
    """
    Return the address of the page where people read their messages.

    :raises SettingIsWrong: if it is unusable.
    """
    base = url(environ, "BASE_URL", "http://127.0.0.1:8000", schemes=WEB)
    return f"{base.rstrip('/')}/inbox"


def _sender(given: str) -> str:
    try:
        Address(addr_spec=given)
    except (MessageError, ValueError):
        raise SettingIsWrong("MAIL_FROM must be one e-mail address.") from None
    return given


def _tls(authority: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority or None)
    except OSError:
        raise SettingIsWrong(
            "SMTP_CA_FILE must name a file of certificates in PEM."
        ) from None
