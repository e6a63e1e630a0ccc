"""Whatever is asked, in any order: what holds for every client."""

from collections import Counter
from collections.abc import Sequence
from functools import reduce

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.goals.domain.client.concerns import RewordConcern
from services.goals.domain.client.decide import ClientCommand, decide
from services.goals.domain.client.evolve import evolve, replay
from services.goals.domain.client.safety import AcknowledgeSafetyConcern
from services.goals.domain.client.state import (
    Client,
    ClientError,
    Status,
    open_concerns,
    open_safety_concerns,
)
from shared.contracts.clients import (
    ClientDied,
    ClientDischarged,
    ClientEvent,
    ClientReadmitted,
    ConcernRaised,
    IntakeCompleted,
    IntakeRequested,
    IntakeStarted,
    MeasureAdministered,
    SafetyConcernAcknowledged,
    SafetyConcernFlagged,
)
from shared.contracts.measuring import Instrument
from tests.support import client_requests as requests
from tests.support.client_examples import acknowledge

NOT_AFTER_A_DISCHARGE = (
    ConcernRaised,
    IntakeRequested,
    IntakeStarted,
    IntakeCompleted,
)


class AnyRequestInAnyOrder(RuleBasedStateMachine):
    """A client's record, and everything that was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.client = Client()
        self.history: list[ClientEvent] = []

    def ask(self, command: ClientCommand) -> None:
        try:
            facts = decide(self.client, command)
        except ClientError as refusal:
            with pytest.raises(type(refusal)):
                decide(self.client, command)
            return
        assert decide(self.client, command) == facts
        must_be_timely(self.client, command, facts)
        self.client = reduce(evolve, facts, self.client)
        self.history += facts
        if not may_be_said_again(command):
            assert decide(self.client, command) == []

    @initialize(command=requests.register)
    def is_registered(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.registering | requests.strengths)
    def tells_who_they_are(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.intakes)
    def asks_for_help(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.concerns)
    def says_what_troubles_them(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.forms)
    def fills_a_form_in(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.safety)
    def somebody_looks(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.care)
    def is_cared_for(self, command: ClientCommand) -> None:
        self.ask(command)

    @rule(command=requests.consents)
    def allows(self, command: ClientCommand) -> None:
        self.ask(command)

    @precondition(lambda self: len(self.history) > 6)
    @rule(command=requests.discharges, looked=st.booleans())
    def leaves(self, command: ClientCommand, *, looked: bool) -> None:
        for concern in open_safety_concerns(self.client) if looked else ():
            self.ask(acknowledge(concern_id=concern, occurred_on=None))
        self.ask(command)

    @rule(command=requests.readmissions)
    def comes_back(self, command: ClientCommand) -> None:
        self.ask(command)

    @precondition(lambda self: len(self.history) > 15)
    @rule(command=requests.deaths)
    def dies(self, command: ClientCommand) -> None:
        self.ask(command)

    @invariant()
    def history_adds_up(self) -> None:
        assert replay(self.history) == self.client
        stored = msgspec.msgpack.encode(self.client)
        assert msgspec.msgpack.decode(stored, type=Client) == self.client

    @invariant()
    def nobody_is_quoted(self) -> None:
        assert requests.WORDS not in repr(self.client)

    @invariant()
    def state_is_legal(self) -> None:
        client = self.client
        for kept in (
            [one.id for one in client.requests],
            [one.id for one in client.concerns],
            [one.id for one in client.wins],
            [one.id for one in client.forms],
            [one.id for one in client.safety_concerns],
            [one.id for one in client.consents],
            [one.id for one in client.proxies],
            client.ranking,
            client.clinicians,
            client.covers,
        ):
            assert len(set(kept)) == len(kept)
        assert set(client.ranking) <= set(open_concerns(client))
        assert not client.former_clinicians & set(client.clinicians)
        assert {one.clinician_id for one in client.covers} <= set(client.clinicians)
        assert (client.status is Status.DIED) == (client.died_on is not None)
        if client.status is not Status.DIED:
            left = client.status is Status.DISCHARGED
            assert left == (client.discharged_on is not None)

    @invariant()
    def forms_are_corrected_once(self) -> None:
        forms = {form.id: form for form in self.client.forms}
        corrected = [form.corrects for form in forms.values() if form.corrects]
        assert len(set(corrected)) == len(corrected)
        for form in forms.values():
            assert form.corrected == (form.id in corrected)
            if form.corrects is None:
                assert form.first == form.id
            else:
                assert form.first == forms[form.corrects].first
                assert form.instrument is forms[form.corrects].instrument

    @invariant()
    def item_nine_is_flagged_once_for_each_form(self) -> None:
        flags = [f for f in self.history if isinstance(f, SafetyConcernFlagged)]
        forms = [f for f in self.history if isinstance(f, MeasureAdministered)]
        wanted = [
            form.administration_id
            for form in forms
            if form.instrument is Instrument.PHQ9 and form.items and form.items[8]
        ]
        assert [flag.administration_id for flag in flags] == wanted
        assert len({flag.concern_id for flag in flags}) == len(flags)

    @invariant()
    def what_waits_for_a_look_was_not_acknowledged(self) -> None:
        seen = {
            fact.concern_id
            for fact in self.history
            if isinstance(fact, SafetyConcernAcknowledged)
        }
        for concern in self.client.safety_concerns:
            if concern.acknowledged_on is not None:
                assert concern.id in seen

    @invariant()
    def episodes_are_kept_apart(self) -> None:
        kinds = Counter(type(fact) for fact in self.history)
        assert self.client.episode == 1 + kinds[ClientReadmitted]
        assert kinds[ClientDied] <= 1
        in_care = True
        for place, fact in enumerate(self.history):
            match fact:
                case ClientDischarged():
                    assert in_care
                    in_care = False
                case ClientReadmitted():
                    assert not in_care
                    in_care = True
                case ClientDied():
                    later = {type(other) for other in self.history[place + 1 :]}
                    assert later <= {SafetyConcernAcknowledged}
                case MeasureAdministered(corrects=None):
                    assert in_care
                case _:
                    assert in_care or not isinstance(fact, NOT_AFTER_A_DISCHARGE)


def must_be_timely(
    client: Client, command: ClientCommand, facts: Sequence[ClientEvent]
) -> None:
    today = getattr(command, "today", None)
    for fact in facts:
        day = getattr(fact, "occurred_on", None)
        assert day is None or today is None or day <= today
        if isinstance(fact, ClientDischarged):
            assert not open_safety_concerns(client)


def may_be_said_again(command: ClientCommand) -> bool:
    """Return whether repeating a command may say something new: its words."""
    if isinstance(command, RewordConcern):
        return command.own_words is not None
    return isinstance(command, AcknowledgeSafetyConcern) and command.corrects


TestAnyRequestInAnyOrder = AnyRequestInAnyOrder.TestCase
TestAnyRequestInAnyOrder.settings = settings(
    deadline=None, max_examples=60, stateful_step_count=50
)


@settings(deadline=None, max_examples=60)
@given(st.lists(requests.facts_of_any_kind, max_size=30), st.integers(0, 30))
def test_every_fact_is_accepted_in_every_state(
    history: list[ClientEvent], cut: int
) -> None:
    client = replay(history)
    stored = msgspec.msgpack.encode(replay(history[:cut]))
    begun = msgspec.msgpack.decode(stored, type=Client)

    assert reduce(evolve, history[cut:], begun) == client
    assert set(client.ranking) <= set(open_concerns(client))
