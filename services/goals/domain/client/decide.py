"""Which topic a command belongs to; its rules are there."""

from services.goals.domain.client import (
    care,
    concerns,
    consent,
    ending,
    forms,
    intake,
    proxies,
    registration,
    safety,
    strengths,
)
from services.goals.domain.client.care import (
    ArrangeCover,
    AssignClinician,
    TransferClient,
    UnassignClinician,
)
from services.goals.domain.client.concerns import (
    PrioritiseConcerns,
    RaiseConcern,
    ResolveConcern,
    RewordConcern,
)
from services.goals.domain.client.consent import GrantConsent, WithdrawConsent
from services.goals.domain.client.ending import (
    DischargeClient,
    ReadmitClient,
    RecordDeath,
)
from services.goals.domain.client.forms import AdministerMeasure
from services.goals.domain.client.intake import (
    AnswerIntake,
    CompleteIntake,
    RequestIntake,
    StartIntake,
)
from services.goals.domain.client.proxies import GrantProxy, RevokeProxy
from services.goals.domain.client.registration import RegisterClient
from services.goals.domain.client.safety import (
    AcknowledgeSafetyConcern,
    RaiseSafetyConcern,
)
from services.goals.domain.client.state import Client
from services.goals.domain.client.strengths import NameValue, NoteWin
from shared.contracts.clients import ClientEvent

ClientCommand = (
    RegisterClient
    | RequestIntake
    | AnswerIntake
    | StartIntake
    | CompleteIntake
    | RaiseConcern
    | RewordConcern
    | PrioritiseConcerns
    | ResolveConcern
    | NameValue
    | NoteWin
    | AdministerMeasure
    | RaiseSafetyConcern
    | AcknowledgeSafetyConcern
    | AssignClinician
    | UnassignClinician
    | TransferClient
    | ArrangeCover
    | GrantConsent
    | WithdrawConsent
    | GrantProxy
    | RevokeProxy
    | DischargeClient
    | ReadmitClient
    | RecordDeath
)


def decide(client: Client, command: ClientCommand) -> list[ClientEvent]:
    """
    Return the facts that a command adds to the client's history.

    :raises ClientError: if a rule forbids it; nothing is recorded then.
    """
    match command:
        case RegisterClient():
            return registration.register(client, command)
        case RequestIntake():
            return intake.request(client, command)
        case AnswerIntake():
            return intake.answer(client, command)
        case StartIntake():
            return intake.start(client, command)
        case CompleteIntake():
            return intake.complete(client, command)
        case RaiseConcern():
            return concerns.add(client, command)
        case RewordConcern():
            return concerns.reword(client, command)
        case PrioritiseConcerns():
            return concerns.prioritise(client, command)
        case ResolveConcern():
            return concerns.resolve(client, command)
        case NameValue():
            return strengths.name(client, command)
        case NoteWin():
            return strengths.note(client, command)
        case AdministerMeasure():
            return forms.administer(client, command)
        case RaiseSafetyConcern():
            return safety.alert(client, command)
        case AcknowledgeSafetyConcern():
            return safety.acknowledge(client, command)
        case AssignClinician():
            return care.assign(client, command)
        case UnassignClinician():
            return care.unassign(client, command)
        case TransferClient():
            return care.transfer(client, command)
        case ArrangeCover():
            return care.arrange_cover(client, command)
        case GrantConsent():
            return consent.grant(client, command)
        case WithdrawConsent():
            return consent.withdraw(client, command)
        case GrantProxy():
            return proxies.grant(client, command)
        case RevokeProxy():
            return proxies.revoke(client, command)
        case DischargeClient():
            return ending.discharge(client, command)
        case ReadmitClient():
            return ending.readmit(client, command)
        case RecordDeath():
            return ending.record_death(client, command)
