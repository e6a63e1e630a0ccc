"""How an episode of care ends, how another one begins, and a client's death."""

from dataclasses import dataclass
from datetime import date

from services.goals.domain.client.guards import (
    happened_on,
    is_of,
    must_be_alive,
    must_be_in_care,
    must_exist,
)
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Status,
    open_safety_concerns,
)
from shared.contracts.clients import (
    ClientDied,
    ClientDischarged,
    ClientEvent,
    ClientReadmitted,
    Ending,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeClient:
    today: date
    ending: Ending
    occurred_on: date | None = None
    reason: str | None = None
    maintenance_plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmitClient:
    today: date
    occurred_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath:
    today: date
    occurred_on: date | None = None


class SafetyConcernIsOpen(ClientError):
    """A safety concern is still open; care ends once somebody says what was done."""


class CareEndsBeforeItBegan(ClientError):
    """Care cannot end before the day on which this episode of it began."""


class ClientIsInCare(ClientError):
    """The clinic cares for this client already; only who was discharged comes back."""


class ReadmittedBeforeTheDischarge(ClientError):
    """A client cannot come back before the day on which they were discharged."""


class DeathIsAlreadyRecorded(ClientError):
    """This client's death is recorded already, for another day."""


def discharge(client: Client, command: DischargeClient) -> list[ClientEvent]:
    """Return the end of an episode of care, with nothing left that awaits a look."""
    must_exist(client)
    repeated = is_of(command.occurred_on, client.discharged_on)
    if repeated and command.ending is client.ending:
        return []
    must_be_in_care(client)
    if open_safety_concerns(client):
        raise SafetyConcernIsOpen
    day = happened_on(command.occurred_on, command.today)
    if any(day < began for began in _began(client)):
        raise CareEndsBeforeItBegan
    return [
        ClientDischarged(
            occurred_on=day,
            ending=command.ending,
            reason=command.reason,
            maintenance_plan=command.maintenance_plan,
        )
    ]


def readmit(client: Client, command: ReadmitClient) -> list[ClientEvent]:
    """Return the beginning of another episode of care; the history stays."""
    must_exist(client)
    left_on = client.discharged_on
    if left_on is None and is_of(command.occurred_on, client.readmitted_on):
        return []
    must_be_alive(client)
    if left_on is None:
        raise ClientIsInCare
    day = happened_on(command.occurred_on, command.today)
    if day < left_on:
        raise ReadmittedBeforeTheDischarge
    return [
        ClientReadmitted(
            occurred_on=day, episode=client.episode + 1, reason=command.reason
        )
    ]


def record_death(client: Client, command: RecordDeath) -> list[ClientEvent]:
    """Return the client's death; whatever is open does not stand in its way."""
    must_exist(client)
    if is_of(command.occurred_on, client.died_on):
        return []
    if client.status is Status.DIED:
        raise DeathIsAlreadyRecorded
    return [ClientDied(occurred_on=happened_on(command.occurred_on, command.today))]


def _began(client: Client) -> list[date]:
    days = (client.readmitted_on, client.intake.started_on)
    return [day for day in days if day is not None]
