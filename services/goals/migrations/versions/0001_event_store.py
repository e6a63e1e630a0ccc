"""
The event store: events, what waits to be sequenced, the log, and two aids.

``events`` and ``log`` are append-only twice over: no role is granted more than INSERT
and SELECT, and triggers refuse UPDATE, DELETE and TRUNCATE even to the owner.
"""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE events (
    ordinal bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    id uuid NOT NULL,
    clinic_id uuid NOT NULL,
    client_id uuid,
    lane_key bigint NOT NULL,
    stream_id uuid NOT NULL,
    version int NOT NULL,
    type text NOT NULL,
    recorded_at timestamptz NOT NULL,
    body bytea STORAGE EXTERNAL NOT NULL,
    CONSTRAINT one_event_per_version UNIQUE (stream_id, version)
);
CREATE INDEX first_events_of_client ON events (client_id, ordinal) WHERE version = 1;

CREATE TABLE pending (
    ordinal bigint PRIMARY KEY
) WITH (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 20000
);

CREATE TABLE log (
    position bigint PRIMARY KEY CHECK (position > 0),
    ordinal bigint NOT NULL UNIQUE,  -- of an event; see docs/adr/0016
    chain bytea NOT NULL CHECK (length(chain) = 32)
);

CREATE TABLE snapshots (
    stream_id uuid NOT NULL,
    state text NOT NULL,
    version int NOT NULL,
    recorded_at timestamptz NOT NULL,
    clinic_id uuid NOT NULL,
    client_id uuid,
    body bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (stream_id, state)
);

CREATE TABLE idempotency (
    principal text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    status int NOT NULL,
    stream_id uuid NOT NULL,
    version int NOT NULL,
    answer bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT one_answer_per_key PRIMARY KEY (principal, key)
);
"""

APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

GRANTS = """
GRANT SELECT, INSERT ON events, pending, idempotency TO goals_api;
GRANT SELECT ON log TO goals_api;
GRANT SELECT, INSERT, UPDATE ON snapshots TO goals_api;
GRANT SELECT ON events TO goals_relay;
GRANT SELECT, DELETE ON pending TO goals_relay;
GRANT SELECT, INSERT ON log TO goals_relay;
GRANT SELECT ON alembic_version TO goals_api, goals_relay;
"""


def upgrade() -> None:
    """Make the tables, close them, and open to each role what it needs."""
    for part in (TABLES, APPEND_ONLY, GRANTS):
        op.execute(part)


def downgrade() -> None:
    """Refuse: there is no way back that keeps the events."""
    raise NotImplementedError("The event store cannot be migrated away.")
