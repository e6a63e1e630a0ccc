"""
A folded state, to start from instead of the stream's first event.

A snapshot is a saving of time and nothing else: it is named by a hash of the state's
type and the version of ``evolve``, and one that this code does not know or cannot read
is ignored, as if it had never been written.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import msgspec
import psycopg

S = TypeVar("S")

EVERY: Final = 50
"""How many events a stream grows by before it is worth another snapshot."""

SAVE: Final = """
INSERT INTO snapshots
    (stream_id, state, version, recorded_at, clinic_id, client_id, body)
VALUES (%s, %s, %s, %s, %s, %s, %b)
ON CONFLICT (stream_id, state) DO UPDATE SET
    version = excluded.version, recorded_at = excluded.recorded_at,
    body = excluded.body
WHERE snapshots.version < excluded.version
"""


class SnapshotIsUnreadable(Exception):
    """The snapshot is not what its name promises; start from the first event."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stream stands: whose it is, its version, and when that was written."""

    stream_id: UUID
    version: int
    recorded_at: datetime
    clinic_id: UUID
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class StateKind(Generic[S]):
    """A kind of state: how it is called among snapshots, packed and unpacked."""

    name: str
    pack: Callable[[S], bytes]
    unpack: Callable[[bytes], S]


def kind_of(state: type[S], evolve_version: int) -> StateKind[S]:
    """Return the kind of snapshot for a state's type and a version of ``evolve``."""
    shape = msgspec.json.encode(
        msgspec.json.schema_components([state], ref_template="{name}"), order="sorted"
    )
    digest = hashlib.sha256(shape + b"/%d" % evolve_version).hexdigest()
    decoder = msgspec.msgpack.Decoder(state)

    def unpack(body: bytes) -> S:
        try:
            return decoder.decode(body)
        except msgspec.MsgspecError as error:
            raise SnapshotIsUnreadable from error

    name = f"{state.__qualname__.lower()}-{digest[:16]}"
    return StateKind(name, msgspec.msgpack.Encoder().encode, unpack)


def save(
    connection: psycopg.Connection[Any], kind: StateKind[S], mark: Mark, state: S
) -> None:
    """Keep a state, unless a newer one of its kind is kept already."""
    connection.execute(
        SAVE,
        (
            mark.stream_id,
            kind.name,
            mark.version,
            mark.recorded_at,
            mark.clinic_id,
            mark.client_id,
            kind.pack(state),
        ),
    )
