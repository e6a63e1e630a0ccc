"""People who may act for a client: a parent, a guardian, an attorney."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.goals.domain.client.guards import must_be_alive, must_exist
from services.goals.domain.client.state import (
    Client,
    ClientError,
    ImpossibleClientRequest,
    Status,
    find,
)
from shared.contracts.clients import (
    Capacity,
    ClientEvent,
    ProxyGranted,
    ProxyRevoked,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantProxy:
    proxy_id: UUID
    capacity: Capacity
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeProxy:
    proxy_id: UUID
    reason: str | None = None


class ProxyIsUnknown(ClientError):
    """Nobody with this id may act for this client."""


class ProxyIsAlreadyGranted(ClientError):
    """This person may act for the client already, in another capacity or time."""


class ProxyIsSomebodyElse(ImpossibleClientRequest):
    """A proxy is another person: a parent, a guardian or an attorney."""


def grant(client: Client, command: GrantProxy) -> list[ClientEvent]:
    """Return who may act for the client, also anew after it was revoked."""
    must_exist(client)
    if command.capacity is Capacity.SELF:
        raise ProxyIsSomebodyElse
    known = find(client.proxies, command.proxy_id)
    if known is not None and not known.revoked:
        asked = (command.capacity, command.until_on)
        if (known.capacity, known.until_on) == asked:
            return []
        raise ProxyIsAlreadyGranted
    must_be_alive(client)
    return [
        ProxyGranted(
            proxy_id=command.proxy_id,
            capacity=command.capacity,
            until_on=command.until_on,
        )
    ]


def revoke(client: Client, command: RevokeProxy) -> list[ClientEvent]:
    """Return who may no longer act for the client."""
    must_exist(client)
    known = find(client.proxies, command.proxy_id)
    if known is None:
        raise ProxyIsUnknown
    if known.revoked:
        return []
    must_be_alive(client)
    return [ProxyRevoked(proxy_id=command.proxy_id, reason=command.reason)]


def may_act(client: Client, proxy_id: UUID, on: date) -> bool:
    """Return whether somebody may act for the client on a day."""
    known = find(client.proxies, proxy_id)
    if known is None or known.revoked or client.status is Status.DIED:
        return False
    return known.until_on is None or on <= known.until_on
