"""
What the goals service tells the rest of the house about clients, as facts.

The published language, kept for ever like that of goals: grow it with defaulted
fields only; a changed meaning is a new type with a new version. A client's stream
is named by the client's own id (``clients/<id>``).
"""

from shared.contracts.client_consent import (
    Capacity,
    ConsentGranted,
    ConsentWithdrawn,
    ProxyGranted,
    ProxyRevoked,
    Purpose,
    Scope,
)
from shared.contracts.client_intake import (
    ConcernDomain,
    ConcernRaised,
    ConcernResolved,
    ConcernReworded,
    ConcernsPrioritised,
    IntakeAnswered,
    IntakeCompleted,
    IntakeRequested,
    IntakeStarted,
    ValueNamed,
    WinNoted,
)
from shared.contracts.client_record import (
    ClientDied,
    ClientDischarged,
    ClientReadmitted,
    ClientRegistered,
    ClinicianAssigned,
    ClinicianUnassigned,
    CoverArranged,
    Ending,
)
from shared.contracts.client_safety import (
    MeasureAdministered,
    SafetyConcernAcknowledged,
    SafetyConcernFlagged,
    SafetyConcernRaised,
    SafetySource,
)

ClientEvent = (
    ClientRegistered
    | IntakeRequested
    | IntakeAnswered
    | IntakeStarted
    | IntakeCompleted
    | ConcernRaised
    | ConcernReworded
    | ConcernsPrioritised
    | ConcernResolved
    | ValueNamed
    | WinNoted
    | MeasureAdministered
    | SafetyConcernFlagged
    | SafetyConcernRaised
    | SafetyConcernAcknowledged
    | ClinicianAssigned
    | ClinicianUnassigned
    | CoverArranged
    | ConsentGranted
    | ConsentWithdrawn
    | ProxyGranted
    | ProxyRevoked
    | ClientDischarged
    | ClientReadmitted
    | ClientDied
)

__all__ = [
    "Capacity",
    "ClientDied",
    "ClientDischarged",
    "ClientEvent",
    "ClientReadmitted",
    "ClientRegistered",
    "ClinicianAssigned",
    "ClinicianUnassigned",
    "ConcernDomain",
    "ConcernRaised",
    "ConcernResolved",
    "ConcernReworded",
    "ConcernsPrioritised",
    "ConsentGranted",
    "ConsentWithdrawn",
    "CoverArranged",
    "Ending",
    "IntakeAnswered",
    "IntakeCompleted",
    "IntakeRequested",
    "IntakeStarted",
    "MeasureAdministered",
    "ProxyGranted",
    "ProxyRevoked",
    "Purpose",
    "SafetyConcernAcknowledged",
    "SafetyConcernFlagged",
    "SafetyConcernRaised",
    "SafetySource",
    "Scope",
    "ValueNamed",
    "WinNoted",
]
