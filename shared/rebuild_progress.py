"""How far a rebuild has come: facts from its tables, for people who wait for it."""

from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Progress:
    """A rebuild: its state, and where its lanes are on average."""

    state: str
    position: int
    head: int
    events: int
    seconds: float
    halted: str | None

    @property
    def events_per_second(self) -> float:
        return self.events / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the speed so far; None while there is nothing to judge it by."""
        if self.position == 0:
            return None
        return self.seconds * (self.head - self.position) / self.position


_PROGRESS = """
SELECT r.state,
    CASE r.state WHEN 'switched' THEN r.head
        ELSE coalesce(avg(c.position), 0)::bigint END,
    r.head,
    coalesce(sum(c.applied), 0)::bigint,
    extract(epoch FROM coalesce(r.finished_at, now()) - r.started_at)::float8,
    max(c.halted)
FROM rebuilds r LEFT JOIN checkpoints c USING (subscription, generation)
WHERE r.subscription = %s
GROUP BY r.subscription
"""


def of(connection: sa.Connection, name: str) -> Progress | None:
    """Return how far a subscription's newest rebuild has come."""
    row = connection.exec_driver_sql(_PROGRESS, (name,)).first()
    return None if row is None else Progress(*row)
