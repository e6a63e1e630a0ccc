"""What each process of the service must be told, and nothing that it need not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from shared.settings import integer, secret, text, url

WEB = ("http", "https")
POSTGRES = ("postgresql", "postgres")
REDIS = ("redis", "rediss")
GOALS_HERE = "http://127.0.0.1:8001"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """What the API is told."""

    database_url: str
    goals_url: str
    token: str
    threads: int

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """
        Read the API's settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            database_url=url(environ, "REPORTING_DATABASE_URL", schemes=POSTGRES),
            goals_url=url(environ, "GOALS_URL", GOALS_HERE, schemes=WEB),
            token=text(environ, "GUIDEPOST_TOKEN"),
            threads=integer(environ, "WEB_THREADS", 4, least=1, most=64),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """What a worker that hears facts is told."""

    database_url: str
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
        database = "REPORTING_WORKER_DATABASE_URL"
        return cls(
            database_url=url(environ, database, schemes=POSTGRES),
            redis_url=url(environ, "REDIS_URL", schemes=REDIS),
            bus_key=secret(environ, "BUS_KEY"),
            goals_url=url(environ, "GOALS_URL", GOALS_HERE, schemes=WEB),
            token=text(environ, "GUIDEPOST_TOKEN"),
        )
