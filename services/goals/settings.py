"""What the goals API is told by its environment."""

from dataclasses import dataclass
from typing import Self

from shared.settings import (
    Environment,
    database_url,
    flag,
    integer,
    redis_url,
    secret,
    text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of the goals API."""

    database_url: str
    redis_url: str
    bus_key: bytes
    idempotency_key: bytes
    token: str
    demo: bool
    threads: int

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        """
        Read the settings.

        :raises SettingIsWrong: naming the first that is missing or malformed.
        """
        return cls(
            database_url=database_url(environment, "GOALS_DATABASE_URL"),
            redis_url=redis_url(environment),
            bus_key=secret(environment, "BUS_KEY"),
            idempotency_key=secret(environment, "IDEMPOTENCY_KEY"),
            token=text(environment, "GUIDEPOST_TOKEN"),
            demo=flag(environment, "GUIDEPOST_DEMO"),
            threads=integer(environment, "WEB_THREADS", 4, least=1, most=64),
        )
