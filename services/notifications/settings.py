"""What the processes of the service are told, beside what every subscriber is."""

import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Self

from shared.settings import (
    WEB,
    Environment,
    SettingIsWrong,
    database_url,
    text,
    url,
)
from shared.subscriber_settings import ApiSettings

MAIL = ("smtp", "smtps")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """What a deliverer is told about the mail server."""

    smtp_url: str
    sender: str
    tls: ssl.SSLContext

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        """
        Read the mail settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            smtp_url=url(environment, "SMTP_URL", schemes=MAIL),
            sender=_sender(text(environment, "MAIL_FROM")),
            tls=_tls(environment.get("SMTP_CA_FILE")),
        )


def api_settings(environment: Environment) -> ApiSettings:
    """
    Return what the API is told.

    :raises SettingIsWrong: naming the first that is missing or unusable.
    """
    return ApiSettings.from_environment(
        environment, database="NOTIFICATIONS_DATABASE_URL"
    )


def worker_database_url(environment: Environment) -> str:
    """
    Return the URL of the role that writes messages and deliveries.

    :raises SettingIsWrong: if it is missing or unusable.
    """
    return database_url(environment, "NOTIFICATIONS_WORKER_DATABASE_URL")


def inbox_link(environment: Environment) -> str:
    """
    Return the address of the page where people read their messages.

    :raises SettingIsWrong: if it is unusable.
    """
    base = url(environment, "BASE_URL", "http://127.0.0.1:8000", schemes=WEB)
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
