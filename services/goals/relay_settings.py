"""What the relay, and the commands that look at the log, are told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from shared import settings
from shared.settings import Environment, integer, redis_url, secret


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaySettings:
    """
    The settings of the relay.

    ``health_port`` 0 means no health page: the heartbeat file is enough where
    somebody watches that. ``idempotency_days``: how long answers are kept, so that
    a repeated request gets the one that was given.
    """

    database_url: str
    redis_url: str
    bus_key: bytes
    kept: int
    idempotency_days: int
    health_host: str
    health_port: int
    heartbeat: Path | None

    @classmethod
    def from_environment(cls, environment: Environment) -> Self:
        """
        Read the settings.

        :raises SettingIsWrong: naming the first that is missing or malformed.
        """
        heartbeat = environment.get("HEARTBEAT_FILE")
        return cls(
            database_url=database_url(environment),
            redis_url=redis_url(environment),
            bus_key=secret(environment, "BUS_KEY"),
            kept=integer(environment, "BUS_KEPT", 100_000, least=1, most=100_000_000),
            idempotency_days=integer(
                environment, "IDEMPOTENCY_DAYS", 7, least=1, most=3_650
            ),
            health_host=environment.get("RELAY_HEALTH_HOST") or "127.0.0.1",
            health_port=integer(
                environment, "RELAY_HEALTH_PORT", 0, least=0, most=65_535
            ),
            heartbeat=Path(heartbeat) if heartbeat else None,
        )


def database_url(environment: Environment) -> str:
    """Return the URL of the role that may read the whole log."""
    return settings.database_url(environment, "GOALS_RELAY_DATABASE_URL")
