"""
Verifying: is the log still what it was when it was written.

The walk recomputes every digest and link, compares each copied column with its
event's body, and names the first position that is not what it was: altered,
missing, inserted or swapped. Damage at the very end leaves a shorter or
another log that is sound in itself; only a checkpoint kept elsewhere shows it.
Events that still wait in ``pending`` are no damage. The walk reads in short
transactions, so it can run beside everything else for as long as it takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from services.goals import log
from services.goals.log import Connection
from shared.bus import Head
from shared.chain import digest, lane_key, link
from shared.envelope import Envelope

CHUNK = 5_000

WALK = """
SELECT position, chain, body, id, clinic_id, client_id, lane_key, stream_id, version,
    type, recorded_at
FROM log LEFT JOIN events USING (ordinal)
WHERE position > %s AND position <= %s ORDER BY position LIMIT %s
"""

LOST = """
SELECT events.ordinal FROM events
WHERE NOT EXISTS (SELECT FROM log WHERE log.ordinal = events.ordinal)
AND NOT EXISTS (SELECT FROM pending WHERE pending.ordinal = events.ordinal)
ORDER BY events.ordinal LIMIT 1
"""

COPIES = (
    "id",
    "clinic_id",
    "client_id",
    "lane_key",
    "stream_id",
    "version",
    "type",
    "recorded_at",
)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Damage:
    """The first thing that is not as it was written; no position: off the log."""

    position: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the log is sound."""

    checked: int
    chain: bytes
    damage: Damage | None = None


def verify(
    connection: Connection,
    *,
    kept_elsewhere: Head | None = None,
    progress: Progress = lambda _position: None,
) -> Verdict:
    """Walk the log from its beginning to where it ends now; stop at damage."""
    end = log.head(connection).position
    at = log.BEGINNING
    while at.position < end:
        rows = connection.cursor(binary=True).execute(
            WALK, (at.position, end, CHUNK), prepare=True
        )
        for row in rows.fetchall():
            damage = _damage(at, row, kept_elsewhere)
            if damage:
                return Verdict(at.position, at.chain, damage)
            at = Head(row[0], row[1])
        progress(at.position)
    return Verdict(at.position, at.chain, _off_the_log(connection, at, kept_elsewhere))


def _damage(at: Head, row: Any, kept_elsewhere: Head | None) -> Damage | None:
    """Return what is wrong with the row that should be the next, if anything is."""
    position, chain, body, *copies = row
    expected = at.position + 1
    if position != expected:
        return Damage(expected, "it is missing from the log")
    if body is None:
        return Damage(expected, "its event is missing from the store")
    if link(at.chain, position, digest(body)) != chain:
        return Damage(expected, "its event or its chain is not what was sequenced")
    differing = _differing(body, copies)
    if differing:
        return Damage(expected, f"the column {differing} is not what the event says")
    if kept_elsewhere and kept_elsewhere.position == position:
        return _against(kept_elsewhere, chain)
    return None


def _against(kept_elsewhere: Head, chain: bytes) -> Damage | None:
    if kept_elsewhere.chain == chain:
        return None
    what = "the checkpoint kept elsewhere has another chain"
    return Damage(kept_elsewhere.position, what)


def _differing(body: bytes, copies: list[Any]) -> str | None:
    """Return the first column that is no copy of what the body says."""
    try:
        envelope = _ENVELOPES.decode(body)
    except msgspec.MsgspecError:
        return "body"
    said = (
        envelope.id,
        envelope.clinicid,
        envelope.clientid,
        lane_key(envelope.clientid),
        _subject_id(envelope.subject),
        envelope.streamversion,
        envelope.type,
        envelope.time,
    )
    if said[4] != str(copies[4]):
        return "stream_id"
    for name, said_so, copied in zip(COPIES, said, copies, strict=True):
        if name != "stream_id" and said_so != copied:
            return name
    return None


def _subject_id(subject: str) -> str:
    return subject.rpartition("/")[2]


def _off_the_log(
    connection: Connection, end: Head, kept_elsewhere: Head | None
) -> Damage | None:
    """Return what only a look beyond the log's own rows can show."""
    if kept_elsewhere and kept_elsewhere.position > end.position:
        return Damage(
            end.position + 1,
            f"the log ended at {kept_elsewhere.position} when the checkpoint was made",
        )
    connection.execute("SET statement_timeout = 0")
    lost = connection.execute(LOST).fetchone()
    if lost:
        return Damage(None, f"the event with ordinal {lost[0]} has no position")
    return None


_ENVELOPES = msgspec.json.Decoder(Envelope)
