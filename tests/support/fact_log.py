"""A log that is a list: what was recorded, published and read as goals would do it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from shared.bus import NO_STREAM, Bus, Head, Sequenced
from shared.chain import GENESIS, digest, lane_key, link
from shared.codec import family
from shared.contracts.fact import Fact
from shared.envelope import Envelope, spliced
from tests.support.tally_facts import CLINIC, EVERYTHING, Counted, client

KEY = bytes(range(32))
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass(slots=True)
class Log:
    """What was recorded, in order, with the chain; positions begin at 1."""

    events: list[Sequenced] = field(default_factory=list)

    @property
    def chain(self) -> bytes:
        return self.events[-1].chain if self.events else GENESIS

    def record(self, fact: Fact, client_id: UUID | None) -> int:
        """Add a fact; return its position."""
        position = len(self.events) + 1
        body = EVERYTHING.encode(
            fact,
            event_id=uuid5(CLINIC, f"event {position}"),
            clinic_id=CLINIC,
            client_id=client_id,
            subject=f"goals/{client_id or CLINIC}",
            version=position,
            recorded_at=MORNING,
            actor="system:test",
        )
        self.events.append(
            Sequenced(
                position,
                lane_key(client_id),
                digest(body),
                link(self.chain, position, digest(body)),
                body,
            )
        )
        return position

    def count(self, amounts: Iterable[tuple[int, int]]) -> "Log":
        """Add (client, amount) pairs; return the log."""
        for number, amount in amounts:
            self.record(Counted(amount=amount), client(number))
        return self

    def publish(self, bus: Bus, *, upto: int | None = None) -> None:
        """Put on the bus what it does not have yet."""
        head = bus.head()
        if head is None:
            bus.discard(bus.tail())
            head = Head(0, GENESIS)
        waiting = self.events[head.position : upto]
        for start in range(0, len(waiting), 500):
            batch = waiting[start : start + 500]
            tail = bus.ending_in(head) if head.position else NO_STREAM
            assert bus.append(tail, batch, kept=1_000_000) is None
            head = Head(batch[-1].position, batch[-1].chain)

    def page(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Answer one question of the feed; None: history forked."""
        after, limit = int(asked["after"]), int(asked.get("limit", 5000))
        chain_there = ([GENESIS] + [event.chain for event in self.events])[
            after : after + 1
        ]
        claimed = asked.get("chain")
        if not chain_there or (claimed and claimed != chain_there[0].hex()):
            return None
        wanted = set(filter(None, asked.get("types", "").split(",")))
        lanes, lane = int(asked.get("lanes", 1)), int(asked.get("lane", 0))
        found: list[Sequenced] = []
        at = after
        for event in self.events[after:]:
            if len(found) == limit:
                break
            at = event.position
            kind = msgspec.json.decode(event.body, type=Envelope).type
            if wanted and not wanted & {kind, family(kind)}:
                continue
            if event.lane_key % lanes == lane:
                found.append(event)
        chain = self.events[at - 1].chain if at else GENESIS
        return {
            "events": [
                msgspec.Raw(spliced(one.body, one.position, one.chain)) for one in found
            ],
            "next": at,
            "head": len(self.events),
            "chain": chain.hex(),
        }
