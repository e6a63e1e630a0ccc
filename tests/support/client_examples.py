"""Facts and commands about clients: a test names only the fields that it is about."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.goals.domain.client.concerns import RaiseConcern
from services.goals.domain.client.consent import GrantConsent
from services.goals.domain.client.ending import DischargeClient, ReadmitClient
from services.goals.domain.client.forms import AdministerMeasure, flagged_by
from services.goals.domain.client.intake import RequestIntake
from services.goals.domain.client.proxies import GrantProxy
from services.goals.domain.client.registration import RegisterClient
from services.goals.domain.client.safety import (
    AcknowledgeSafetyConcern,
    RaiseSafetyConcern,
)
from services.goals.domain.client.strengths import NoteWin
from shared.contracts.clients import (
    Capacity,
    ClientDied,
    ClientDischarged,
    ClientReadmitted,
    ClientRegistered,
    ClinicianAssigned,
    ConcernDomain,
    ConcernRaised,
    ConsentGranted,
    Ending,
    IntakeRequested,
    MeasureAdministered,
    ProxyGranted,
    Purpose,
    SafetyConcernAcknowledged,
    SafetyConcernFlagged,
    SafetyConcernRaised,
    SafetySource,
    Scope,
    WinNoted,
)
from shared.contracts.measuring import Instrument

FRIDAY = date(2025, 1, 3)
MONDAY = date(2025, 1, 6)
LATER = date(2026, 1, 5)
"""A day long after: nothing recorded before it is in the future."""

ASKED_AT = datetime(2025, 1, 3, 9, tzinfo=UTC)
A_DAY_LATER = datetime(2025, 1, 4, 9, tzinfo=UTC)

REQUEST = UUID(int=0x4E0)
CONCERN = UUID(int=0xC04)
SAFETY = UUID(int=0x5AFE)
FORM = UUID(int=0xF04)
WIN = UUID(int=0x81)
CONSENT = UUID(int=0xC05)
PROXY = UUID(int=0x840)
GOAL = UUID(int=0x60A1)
DR_ADA = UUID(int=0xADA)
DR_BO = UUID(int=0xB0)
DR_CY = UUID(int=0xC1)

A_GOAL = f"goal:{GOAL}"
A_SYSTEM = f"system:{UUID(int=0x575)}"

PHQ9_OF_18 = (2, 2, 2, 2, 2, 2, 2, 2, 2)
PHQ9_WITHOUT_ITEM_9 = (2, 2, 2, 2, 2, 2, 2, 2, 0)
GAD7_OF_15 = (3, 2, 2, 2, 2, 2, 2)


def numbered(number: int) -> UUID:
    """Return the id of a test's n-th thing."""
    return UUID(int=0xE0000 + number)


# Commands.


def register(**fields: Any) -> RegisterClient:
    return RegisterClient(**{"name": "Maya", "time_zone": "Europe/London", **fields})


def request_intake(**fields: Any) -> RequestIntake:
    return RequestIntake(
        **{"request_id": REQUEST, "requested_at": ASKED_AT, "words": "Help", **fields}
    )


def raise_concern(**fields: Any) -> RaiseConcern:
    return RaiseConcern(
        **{
            "concern_id": CONCERN,
            "own_words": "I am tense before work",
            "domain": ConcernDomain.ANXIETY,
            "severity": 7,
            **fields,
        }
    )


def note_win(**fields: Any) -> NoteWin:
    return NoteWin(
        **{"win_id": WIN, "own_words": "I laughed", "today": LATER, **fields}
    )


def administer(**fields: Any) -> AdministerMeasure:
    return AdministerMeasure(
        **{
            "administration_id": FORM,
            "instrument": Instrument.PHQ9,
            "items": PHQ9_WITHOUT_ITEM_9,
            "occurred_on": FRIDAY,
            "today": LATER,
            **fields,
        }
    )


def raise_safety_concern(**fields: Any) -> RaiseSafetyConcern:
    return RaiseSafetyConcern(
        **{
            "concern_id": SAFETY,
            "source": SafetySource.CLIENT,
            "occurred_on": FRIDAY,
            "today": LATER,
            "words": "Please call me",
            **fields,
        }
    )


def acknowledge(**fields: Any) -> AcknowledgeSafetyConcern:
    return AcknowledgeSafetyConcern(
        **{
            "concern_id": SAFETY,
            "done": "Called her",
            "occurred_on": FRIDAY,
            "today": LATER,
            **fields,
        }
    )


def grant_consent(**fields: Any) -> GrantConsent:
    return GrantConsent(
        **{
            "consent_id": CONSENT,
            "recipient": A_SYSTEM,
            "scope": Scope.PROGRESS,
            "purpose": Purpose.CARE,
            **fields,
        }
    )


def grant_proxy(**fields: Any) -> GrantProxy:
    return GrantProxy(**{"proxy_id": PROXY, "capacity": Capacity.PARENT, **fields})


def discharge(**fields: Any) -> DischargeClient:
    return DischargeClient(
        **{
            "ending": Ending.COMPLETED,
            "occurred_on": MONDAY,
            "today": LATER,
            "reason": "All done",
            **fields,
        }
    )


def readmit(**fields: Any) -> ReadmitClient:
    return ReadmitClient(
        **{"occurred_on": LATER, "today": LATER, "reason": "A new job", **fields}
    )


# Facts.


def registered(**fields: Any) -> ClientRegistered:
    return ClientRegistered(**{"name": "Maya", "time_zone": "Europe/London", **fields})


def intake_requested(**fields: Any) -> IntakeRequested:
    return IntakeRequested(
        **{"request_id": REQUEST, "answer_by": A_DAY_LATER, "words": "Help", **fields}
    )


def concern_raised(**fields: Any) -> ConcernRaised:
    return ConcernRaised(
        **{
            "concern_id": CONCERN,
            "own_words": "I am tense before work",
            "domain": ConcernDomain.ANXIETY,
            "severity": 7,
            **fields,
        }
    )


def win_noted(**fields: Any) -> WinNoted:
    return WinNoted(
        **{"win_id": WIN, "own_words": "I laughed", "occurred_on": LATER, **fields}
    )


def administered(**fields: Any) -> MeasureAdministered:
    return MeasureAdministered(
        **{
            "administration_id": FORM,
            "instrument": Instrument.PHQ9,
            "items": PHQ9_WITHOUT_ITEM_9,
            "total": 16,
            "band": "moderately-severe",
            "occurred_on": FRIDAY,
            **fields,
        }
    )


def flagged(form: UUID = FORM, **fields: Any) -> SafetyConcernFlagged:
    return SafetyConcernFlagged(
        **{
            "concern_id": flagged_by(form),
            "administration_id": form,
            "occurred_on": FRIDAY,
            **fields,
        }
    )


def safety_concern_raised(**fields: Any) -> SafetyConcernRaised:
    return SafetyConcernRaised(
        **{
            "concern_id": SAFETY,
            "source": SafetySource.CLIENT,
            "occurred_on": FRIDAY,
            "words": "Please call me",
            **fields,
        }
    )


def acknowledged(**fields: Any) -> SafetyConcernAcknowledged:
    return SafetyConcernAcknowledged(
        **{"concern_id": SAFETY, "done": "Called her", "occurred_on": FRIDAY, **fields}
    )


def assigned(clinician_id: UUID = DR_ADA, **fields: Any) -> ClinicianAssigned:
    return ClinicianAssigned(clinician_id=clinician_id, **fields)


def consented(**fields: Any) -> ConsentGranted:
    return ConsentGranted(
        **{
            "consent_id": CONSENT,
            "recipient": A_SYSTEM,
            "scope": Scope.PROGRESS,
            "purpose": Purpose.CARE,
            **fields,
        }
    )


def proxy_granted(**fields: Any) -> ProxyGranted:
    return ProxyGranted(**{"proxy_id": PROXY, "capacity": Capacity.PARENT, **fields})


def discharged(**fields: Any) -> ClientDischarged:
    return ClientDischarged(
        **{
            "occurred_on": MONDAY,
            "ending": Ending.COMPLETED,
            "reason": "All done",
            **fields,
        }
    )


def readmitted(**fields: Any) -> ClientReadmitted:
    return ClientReadmitted(
        **{"occurred_on": LATER, "episode": 2, "reason": "A new job", **fields}
    )


def died(**fields: Any) -> ClientDied:
    return ClientDied(**{"occurred_on": LATER, **fields})
