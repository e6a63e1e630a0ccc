"""Law 6, the bus may be lost: wiped, holed or forged, it becomes right again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis

from services.goals import log
from services.goals.publishing import Publisher
from shared.bus import STREAM
from shared.chain import digest, link, mac
from tests.support.loopback import free_port
from tests.support.patience import eventually
from tests.support.relay_runner import running
from tests.support.relaying import (
    Stand,
    commit_events,
    relay_all,
    stand_on,
    whole_log,
)
from tests.support.servers import Urls

KEPT = 1_000
STRANGERS_KEY = bytes(32)


@pytest.fixture
def stand(goals_db: Urls, redis: Redis, redis_url: str) -> Iterator[Stand]:
    with stand_on(goals_db, redis, redis_url) as stand:
        yield stand


def wiped(stand: Stand) -> None:
    stand.redis.flushdb()


def trimmed_to_nothing(stand: Stand) -> None:
    stand.redis.xtrim(STREAM, maxlen=0, approximate=False)


def newest_entry_deleted(stand: Stand) -> None:
    stand.redis.xdel(STREAM, f"{stand.newest}-0")


def of_another_type(stand: Stand) -> None:
    stand.redis.delete(STREAM)
    stand.redis.rpush(STREAM, "not a stream")


def last_id_set_far_ahead(stand: Stand) -> None:
    send: Any = stand.redis.execute_command  # redis-py knows no XSETID
    send("XSETID", STREAM, "999999-0")


def garbage_id(stand: Stand) -> None:
    stand.redis.xadd(STREAM, {"anything": "at all"}, id=f"{stand.newest}-7")


def id_of_the_clock(stand: Stand) -> None:
    stand.redis.xadd(STREAM, {"anything": "at all"})


def far_ahead_without_a_mac(stand: Stand) -> None:
    forge(stand, 500_000, stand.bus.tail().chain, b"")


def right_chain_but_no_mac(stand: Stand) -> None:
    position, _, chain = whole_log(stand.reader)[-1]
    forge(stand, position + 1, link(chain, position + 1, digest(b"{}")), b"")


def right_chain_with_another_key(stand: Stand) -> None:
    position, _, chain = whole_log(stand.reader)[-1]
    chain = link(chain, position + 1, digest(b"{}"))
    forge(stand, position + 1, chain, mac(STRANGERS_KEY, position + 1, chain))


def mac_of_another_position(stand: Stand) -> None:
    tail = stand.bus.tail()
    forge(stand, stand.newest + 1, tail.chain, tail.mac)


def forge(stand: Stand, position: int, chain: bytes, seal: bytes) -> None:
    fields = {
        "body": b"{}",
        "proof": digest(b"{}") + chain + seal,
    }
    stand.redis.xadd(STREAM, fields, id=f"{position}-0")  # type: ignore[arg-type]  # bytes are fine


MISFORTUNES = (
    wiped,
    trimmed_to_nothing,
    newest_entry_deleted,
    of_another_type,
    last_id_set_far_ahead,
    garbage_id,
    id_of_the_clock,
    far_ahead_without_a_mac,
    right_chain_but_no_mac,
    right_chain_with_another_key,
    mac_of_another_position,
)


@pytest.mark.parametrize("misfortune", MISFORTUNES, ids=lambda found: found.__name__)
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "restarted"])
def test_publishing_resumes_by_itself(
    stand: Stand, misfortune: Callable[[Stand], None], *, warm: bool
) -> None:
    publisher = Publisher(stand.bus, kept=KEPT)
    commit_events(stand.urls.api, 5)
    relay_all_as_relay(stand, publisher)
    misfortune(stand)

    commit_events(stand.urls.api, 3)
    again = publisher if warm else Publisher(stand.bus, kept=KEPT)
    relay_all_as_relay(stand, again)

    stand.assert_sound(8)
    assert stand.redis.xlen(STREAM) == 8


@pytest.mark.parametrize("misfortune", MISFORTUNES, ids=lambda found: found.__name__)
def test_an_idle_bus_is_put_right_by_a_look(
    stand: Stand, misfortune: Callable[[Stand], None]
) -> None:
    publisher = Publisher(stand.bus, kept=KEPT)
    commit_events(stand.urls.api, 5)
    relay_all_as_relay(stand, publisher)
    misfortune(stand)

    publisher.look(stand.reader)
    while publisher.publish(stand.reader):
        pass

    stand.assert_sound(5)


@pytest.mark.parametrize("misfortune", MISFORTUNES, ids=lambda found: found.__name__)
def test_nothing_forged_is_read(
    stand: Stand, misfortune: Callable[[Stand], None]
) -> None:
    commit_events(stand.urls.api, 5)
    relay_all_as_relay(stand, Publisher(stand.bus, kept=KEPT))
    misfortune(stand)

    entries = stand.bus.read(0, 100)
    beyond = stand.bus.read(5, 100)

    genuine = whole_log(stand.reader)
    assert [(entry.position, entry.body, entry.chain) for entry in entries] == genuine[
        : len(entries)
    ]
    assert beyond == []


def test_a_bus_wiped_again_and_again_under_load_ends_whole(stand: Stand) -> None:
    with (
        running(stand.urls.relay, stand.redis_url),
        running(stand.urls.relay, stand.redis_url),
    ):
        for _ in range(6):
            commit_events(stand.urls.api, 40)
            stand.redis.flushdb()
        commit_events(stand.urls.api, 10)
        eventually(lambda: stand.newest == 250)

    stand.assert_sound(250)
    assert stand.redis.xlen(STREAM) == 250


def test_sequencing_goes_on_while_redis_is_away(stand: Stand) -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    with running(stand.urls.relay, nowhere):
        commit_events(stand.urls.api, 20)
        eventually(lambda: log.head(stand.reader).position == 20)

    with running(stand.urls.relay, stand.redis_url):
        eventually(lambda: stand.newest == 20)

    stand.assert_sound(20)


def relay_all_as_relay(stand: Stand, publisher: Publisher) -> None:
    with stand.as_relay() as connection:
        relay_all(connection, publisher)
