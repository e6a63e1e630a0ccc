"""
The hash chain that makes the log's order provable.

``chain[0]`` is 32 zero bytes; ``chain[n] = SHA-256(chain[n-1] || n as 8 bytes
big-endian || SHA-256(body))``. So one altered, missing, inserted or swapped
event changes every later link. On the bus a link carries a MAC under a key that
Redis does not hold: a stranger can write there, but not convincingly.
"""

import hashlib
from functools import lru_cache
from uuid import UUID
from zlib import crc32

GENESIS = bytes(32)

# A copy of a fresh hash costs half of making one, which looks its algorithm up anew.
_fresh = hashlib.sha256().copy


def digest(body: bytes) -> bytes:
    """Return the SHA-256 of an event's exact stored bytes."""
    return _finished(_fresh(), body)


def link(previous: bytes, position: int, event_digest: bytes) -> bytes:
    """Return the chain's value at a position, from the one before it."""
    return _finished(_fresh(), previous + position.to_bytes(8, "big") + event_digest)


def mac(bus_key: bytes, position: int, chain: bytes) -> bytes:
    """Return the HMAC-SHA-256 that lets a bus reader trust a link."""
    inner, outer = _begun(bus_key)
    named = _finished(inner.copy(), position.to_bytes(8, "big") + chain)
    return _finished(outer.copy(), named)


def lane_key(client_id: UUID | None) -> int:
    """Return the CRC-32 of a client's id (0..2**32-1); 0 when there is no client."""
    return 0 if client_id is None else crc32(client_id.bytes)


def lane_of(client_id: UUID | None, lanes: int) -> int:
    """Return the lane, of so many, that hears about a client."""
    return lane_key(client_id) % lanes


@lru_cache(maxsize=8)
def _begun(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """
    Return the two hashes that HMAC (RFC 2104) begins with, for a key of up to 64 bytes.

    Written out because ``hmac.digest`` hashes the key anew each time, once per event.
    """
    padded = key.ljust(64, b"\0")
    inner, outer = (bytes(byte ^ mask for byte in padded) for mask in (0x36, 0x5C))
    return hashlib.sha256(inner), hashlib.sha256(outer)


def _finished(begun: "hashlib._Hash", rest: bytes) -> bytes:
    begun.update(rest)
    return begun.digest()
