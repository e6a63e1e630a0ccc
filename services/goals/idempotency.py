"""
The answer already given to a repeated request.

A caller who names a request may send it again after a lost reply and gets the same
answer, once the first has been carried out; refusals are not kept. The body is
remembered only as a keyed hash, so that the record tells nothing about it.
"""

import hmac
from dataclasses import dataclass
from uuid import UUID


class KeyWasUsedOtherwise(Exception):
    """The Idempotency-Key belongs to another request; send a new key with this one."""


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What a caller calls a request, and a keyed hash of all that it asks for."""

    principal: str
    key: str
    body_hash: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command led to, as it was told to the caller."""

    status: int
    stream_id: UUID
    version: int
    body: bytes


def body_hash(secret: bytes, *parts: bytes) -> bytes:
    """Return the keyed hash of a request's parts, each kept apart from the next."""
    text = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.digest(secret, text, "sha256")


def require_same(given: RequestKey, kept: bytes) -> None:
    """
    Let only the same request have the answer.

    :raises KeyWasUsedOtherwise: if the key was used with another body.
    """
    if not hmac.compare_digest(given.body_hash, kept):
        raise KeyWasUsedOtherwise
