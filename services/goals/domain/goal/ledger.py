"""
Every entry of a goal, packed into bytes.

An entry is a record of 32 bytes, so that ten thousand of them are one block of
320 kB that a snapshot copies instead of decoding. Appending touches a short tail;
records are unpacked only when a rule has to look at them.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

NONE = 0xFFFF
"""The measure or milestone of an entry that has none."""

_RECORD = struct.Struct("<16sidHH")
_TAIL = 64 * _RECORD.size


class Entry(NamedTuple):
    """
    One entry: ``day`` counts from 0001-01-01, as ``date.toordinal`` does.

    ``measure`` and ``milestone`` are places in the goal's plan; the value of an
    entry without a measure means nothing.
    """

    entry_id: bytes
    day: int
    value: float
    measure: int
    milestone: int


class Ledger(msgspec.Struct, frozen=True):
    """The entries in the order in which they were recorded."""

    packed: bytes = b""
    tail: bytes = b""

    def __len__(self) -> int:
        return (len(self.packed) + len(self.tail)) // _RECORD.size

    def __iter__(self) -> Iterator[Entry]:
        for block in (self.packed, self.tail):
            for record in _RECORD.iter_unpack(block):
                yield Entry._make(record)

    def append(self, entry: Entry) -> "Ledger":
        """Return the ledger with one more entry."""
        tail = self.tail + _RECORD.pack(*entry)
        if len(tail) < _TAIL:
            return Ledger(self.packed, tail)
        return Ledger(self.packed + tail, b"")

    def find(self, entry_id: bytes) -> Entry | None:
        """Return the entry with this id."""
        for block in (self.tail, self.packed):
            at = _offset(block, entry_id)
            if at is not None:
                return Entry._make(_RECORD.unpack_from(block, at))
        return None

    def corrected(self, entry_id: bytes, value: float) -> "Ledger":
        """Return the ledger with another value in one entry's place."""
        at = _offset(self.tail, entry_id)
        if at is not None:
            return Ledger(self.packed, _patched(self.tail, at, value))
        at = _offset(self.packed, entry_id)
        if at is not None:
            return Ledger(_patched(self.packed, at, value), self.tail)
        return self


def _offset(block: bytes, entry_id: bytes) -> int | None:
    at = block.find(entry_id)
    while at >= 0 and at % _RECORD.size:
        at = block.find(entry_id, at + 1)
    return at if at >= 0 else None


def _patched(block: bytes, at: int, value: float) -> bytes:
    old = Entry._make(_RECORD.unpack_from(block, at))
    record = _RECORD.pack(*old._replace(value=value))
    return block[:at] + record + block[at + _RECORD.size :]
