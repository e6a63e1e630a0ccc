"""
A fact with its place in the world: the CloudEvents envelope and the log.

The stored body is CloudEvents 1.0 JSON without ``position`` and ``chain``, which
the relay assigns later; on the feed and in webhooks they are the last two
members. The bytes of the body are never re-encoded, so its digest stays true.
"""

from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from shared.contracts.fact import Fact

F = TypeVar("F", covariant=True)  # noqa: PLC0105 - short on purpose: it reads as "a fact"

_POSITION = b',"position":'
_CHAIN = b',"chain":"'


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """
    The attributes of a CloudEvent, in the order in which they are written.

    ``data`` holds the fact's fields as JSON. Where its type declares sealed fields
    they may be absent there and replaced by one ``sealed`` member (ciphertext).
    """

    specversion: str
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str
    dataschema: str
    clinicid: UUID
    clientid: UUID | None = None
    streamversion: int
    occurredon: date | None = None
    actor: str
    causationid: str | None = None
    correlationid: str | None = None
    traceparent: str | None = None
    data: msgspec.Raw


class Published(Envelope, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A CloudEvent as the feed and webhooks show it: with its place in the log."""

    position: int
    chain: str


class Recorded(msgspec.Struct, Generic[F], frozen=True, gc=False):
    """A fact, when and by whom it was recorded, and where it stands in the log."""

    position: int
    chain: bytes
    envelope: Envelope
    fact: F

    @property
    def id(self) -> UUID:
        return self.envelope.id

    @property
    def stream_id(self) -> UUID:
        """The aggregate the fact is about: a goal's id, a client's id."""
        return UUID(self.envelope.subject.rpartition("/")[2])

    @property
    def clinic_id(self) -> UUID:
        return self.envelope.clinicid

    @property
    def client_id(self) -> UUID | None:
        return self.envelope.clientid

    @property
    def version(self) -> int:
        return self.envelope.streamversion

    @property
    def recorded_at(self) -> datetime:
        return self.envelope.time

    @property
    def occurred_on(self) -> date | None:
        return self.envelope.occurredon

    @property
    def actor(self) -> str:
        return self.envelope.actor


AnyRecorded = Recorded[Fact]


def spliced(body: bytes, position: int, chain: bytes) -> bytes:
    """Return a stored body with its position and chain as the last two members."""
    return b'%b,"position":%d,"chain":"%b"}' % (
        body[:-1],
        position,
        chain.hex().encode(),
    )


def unspliced(published: bytes) -> tuple[bytes, int, bytes]:
    """
    Return the exact stored body, the position and the chain of a published event.

    :raises ValueError: if the event does not end in position and chain.
    """
    body, found, tail = published.rpartition(_POSITION)
    position, also, chain = tail.partition(_CHAIN)
    if not (found and also and chain.endswith(b'"}')):
        raise ValueError("The event does not end in its position and chain.")
    return body + b"}", int(position), bytes.fromhex(chain[:-2].decode())
