"""
What each fact does to a client's record.

Pure. ``evolve`` accepts every fact in every state, because by now it has happened.
Change EVOLVE_VERSION whenever the same history would add up to another state: older
snapshots are ignored then.
"""

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from services.goals.domain.client import told, watched
from services.goals.domain.client.state import (
    Client,
    Consent,
    Cover,
    Intake,
    Proxy,
    Status,
    find,
    put,
)
from shared.contracts.clients import (
    ClientDied,
    ClientDischarged,
    ClientEvent,
    ClientReadmitted,
    ClientRegistered,
    ClinicianAssigned,
    ClinicianUnassigned,
    ConcernRaised,
    ConcernResolved,
    ConcernReworded,
    ConcernsPrioritised,
    ConsentGranted,
    ConsentWithdrawn,
    CoverArranged,
    IntakeAnswered,
    IntakeCompleted,
    IntakeRequested,
    IntakeStarted,
    MeasureAdministered,
    ProxyGranted,
    ProxyRevoked,
    SafetyConcernAcknowledged,
    SafetyConcernFlagged,
    SafetyConcernRaised,
    ValueNamed,
    WinNoted,
)

EVOLVE_VERSION = 1


def evolve(client: Client, event: ClientEvent) -> Client:
    """Return the client's record as it stands after one more fact."""
    match event:
        case ClientRegistered(time_zone=zone):
            return replace(client, status=Status.IN_CARE, time_zone=zone, episode=1)
        case IntakeRequested():
            return told.requested(client, event)
        case IntakeAnswered():
            return told.answered(client, event)
        case IntakeStarted():
            return told.started(client, event)
        case IntakeCompleted(occurred_on=day):
            return replace(client, intake=replace(client.intake, completed_on=day))
        case ConcernRaised():
            return told.troubled(client, event)
        case ConcernReworded():
            return told.reworded(client, event)
        case ConcernsPrioritised():
            return told.ranked(client, event)
        case ConcernResolved():
            return told.relieved(client, event)
        case ValueNamed(value_id=value):
            return replace(client, values=client.values | {value})
        case WinNoted():
            return told.glad(client, event)
        case MeasureAdministered():
            return watched.measured(client, event)
        case SafetyConcernFlagged():
            return watched.flagged(client, event)
        case SafetyConcernRaised():
            return watched.raised(client, event)
        case SafetyConcernAcknowledged():
            return watched.acknowledged(client, event)
        case ClinicianAssigned():
            return _assigned(client, event)
        case ClinicianUnassigned():
            return _unassigned(client, event)
        case CoverArranged():
            return _covered(client, event)
        case ConsentGranted():
            return _consented(client, event)
        case ConsentWithdrawn(consent_id=consent_id):
            consent = find(client.consents, consent_id)
            if consent is None:
                return client
            consents = put(client.consents, replace(consent, withdrawn=True))
            return replace(client, consents=consents)
        case ProxyGranted():
            proxy = Proxy(
                id=event.proxy_id, capacity=event.capacity, until_on=event.until_on
            )
            return replace(client, proxies=put(client.proxies, proxy))
        case ProxyRevoked(proxy_id=proxy_id):
            known = find(client.proxies, proxy_id)
            if known is None:
                return client
            proxies = put(client.proxies, replace(known, revoked=True))
            return replace(client, proxies=proxies)
        case ClientDischarged(occurred_on=day, ending=ending):
            return replace(
                client, status=Status.DISCHARGED, discharged_on=day, ending=ending
            )
        case ClientReadmitted():
            return _readmitted(client, event)
        case ClientDied(occurred_on=day):
            return replace(client, status=Status.DIED, died_on=day)


def replay(history: Iterable[ClientEvent]) -> Client:
    """Return the client's record that a history adds up to."""
    return reduce(evolve, history, Client())


def _assigned(client: Client, event: ClinicianAssigned) -> Client:
    clinician = event.clinician_id
    others = tuple(other for other in client.clinicians if other != clinician)
    return replace(
        client,
        clinicians=(*others, clinician),
        former_clinicians=client.former_clinicians - {clinician},
    )


def _unassigned(client: Client, event: ClinicianUnassigned) -> Client:
    clinician = event.clinician_id
    return replace(
        client,
        clinicians=tuple(other for other in client.clinicians if other != clinician),
        former_clinicians=client.former_clinicians | {clinician},
        covers=tuple(one for one in client.covers if one.clinician_id != clinician),
    )


def _covered(client: Client, event: CoverArranged) -> Client:
    cover = Cover(
        clinician_id=event.clinician_id,
        cover_id=event.cover_id,
        from_on=event.from_on,
        until_on=event.until_on,
    )
    others = tuple(other for other in client.covers if other != cover)
    return replace(client, covers=(*others, cover))


def _consented(client: Client, event: ConsentGranted) -> Client:
    consent = Consent(
        id=event.consent_id,
        recipient=event.recipient,
        scope=event.scope,
        purpose=event.purpose,
        capacity=event.capacity,
        until_on=event.until_on,
    )
    return replace(client, consents=put(client.consents, consent))


def _readmitted(client: Client, event: ClientReadmitted) -> Client:
    return replace(
        client,
        status=Status.IN_CARE,
        episode=event.episode,
        intake=Intake(),
        readmitted_on=event.occurred_on,
        discharged_on=None,
        ending=None,
    )
