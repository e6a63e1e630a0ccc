"""People, messages, deliveries, and what the subscription remembers."""

from alembic import op

from shared import subscription_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and grant each role what it needs of them."""
    subscription_tables.create_v1(
        op, worker="notifications_worker", api="notifications_api"
    )
    op.execute("""
        CREATE TABLE people (
            person_id uuid PRIMARY KEY,
            clinic_id uuid NOT NULL,
            email text,
            time_zone text NOT NULL,
            tone text NOT NULL CHECK (tone IN ('warm', 'plain', 'none')),
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE messages (
            id uuid PRIMARY KEY,
            number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            clinic_id uuid NOT NULL,
            person_id uuid NOT NULL,
            cause_id uuid NOT NULL,
            kind text NOT NULL,
            tone text NOT NULL,
            goal_id uuid NOT NULL,
            because jsonb NOT NULL,
            position bigint NOT NULL,
            happened_at timestamptz NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            read_at timestamptz,
            UNIQUE (person_id, cause_id, kind)
        )""")
    op.execute("CREATE INDEX messages_inbox ON messages (person_id, number)")
    op.execute(
        "CREATE INDEX messages_unread ON messages (person_id) WHERE read_at IS NULL"
    )
    op.execute("""
        CREATE TABLE deliveries (
            id uuid PRIMARY KEY,
            number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            message_id uuid NOT NULL REFERENCES messages,
            clinic_id uuid NOT NULL,
            channel text NOT NULL,
            state text NOT NULL DEFAULT 'waiting' CHECK (
                state IN ('waiting', 'sending', 'sent', 'stopped', 'parked')),
            attempts integer NOT NULL DEFAULT 0,
            next_attempt_at timestamptz NOT NULL DEFAULT now(),
            leased_until timestamptz,
            outcome text,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (message_id, channel)
        )""")
    op.execute("""
        CREATE INDEX deliveries_due ON deliveries (next_attempt_at)
        WHERE state IN ('waiting', 'sending')""")
    op.execute("CREATE INDEX deliveries_of_state ON deliveries (state, number)")
    op.execute("GRANT SELECT, INSERT, UPDATE ON people TO notifications_api")
    op.execute("GRANT SELECT, UPDATE (read_at) ON messages TO notifications_api")
    op.execute("GRANT SELECT ON deliveries TO notifications_api")
    op.execute("GRANT SELECT ON people TO notifications_worker")
    op.execute("GRANT SELECT, INSERT ON messages TO notifications_worker")
    op.execute("GRANT SELECT, INSERT, UPDATE ON deliveries TO notifications_worker")
