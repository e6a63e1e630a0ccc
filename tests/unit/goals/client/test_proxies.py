from datetime import timedelta
from typing import Any

import pytest

from services.goals.domain.client.guards import ClientHasDied
from services.goals.domain.client.proxies import (
    ProxyIsAlreadyGranted,
    ProxyIsSomebodyElse,
    ProxyIsUnknown,
    RevokeProxy,
    may_act,
)
from services.goals.domain.client.state import Client
from shared.contracts.clients import Capacity, ClientEvent, ProxyRevoked
from tests.support.client_examples import (
    MONDAY,
    PROXY,
    died,
    grant_proxy,
    proxy_granted,
    registered,
)
from tests.support.client_specification import CLIENTS, given

revoke = RevokeProxy(proxy_id=PROXY)
revoked = ProxyRevoked(proxy_id=PROXY)


def after(*facts: ClientEvent) -> Client:
    return CLIENTS.replayed([registered(), *facts])


def test_another_person_may_act_for_a_client() -> None:
    given(registered()).when(grant_proxy()).then(proxy_granted())


def test_granting_twice_changes_nothing() -> None:
    given(registered()).when(grant_proxy(), grant_proxy()).then_nothing()


@pytest.mark.parametrize(
    "other", [{"capacity": Capacity.GUARDIAN}, {"until_on": MONDAY}]
)
def test_one_person_acts_in_one_capacity_at_a_time(other: dict[str, Any]) -> None:
    given(registered(), proxy_granted()).when(grant_proxy(**other)).then_refused(
        ProxyIsAlreadyGranted
    )
    given(registered(), proxy_granted(), revoked).when(grant_proxy(**other)).then(
        proxy_granted(**other)
    )


def test_nobody_is_their_own_proxy() -> None:
    given(registered()).when(grant_proxy(capacity=Capacity.SELF)).then_refused(
        ProxyIsSomebodyElse
    )


def test_a_proxy_is_revoked_without_a_reason() -> None:
    given(registered(), proxy_granted()).when(revoke).then(revoked)


def test_revoking_twice_changes_nothing() -> None:
    given(registered(), proxy_granted()).when(revoke, revoke).then_nothing()


def test_only_what_was_granted_is_revoked() -> None:
    given(registered()).when(revoke).then_refused(ProxyIsUnknown)


def test_a_client_grants_anew_what_was_revoked() -> None:
    given(registered(), proxy_granted(), revoked).when(grant_proxy()).then(
        proxy_granted()
    )
    assert may_act(after(proxy_granted(), revoked, proxy_granted()), PROXY, MONDAY)


def test_after_a_death_nobody_acts_any_more() -> None:
    given(registered(), died()).when(grant_proxy()).then_refused(ClientHasDied)
    given(registered(), proxy_granted(), died()).when(revoke).then_refused(
        ClientHasDied
    )
    assert not may_act(after(proxy_granted(), died()), PROXY, MONDAY)


def test_a_proxy_acts_until_the_last_day_or_a_revocation() -> None:
    tuesday = MONDAY + timedelta(days=1)
    client = after(proxy_granted(until_on=MONDAY))

    assert may_act(client, PROXY, MONDAY)
    assert not may_act(client, PROXY, tuesday)
    assert may_act(after(proxy_granted()), PROXY, tuesday)
    assert not may_act(after(proxy_granted(), revoked), PROXY, MONDAY)
    assert not may_act(after(), PROXY, MONDAY)
