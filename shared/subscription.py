"""
A subscription: which facts a consumer wants, and what it does with them.

Wanting is by family, the type's name without its version, so a newer version of
a wanted fact is never passed over: code that cannot read it stops in front of
it, and newer code goes on. ``handle`` writes to its own database only, in the
transaction that also moves the checkpoint; everything else is the listener's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from shared.chain import lane_of
from shared.codec import Codec, family
from shared.contracts.fact import Fact
from shared.envelope import Envelope, Recorded

Handle = Callable[[sa.Connection, Sequence[Recorded[Any]]], None]

ERASED = "guidepost.client.erased"
"""The family of the fact that overtakes a parked client's waiting events."""

NO_CLIENT = UUID(int=0)
"""Stands for the client of facts that are about none, where a client is named."""


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """
    A consumer's interest in the log.

    With ``generations`` its ``tables`` exist in both generation schemas and can be
    rebuilt; ``fill`` may then be a faster ``handle`` for a copy nobody reads yet.
    """

    name: str
    wants: tuple[type[Fact], ...]
    handle: Handle
    lanes: int = 4
    generations: bool = False
    tables: tuple[str, ...] = ()
    fill: Handle | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """The families it hears, as the feed's ``types`` takes them."""
        return tuple(sorted({ERASED} | {family(fact.type) for fact in self.wants}))


class Heard(msgspec.Struct, gc=False):
    """
    One event as it came in: what must be known before its fact is read.

    ``content`` is its body as it was on the bus, which nobody has looked into yet,
    or its envelope as the feed's page was read.
    """

    type: str
    position: int
    chain: bytes
    client_id: UUID | None
    content: bytes | Envelope


class Interest(Enum):
    """What a subscription does about a type of fact."""

    NONE = auto()
    WANTED = auto()
    UNKNOWN = auto()
    ERASURE = auto()


class Ear:
    """Decides what a subscription makes of each type, and decodes what it wants."""

    def __init__(self, subscription: Subscription, codec: Codec) -> None:
        self.subscription = subscription
        self._wanted = {family(fact.type) for fact in subscription.wants}
        self._codec = codec
        self._seen: dict[str, Interest] = {}

    def interest(self, type_name: str) -> Interest:
        """Return what a type is to this subscription."""
        found = self._seen.get(type_name)
        if found is None:
            found = self._seen[type_name] = self._judge(type_name)
        return found

    def hears(self, client_id: UUID | None, lane: int) -> bool:
        """Return whether a client's facts belong to a lane."""
        return lane_of(client_id, self.subscription.lanes) == lane

    def decode(self, event: Heard) -> Recorded[Any]:
        """Return the fact in an event."""
        content = event.content
        if isinstance(content, bytes):
            return self._codec.decode(content, event.position, event.chain)
        return self._codec.open(content, event.position, event.chain)

    def wants(self, type_name: str) -> bool:
        """Return whether facts of this type reach ``handle``."""
        return family(type_name) in self._wanted

    def _judge(self, type_name: str) -> Interest:
        name = family(type_name)
        if name in self._wanted and not self._codec.knows(type_name):
            return Interest.UNKNOWN
        if name == ERASED:
            return Interest.ERASURE
        return Interest.WANTED if name in self._wanted else Interest.NONE
