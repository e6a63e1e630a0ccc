"""
The tables by which a consumer remembers what it has heard.

Every consumer's first migration calls ``create_v1``; a later change is a new
function with the next number, called by a new migration. ``checkpoints`` is the
only one that a live event writes to besides ``trail``.
"""

from typing import Protocol

import sqlalchemy as sa

GENERATIONS = ("a", "b")
"""The two copies that a projection may have; ``a`` is the first to be live."""


class Operations(Protocol):
    """What a migration does things with: Alembic's ``op``, or a connection."""

    def execute(self, statement: sa.TextClause, /) -> object: ...


_TABLES = """
CREATE TABLE checkpoints (
    subscription text NOT NULL,
    generation text NOT NULL CHECK (generation IN ('a', 'b')),
    lane integer NOT NULL CHECK (lane >= 0),
    position bigint NOT NULL DEFAULT 0,
    chain bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    -- Changes whenever parked clients or skipped positions do.
    revision bigint NOT NULL DEFAULT 0,
    applied bigint NOT NULL DEFAULT 0,
    halted text,
    lease uuid,
    leased_until timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription, generation, lane)
) WITH (fillfactor = 20, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_scale_factor = 0);

CREATE TABLE trail (
    subscription text NOT NULL,
    generation text NOT NULL,
    lane integer NOT NULL,
    position bigint NOT NULL,
    chain bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription, generation, lane, position)
);
CREATE INDEX trail_at ON trail USING brin (at);

CREATE TABLE parked (
    subscription text NOT NULL,
    generation text NOT NULL,
    client_id uuid NOT NULL,
    lane integer NOT NULL,
    position bigint NOT NULL,
    error text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription, generation, client_id)
);

CREATE TABLE skips (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription text NOT NULL,
    position bigint NOT NULL,
    who text NOT NULL,
    why text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    voided_at timestamptz
);
CREATE UNIQUE INDEX skips_in_force ON skips (subscription, position)
    WHERE voided_at IS NULL;

CREATE TABLE generations (
    subscription text PRIMARY KEY,
    live text NOT NULL DEFAULT 'a' CHECK (live IN ('a', 'b')),
    lanes integer NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE rebuilds (
    subscription text PRIMARY KEY,
    generation text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'switched', 'cancelled')),
    head bigint NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    emptied boolean NOT NULL DEFAULT false
);
"""


def create_v1(op: Operations, *, worker: str, api: str) -> None:
    """Create the tables; the worker's role may change them, the API's may look."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            op.execute(sa.text(statement))
    names = "checkpoints, trail, parked, skips, generations, rebuilds"
    op.execute(sa.text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {names} TO {worker}"))
    op.execute(sa.text(f"GRANT SELECT ON {names} TO {api}"))


def create_generations_v1(op: Operations, *, worker: str, api: str) -> None:
    """Create the two schemas that hold a consumer's projections, one per copy."""
    for generation in GENERATIONS:
        schema = f"generation_{generation}"
        op.execute(sa.text(f"CREATE SCHEMA {schema}"))
        op.execute(sa.text(f"GRANT USAGE ON SCHEMA {schema} TO {worker}, {api}"))
