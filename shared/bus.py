"""
The bus: the newest part of the log as one Redis stream, and the bell beside it.

Entry ``<position>-0`` of the stream is the event at that position. Redis is not
trusted: an entry is a body and its proof (digest, chain and MAC), and counts only if
they agree; whoever finds one that does not reads the feed instead. Appending is one
compare-and-append, so the stream stays a contiguous copy of a range of the log
whatever relays, restarts, wipes or strangers do.
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from struct import Struct
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ResponseError
from redis.retry import Retry

from shared import chain
from shared.bell import Bell

STREAM = "guidepost:events"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One event as the bus or the feed hands it over, its bytes as they were stored."""

    position: int
    client_id: UUID | None
    type: str
    digest: bytes
    chain: bytes
    body: bytes


class Sequenced(msgspec.Struct, frozen=True, gc=False):
    """One event of the log on its way to the bus."""

    position: int
    lane_key: int
    digest: bytes
    chain: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Tail:
    """What the stream ends with, as Redis tells it and as its scripts compare it."""

    kind: bytes = b"none"
    last: bytes = b""
    generated: bytes = b""
    chain: bytes = b""
    mac: bytes = b""

    @property
    def facts(self) -> tuple[bytes, bytes, bytes, bytes, bytes]:
        return self.kind, self.last, self.generated, self.chain, self.mac


NO_STREAM = Tail()


class Head(NamedTuple):
    """A position of the log, and the chain up to it."""

    position: int
    chain: bytes


class BusFailed(Exception):
    """Redis answered, but would not take the entries."""


def connect(url: str, *, patience: float = 10) -> "Redis":
    """Return a client that gives up soon: whoever uses the bus has another way."""
    return Redis.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=min(2, patience),
        socket_keepalive=True,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 1),
    )


class Bus(Bell):
    """The stream of one Redis, for those who hold the bus key."""

    def __init__(self, redis: "Redis", key: bytes) -> None:
        super().__init__(redis)
        self._key = key
        self._tail = redis.register_script(_script("tail") + "return tail_of(KEYS[1])")
        self._append = redis.register_script(_script("tail") + _script("append"))
        self._discard = redis.register_script(_script("tail") + _script("discard"))

    def read(self, after: int, count: int, block_ms: int | None = None) -> list[Entry]:
        """
        Return the entries that follow a position without a gap, or none.

        Stops before the first that is missing, is not what it says it is, or carries no
        valid MAC. That each follows from the one before, by the chain, is the caller's
        to check: only it knows the chain so far.
        """
        try:
            answer: Any = self._redis.xread(
                {STREAM: f"{after}-0"}, count=count, block=block_ms
            )
        except ResponseError:  # no stream at all: a stranger's string or list
            return []
        entries: list[Entry] = []
        for position, (name, fields) in enumerate(_of_stream(answer), start=after + 1):
            entry = self._genuine(position, name, fields)
            if entry is None:
                break
            entries.append(entry)
        return entries

    def head(self) -> Head | None:
        """Return the newest position on the bus; None when its tail is not genuine."""
        return self.judge(self.tail())

    def tail(self) -> Tail:
        """Return what the stream ends with."""
        return Tail(*self._tail(keys=[STREAM]))

    def judge(self, tail: Tail) -> Head | None:
        """Return the position and chain that a tail proves, if it proves any."""
        numbered = re.fullmatch(rb"([1-9][0-9]{0,15})-0", tail.last)
        if numbered is None or tail.generated != tail.last:
            return None
        head = Head(int(numbered[1]), tail.chain)
        return head if hmac.compare_digest(self._mac(*head), tail.mac) else None

    def ending_in(self, head: Head) -> Tail:
        """Return the tail of a stream whose newest entry is this one."""
        name = b"%d-0" % head.position
        return Tail(b"stream", name, name, head.chain, self._mac(*head))

    def append(
        self, tail: Tail, events: Sequence[Sequenced], *, kept: int
    ) -> Tail | None:
        """
        Append events if the stream still ends in ``tail``; else return its real tail.

        :raises BusFailed: if Redis refuses (out of memory, say); part may be appended.
        """
        first = events[0].position
        outcome, *more = self._append(
            keys=[STREAM],
            args=[*tail.facts, first, kept, self._packed(events)],
        )
        if outcome == b"failed":
            raise BusFailed(more[0].decode(errors="replace"))
        return None if outcome == b"appended" else Tail(*more[0])

    def discard(self, tail: Tail) -> bool:
        """Delete the stream if it still ends in this tail; return whether it did."""
        return bool(self._discard(keys=[STREAM], args=tail.facts))

    def _genuine(
        self, position: int, name: bytes, fields: dict[bytes, bytes]
    ) -> Entry | None:
        body, proof = fields.get(b"body", b""), fields.get(b"proof", b"")
        digest, link = proof[:32], proof[32:64]
        if (
            name != b"%d-0" % position
            or chain.digest(body) != digest
            or self._mac(position, link) != proof[64:]
        ):
            return None
        try:
            about = _ABOUT.decode(body)
        except msgspec.MsgspecError:
            return None
        return Entry(position, about.clientid, about.type, digest, link, body)

    def _packed(self, events: Sequence[Sequenced]) -> bytes:
        """Return events as bus_append.lua unpacks them: one argument is the fastest."""
        parts: list[bytes] = []
        for event in events:
            mac = self._mac(event.position, event.chain)
            size = _SIZE.pack(len(event.body))
            parts += (size, event.body, event.digest, event.chain, mac)
        return b"".join(parts)

    def _mac(self, position: int, link: bytes) -> bytes:
        return chain.mac(self._key, position, link)


class _About(msgspec.Struct, gc=False):
    """What a reader is told about an event before it is decoded."""

    type: str
    clientid: UUID | None = None


_ABOUT = msgspec.json.Decoder(_About)
_SIZE = Struct(">I")


def _of_stream(answer: Any) -> Sequence[tuple[bytes, dict[bytes, bytes]]]:
    """Return the entries in XREAD's answer, which says nothing when there are none."""
    if not answer:
        return []
    streams = answer.items() if isinstance(answer, dict) else answer
    [(_, entries)] = streams
    return entries  # type: ignore[no-any-return]  # redis-py types every answer as Any


def _script(name: str) -> str:
    return (files("shared") / f"bus_{name}.lua").read_text(encoding="utf-8")
