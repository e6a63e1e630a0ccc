"""
A signed checkpoint: where the log stood, to be kept where the log is not.

It holds a position, the chain up to it, and a MAC under the bus key, so whoever can
write to the database can neither make one nor alter one unnoticed.
"""

import hmac
from datetime import datetime
from pathlib import Path

import msgspec

from shared.bus import Head


class CheckpointIsWrong(Exception):
    """The checkpoint's signature does not fit: it was altered, or made elsewhere."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """The file: one JSON object."""

    position: int
    chain: str
    made_at: datetime
    mac: str


def write(path: Path, key: bytes, head: Head, made_at: datetime) -> None:
    """Write a checkpoint of the log's head."""
    chain = head.chain.hex()
    signed = Signed(
        position=head.position,
        chain=chain,
        made_at=made_at,
        mac=_mac(key, head.position, chain, made_at),
    )
    path.write_bytes(msgspec.json.encode(signed) + b"\n")


def read(path: Path, key: bytes) -> Head:
    """
    Return the head that a checkpoint vouches for.

    :raises CheckpointIsWrong: if it is not one that was made with this key.
    """
    try:
        signed = msgspec.json.decode(path.read_bytes(), type=Signed)
        head = Head(signed.position, bytes.fromhex(signed.chain))
    except (msgspec.MsgspecError, ValueError) as error:
        raise CheckpointIsWrong from error
    expected = _mac(key, signed.position, signed.chain, signed.made_at)
    if not hmac.compare_digest(expected, signed.mac):
        raise CheckpointIsWrong
    return head


def _mac(key: bytes, position: int, chain: str, made_at: datetime) -> str:
    words = f"guidepost checkpoint {position} {chain} {made_at.isoformat()}"
    return hmac.digest(key, words.encode(), "sha256").hex()
