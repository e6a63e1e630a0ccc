"""
Every entry and rating of a goal, packed into bytes.

An entry is a record of 32 bytes, so that ten thousand of them are one block of
320 kB that a snapshot copies instead of decoding. Appending touches a short tail;
records are unpacked only when a rule has to look at them.
"""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from shared.contracts.goals import Rater

NO_MEASURE = 0xFF
"""The measure of an entry that has none: it names a milestone in words."""

NO_MILESTONE = 0xFFFF
"""The milestone of an entry that has none."""

_RATERS = (Rater.CLIENT, Rater.CLINICIAN, Rater.CAREGIVER)
_CLIENT = _RATERS.index(Rater.CLIENT)
_RETRACTED = 0x80

_RECORD = struct.Struct("<16sidBHB")
_TAIL = 64 * _RECORD.size


class Entry(NamedTuple):
    """
    One entry: ``day`` counts from 0001-01-01, as ``date.toordinal`` does.

    ``measure`` and ``milestone`` are places in the goal's plan; the value of an
    entry without a measure means nothing. ``mark`` tells the rater (the client's
    word unless another rated), and whether the entry was retracted.
    """

    entry_id: bytes
    day: int
    value: float
    measure: int
    milestone: int = NO_MILESTONE
    mark: int = _CLIENT

    @property
    def rater(self) -> Rater:
        return _RATERS[self.mark & ~_RETRACTED]

    @property
    def by_client(self) -> bool:
        """Whether it counts for the goal, and does not stand beside it."""
        return self.mark == _CLIENT

    @property
    def retracted(self) -> bool:
        return self.mark >= _RETRACTED

    @property
    def as_recorded(self) -> "Entry":
        """The entry as it was before anybody retracted it."""
        return self._replace(mark=self.mark & ~_RETRACTED)


class Ledger(msgspec.Struct, frozen=True):
    """
    The entries in the order in which they were recorded.

    ``gone`` counts those that were retracted: they stay, and no longer count.
    """

    packed: bytes = b""
    tail: bytes = b""
    gone: int = 0

    def __len__(self) -> int:
        return (len(self.packed) + len(self.tail)) // _RECORD.size - self.gone

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries that count: those that nobody retracted."""
        for block in (self.packed, self.tail):
            for record in _RECORD.iter_unpack(block):
                if record[-1] < _RETRACTED:
                    yield Entry._make(record)

    def append(self, entry: Entry) -> "Ledger":
        """Return the ledger with one more entry."""
        tail = self.tail + _RECORD.pack(*entry)
        if len(tail) < _TAIL:
            return Ledger(self.packed, tail, self.gone)
        return Ledger(self.packed + tail, b"", self.gone)

    def find(self, entry_id: bytes) -> Entry | None:
        """Return the entry with this id, also one that was retracted."""
        for block in (self.tail, self.packed):
            at = _offset(block, entry_id)
            if at is not None:
                return Entry._make(_RECORD.unpack_from(block, at))
        return None

    def corrected(self, entry_id: bytes, value: float) -> "Ledger":
        """Return the ledger with another value in one entry's place."""
        return self._changed(entry_id, lambda old: old._replace(value=value))

    def retracted(self, entry_id: bytes) -> "Ledger":
        """Return the ledger with one entry that no longer counts."""
        old = self.find(entry_id)
        if old is None or old.retracted:
            return self
        ledger = self._changed(
            entry_id, lambda entry: entry._replace(mark=entry.mark | _RETRACTED)
        )
        return Ledger(ledger.packed, ledger.tail, self.gone + 1)

    def _changed(self, entry_id: bytes, change: Callable[[Entry], Entry]) -> "Ledger":
        at = _offset(self.tail, entry_id)
        if at is not None:
            tail = _patched(self.tail, at, change)
            return Ledger(self.packed, tail, self.gone)
        at = _offset(self.packed, entry_id)
        if at is not None:
            packed = _patched(self.packed, at, change)
            return Ledger(packed, self.tail, self.gone)
        return self


def mark_of(rater: Rater) -> int:
    """Return how an entry shows whose rating it is."""
    return _RATERS.index(rater)


def _offset(block: bytes, entry_id: bytes) -> int | None:
    at = block.find(entry_id)
    while at >= 0 and at % _RECORD.size:
        at = block.find(entry_id, at + 1)
    return at if at >= 0 else None


def _patched(block: bytes, at: int, change: Callable[[Entry], Entry]) -> bytes:
    old = Entry._make(_RECORD.unpack_from(block, at))
    return block[:at] + _RECORD.pack(*change(old)) + block[at + _RECORD.size :]
