"""Redis emptied, killed, holed or written to by a stranger: the bus becomes right."""

from typing import Any

import pytest
from redis import Redis
from redis.exceptions import ResponseError

from shared.bus import STREAM
from shared.chain import digest, link
from tests.support.audit import Audit
from tests.support.patience import eventually
from tests.support.stack import DELIVERER, SENDERS

LAST_ID = "18446744073709551615-18446744073709551615"
LOST = "Connection to broker lost"  # what a worker's log says


def test_redis_emptied_again_and_again_under_warm_relays(audit: Audit) -> None:
    with audit.load() as load, audit.stack.redis as redis:
        for _ in range(3):
            load.some_more(40)
            redis.flushall()

    audit.assert_sound()


def test_redis_killed_and_started_again(audit: Audit) -> None:
    with audit.load() as load:
        for _ in range(2):
            load.some_more(40)
            audit.stack.servers.restart_redis()

    audit.assert_sound()


def test_letters_being_handed_over_while_redis_is_killed_come_once(
    audit: Audit,
) -> None:
    stack = audit.stack
    with audit.load() as load:
        load.some_more(40)
        with stack.postbox.thinking():
            eventually(lambda: stack.postbox.unanswered == SENDERS)
            noticed = stack.log(DELIVERER).count(LOST)
            stack.servers.restart_redis()
            eventually(lambda: stack.log(DELIVERER).count(LOST) > noticed)
        load.some_more(40)

    audit.assert_sound()


def test_entries_deleted_from_the_middle_and_then_all_of_them(audit: Audit) -> None:
    with audit.load() as load, audit.stack.redis as redis:
        for _ in range(2):
            load.some_more(40)
            eventually(lambda: redis.xlen(STREAM) >= 20)
            found: Any = redis.xrevrange(STREAM, count=20)
            redis.xdel(STREAM, *[name for name, _ in found[5:15]])
        load.some_more(40)
        redis.xtrim(STREAM, maxlen=0, approximate=False)

    audit.assert_sound()


def forge_far_ahead(audit: Audit) -> None:
    forge(audit, ahead=1000, mac=bytes(32))


def forge_the_right_chain_without_a_mac(audit: Audit) -> None:
    forge(audit, ahead=1, mac=b"")


def write_a_garbage_id(audit: Audit) -> None:
    with audit.stack.redis as redis:
        redis.xadd(STREAM, {"body": "{}"}, id=LAST_ID)


def put_another_type_in_its_place(audit: Audit) -> None:
    with audit.stack.redis as redis, redis.pipeline() as at_once:
        at_once.delete(STREAM)
        at_once.lpush(STREAM, "a list")
        at_once.execute()


def forge(audit: Audit, *, ahead: int, mac: bytes) -> None:
    """Add what looks like the newest entry; the relay may be quicker, so insist."""
    with audit.stack.redis as redis:
        eventually(lambda: is_forged(redis, ahead, mac))


def is_forged(redis: Redis, ahead: int, mac: bytes) -> bool:
    found: Any = redis.xrevrange(STREAM, count=1)
    if not found:
        return False
    [(name, fields)] = found
    position = int(name.split(b"-")[0]) + ahead
    body = fields[b"body"].replace(b"count", b"gas")
    printed, before = digest(body), fields[b"proof"][32:64]
    forged = {
        **fields,
        b"body": body,
        b"proof": printed + link(before, position, printed) + mac,
    }
    try:
        redis.xadd(STREAM, forged, id=f"{position}-0")
    except ResponseError:
        return False
    return True


@pytest.mark.parametrize(
    "stranger",
    [
        forge_far_ahead,
        forge_the_right_chain_without_a_mac,
        write_a_garbage_id,
        put_another_type_in_its_place,
    ],
)
def test_what_a_stranger_writes_is_never_heard(audit: Audit, stranger: Any) -> None:
    with audit.load() as load:
        load.some_more(40)
        stranger(audit)
        load.some_more(40)

    audit.assert_sound()
