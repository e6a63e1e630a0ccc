"""
What the processes of a service that hears from goals are told.

It is the same for each such service, but for the setting that names its database. A
worker's database stands apart, because not every worker hears facts: one that only
carries out work is told neither the bus key nor the token.
"""

from dataclasses import dataclass
from typing import Self

from shared.settings import (
    WEB,
    Environment,
    database_url,
    integer,
    redis_url,
    secret,
    text,
    url,
)

GOALS_HERE = "http://127.0.0.1:8001"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """What the API is told."""

    database_url: str
    goals_url: str
    token: str
    threads: int

    @classmethod
    def from_environment(cls, environment: Environment, *, database: str) -> Self:
        """
        Read the API's settings; ``database`` names the one of its database.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            database_url=database_url(environment, database),
            goals_url=_goals_url(environment),
            token=text(environment, "GUIDEPOST_TOKEN"),
            threads=integer(environment, "WEB_THREADS", 4, least=1, most=64),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerSettings:
    """What a worker that hears facts is told."""

    redis_url: str
    bus_key: bytes
    goals_url: str
    token: str

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        """
        Read a listener's settings.

        :raises SettingIsWrong: naming the first that is missing or unusable.
        """
        return cls(
            redis_url=redis_url(environment),
            bus_key=secret(environment, "BUS_KEY"),
            goals_url=_goals_url(environment),
            token=text(environment, "GUIDEPOST_TOKEN"),
        )


def _goals_url(environment: Environment) -> str:
    """Return the address of the goals API, whose feed is the authority."""
    return url(environment, "GOALS_URL", GOALS_HERE, schemes=WEB)
