"""Law 12, history cannot fork silently: the relay stops until the operator recovers."""

from collections.abc import Iterator
from threading import Thread
from time import monotonic

import psycopg
import pytest
from redis import Redis

from services.goals.publishing import HistoryForked, Publisher
from services.goals.recover import Recovered, recover_bus
from services.goals.relay import Relay
from services.goals.relay_facts import RelayFacts
from services.goals.sequencing import waiting
from shared.bus import STREAM
from tests.support.patience import eventually
from tests.support.relay_runner import parts
from tests.support.relaying import Stand, commit_events, relay_all, stand_on
from tests.support.servers import Urls

KEPT = 1_000


@pytest.fixture
def stand(goals_db: Urls, redis: Redis, redis_url: str) -> Iterator[Stand]:
    with stand_on(goals_db, redis, redis_url) as stand:
        yield stand


@pytest.fixture
def set_back(stand: Stand) -> Stand:
    """Have eight events on the bus, of which the store knows five."""
    commit_events(stand.urls.api, 8)
    with stand.as_relay() as connection:
        relay_all(connection, Publisher(stand.bus, kept=KEPT))
    with psycopg.connect(stand.urls.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM log WHERE position > 5")
        admin.execute(
            "DELETE FROM events WHERE ordinal NOT IN (SELECT ordinal FROM log)"
        )
    return stand


def test_a_bus_ahead_of_the_log_stops_the_relay(set_back: Stand) -> None:
    with set_back.as_relay() as connection, pytest.raises(HistoryForked):
        relay_all(connection, Publisher(set_back.bus, kept=KEPT))

    assert set_back.newest == 8


def test_a_bus_of_another_history_stops_the_relay(set_back: Stand) -> None:
    commit_events(set_back.urls.api, 4)

    with set_back.as_relay() as connection, pytest.raises(HistoryForked):
        relay_all(connection, Publisher(set_back.bus, kept=KEPT))

    assert set_back.newest == 8


def test_a_running_relay_sequences_nothing_more_until_the_bus_is_recovered(
    set_back: Stand,
) -> None:
    facts = RelayFacts()
    relay = Relay(parts(set_back.urls.relay, set_back.redis_url), facts)
    thread = Thread(target=relay.run)
    thread.start()
    try:
        eventually(lambda: facts.ready()["halted"] is not None)
        commit_events(set_back.urls.api, 4)
        let_it_go_round(facts)
        assert (waiting(set_back.reader), set_back.newest) == (4, 8)

        with set_back.as_relay() as connection:
            assert recover_bus(connection, set_back.bus) is Recovered.DELETED
        eventually(lambda: set_back.newest == 9)
        eventually(lambda: facts.ready()["halted"] is None)
    finally:
        relay.stop()
        thread.join()

    set_back.assert_sound(9)


def let_it_go_round(facts: RelayFacts) -> None:
    """Wait until the sequencer began a round after this moment, and ended it."""
    now = monotonic()
    eventually(lambda: facts.sequencer_beat > now)
    first = facts.sequencer_beat
    eventually(lambda: facts.sequencer_beat > first)


def test_recovering_a_sound_bus_changes_nothing(stand: Stand) -> None:
    commit_events(stand.urls.api, 3)
    with stand.as_relay() as connection:
        relay_all(connection, Publisher(stand.bus, kept=KEPT))

        assert recover_bus(connection, stand.bus) is Recovered.NOTHING

    assert stand.redis.xlen(STREAM) == 3


def test_recovering_an_empty_bus_leaves_it_to_the_relay(stand: Stand) -> None:
    with stand.as_relay() as connection:
        assert recover_bus(connection, stand.bus) is Recovered.NO_STREAM
