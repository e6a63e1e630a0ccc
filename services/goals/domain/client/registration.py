"""A person becomes a client; their first episode of care begins."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.goals.domain.client.guards import must_have_words
from services.goals.domain.client.state import (
    Client,
    ClientError,
    ImpossibleClientRequest,
    Status,
)
from shared.contracts.clients import ClientEvent, ClientRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterClient:
    name: str
    time_zone: str = "UTC"


class ClientIsAlreadyRegistered(ClientError):
    """A client with this id is registered already, with another time zone."""


class TimeZoneIsUnknown(ImpossibleClientRequest):
    """Name the time zone as the IANA database does, for example Europe/London."""


def register(client: Client, command: RegisterClient) -> list[ClientEvent]:
    """Return the beginning of a client's record, or nothing when it has begun."""
    if client.status is not Status.UNKNOWN:
        if client.time_zone == command.time_zone:
            return []
        raise ClientIsAlreadyRegistered
    must_have_words(command.name)
    _must_be_a_time_zone(command.time_zone)
    return [ClientRegistered(name=command.name, time_zone=command.time_zone)]


def _must_be_a_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:
        raise TimeZoneIsUnknown from unknown
