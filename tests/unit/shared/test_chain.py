"""The chain: one link a position, and no two histories share one."""

import hashlib
import hmac
from uuid import UUID
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from shared.chain import GENESIS, digest, lane_key, lane_of, link, mac

CLIENT = UUID(int=7)


def test_a_link_is_the_hash_of_the_one_before_the_position_and_the_digest() -> None:
    body = b'{"specversion":"1.0"}'

    first = link(GENESIS, 1, digest(body))

    written_out = bytes(32) + b"\0\0\0\0\0\0\0\1" + hashlib.sha256(body).digest()
    assert first == hashlib.sha256(written_out).digest()


@given(st.lists(st.binary(min_size=1), min_size=2, unique=True))
def test_two_events_swapped_change_every_link_from_there(bodies: list[bytes]) -> None:
    swapped = [bodies[1], bodies[0], *bodies[2:]]

    before, after = _links(bodies), _links(swapped)

    assert not set(before) & set(after)


def test_a_mac_needs_the_key_and_fits_one_position_only() -> None:
    key, other = bytes(32), bytes(31) + b"\1"

    assert mac(key, 1, GENESIS) != mac(other, 1, GENESIS)
    assert mac(key, 1, GENESIS) != mac(key, 2, GENESIS)


def test_a_clients_lane_is_the_crc_of_the_id_and_no_client_is_lane_zero() -> None:
    assert lane_key(CLIENT) == crc32(CLIENT.bytes)
    assert lane_of(CLIENT, 4) == crc32(CLIENT.bytes) % 4
    assert lane_of(None, 4) == 0


def _links(bodies: list[bytes]) -> list[bytes]:
    links, last = [], GENESIS
    for position, body in enumerate(bodies, start=1):
        last = link(last, position, digest(body))
        links.append(last)
    return links


def test_a_mac_is_the_hmac_that_others_can_compute() -> None:
    key = bytes(range(32))

    assert mac(key, 7, GENESIS) == hmac.digest(
        key, (7).to_bytes(8, "big") + GENESIS, "sha256"
    )
