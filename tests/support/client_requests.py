"""What people may ask of a client's record, and what may have happened to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import msgspec
from hypothesis import strategies as st

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
from services.goals.domain.client.decide import ClientCommand
from services.goals.domain.client.ending import (
    DischargeClient,
    ReadmitClient,
    RecordDeath,
)
from services.goals.domain.client.forms import AdministerMeasure, flagged_by
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
from services.goals.domain.client.strengths import NameValue, NoteWin
from shared.contracts.clients import (
    Capacity,
    ClientEvent,
    ConcernDomain,
    Ending,
    Purpose,
    SafetySource,
    Scope,
)
from shared.contracts.fact import Fact
from shared.contracts.measuring import Instrument
from tests.support.client_examples import ASKED_AT, FRIDAY, numbered

WORDS = "words that nobody else may read"
IDS = [numbered(n) for n in range(3)]
FLAGS = [flagged_by(one) for one in IDS]
LONG_AFTER = FRIDAY + timedelta(days=20)

words = st.just(WORDS)
maybe_words = st.none() | words
ids = st.sampled_from(IDS)
safety_ids = st.sampled_from([*FLAGS[:2], *IDS])
maybe_an_id = st.none() | ids
days = st.integers(-3, 20).map(lambda n: FRIDAY + timedelta(days=n))
maybe_a_day = st.none() | days
todays = st.sampled_from([LONG_AFTER] * 4 + [FRIDAY])
moments = st.integers(0, 100).map(lambda n: ASKED_AT + timedelta(hours=n))
severities = st.none() | st.sampled_from([7, 3, 0, 10, 11])
recipients = st.sampled_from([f"{kind}:{IDS[0]}" for kind in ("goal", "system", "all")])


def _asked(command: type[Any], **values: st.SearchStrategy[Any]) -> Any:
    """Return any command of a kind; what has a day also has a today."""
    if "today" in command.__dataclass_fields__:
        values = {"today": todays, "occurred_on": maybe_a_day, **values}
    return st.builds(command, **values)


def _items(count: int) -> st.SearchStrategy[tuple[int | None, ...]]:
    answers = st.none() | st.integers(0, 3)
    return st.lists(answers, min_size=count, max_size=count).map(tuple)


register = st.just(RegisterClient(name=WORDS, time_zone="Europe/London"))

registering = st.builds(
    RegisterClient, name=words, time_zone=st.sampled_from(["Europe/London", "UTC"])
)
intakes: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(RequestIntake, request_id=ids, requested_at=moments, words=maybe_words),
    _asked(AnswerIntake, request_id=ids, words=maybe_words),
    _asked(StartIntake, request_id=maybe_an_id),
    _asked(CompleteIntake, reflections=maybe_words, desired_outcomes=maybe_words),
)
concerns: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(
        RaiseConcern,
        concern_id=ids,
        own_words=words,
        domain=st.sampled_from(list(ConcernDomain)[:2]),
        severity=severities,
    ),
    _asked(RewordConcern, concern_id=ids, own_words=maybe_words, severity=severities),
    _asked(
        PrioritiseConcerns,
        concern_ids=st.lists(ids, max_size=3).map(tuple),
    ),
    _asked(ResolveConcern, concern_id=ids, note=maybe_words),
)
strengths: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(NameValue, value_id=ids, own_words=words),
    _asked(NoteWin, win_id=ids, own_words=words, goal_id=maybe_an_id),
)
forms: st.SearchStrategy[ClientCommand] = st.one_of(
    *(
        _asked(
            AdministerMeasure,
            administration_id=ids,
            instrument=st.just(instrument),
            items=_items(count),
            corrects=corrects,
            why=words,
        )
        for instrument, count in ((Instrument.PHQ9, 9), (Instrument.GAD7, 7))
        for corrects in (st.none(), ids)
    )
)
safety: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(
        RaiseSafetyConcern,
        concern_id=safety_ids,
        source=st.sampled_from(SafetySource),
        words=maybe_words,
    ),
    _asked(
        AcknowledgeSafetyConcern,
        concern_id=safety_ids,
        done=words,
        corrects=st.booleans(),
    ),
)
care: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(AssignClinician, clinician_id=ids),
    _asked(UnassignClinician, clinician_id=ids, reason=maybe_words),
    _asked(TransferClient, from_id=ids, to_id=ids, reason=maybe_words),
    _asked(ArrangeCover, clinician_id=ids, cover_id=ids, from_on=days, until_on=days),
)
consents: st.SearchStrategy[ClientCommand] = st.one_of(
    _asked(
        GrantConsent,
        consent_id=ids,
        recipient=recipients,
        scope=st.sampled_from(Scope),
        purpose=st.sampled_from(Purpose),
        capacity=st.sampled_from(Capacity),
        granted_by=maybe_words,
        until_on=maybe_a_day,
    ),
    _asked(WithdrawConsent, consent_id=ids, reason=maybe_words),
    _asked(
        GrantProxy,
        proxy_id=ids,
        capacity=st.sampled_from(Capacity),
        until_on=maybe_a_day,
    ),
    _asked(RevokeProxy, proxy_id=ids, reason=maybe_words),
)
discharges: st.SearchStrategy[ClientCommand] = _asked(
    DischargeClient,
    ending=st.sampled_from(Ending),
    reason=maybe_words,
    maintenance_plan=maybe_words,
)
readmissions: st.SearchStrategy[ClientCommand] = _asked(
    ReadmitClient, reason=maybe_words
)
deaths: st.SearchStrategy[ClientCommand] = _asked(RecordDeath)


def _any_value(kind: Any) -> st.SearchStrategy[Any]:
    """Return any value of a fact's field; ids are few, so that facts meet."""
    known: dict[Any, st.SearchStrategy[Any]] = {
        UUID: safety_ids,
        UUID | None: st.none() | safety_ids,
        tuple[UUID, ...]: st.lists(safety_ids, max_size=4).map(tuple),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        int: st.integers(-100, 100),
        int | None: st.none() | st.integers(-100, 100),
    }
    return known[kind] if kind in known else st.from_type(kind)


def _any_fact(fact: type[Fact]) -> st.SearchStrategy[Any]:
    fields = msgspec.structs.fields(fact)
    return st.builds(fact, **{field.name: _any_value(field.type) for field in fields})


facts_of_any_kind: st.SearchStrategy[ClientEvent] = st.one_of(
    *(_any_fact(fact) for fact in get_args(ClientEvent))
)
