"""
How subscriptions are doing: lag, halts and parked clients, by lane.

Facts from the consumer's own tables; the newest position comes from whoever
knows it (the bus, else the feed), and without one the lag is unknown, not zero.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class LaneHealth:
    """One lane of a subscription's live generation."""

    subscription: str
    lane: int
    generation: str
    position: int
    halted: str | None
    parked: int
    lag: int | None


_LANES = """
SELECT c.subscription, c.lane, c.generation, c.position, c.halted,
    (SELECT count(*) FROM parked p WHERE p.subscription = c.subscription
        AND p.generation = c.generation AND p.lane = c.lane)
FROM checkpoints c JOIN generations g
    ON g.subscription = c.subscription AND g.live = c.generation
ORDER BY c.subscription, c.lane
"""


def lanes(connection: sa.Connection, head: int | None) -> list[LaneHealth]:
    """Return every lane of every subscription in this database."""
    return [
        LaneHealth(
            subscription=row[0],
            lane=row[1],
            generation=row[2],
            position=row[3],
            halted=row[4],
            parked=row[5],
            lag=None if head is None else max(0, head - row[3]),
        )
        for row in connection.exec_driver_sql(_LANES)
    ]


def summary(found: list[LaneHealth]) -> dict[str, dict[str, Any]]:
    """Return the facts by subscription, as a health page shows them."""
    facts: dict[str, dict[str, Any]] = {}
    for one in found:
        fact = facts.setdefault(
            one.subscription, {"lag": one.lag, "parked": 0, "halted": None}
        )
        fact["parked"] += one.parked
        fact["halted"] = fact["halted"] or one.halted
        if one.lag is not None:
            fact["lag"] = max(fact["lag"] or 0, one.lag)
    return facts


def is_well(found: list[LaneHealth]) -> bool:
    """Return whether no lane has stopped until someone or something helps it."""
    return not any(one.halted for one in found)
