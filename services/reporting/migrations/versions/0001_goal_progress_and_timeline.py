"""What subscriptions remember, and the first two projections in both generations."""

from alembic import op

from shared import subscription_tables

revision = "0001"
down_revision = None

WORKER, API = "reporting_worker", "reporting_api"


def upgrade() -> None:
    """Create the tables and grant each role what it needs of them."""
    subscription_tables.create_v1(op, worker=WORKER, api=API)
    subscription_tables.create_generations_v1(op, worker=WORKER, api=API)
    for generation in subscription_tables.GENERATIONS:
        _create_projections(f"generation_{generation}")


def _create_projections(schema: str) -> None:
    # A row is rewritten with every fact: room on the page keeps that off the indexes.
    op.execute(f"""
        CREATE TABLE {schema}.goal_progress (
            goal_id uuid PRIMARY KEY,
            client_id uuid NOT NULL,
            clinic_id uuid NOT NULL,
            version integer NOT NULL,
            term text NOT NULL,
            time_zone text NOT NULL,
            lifecycle text NOT NULL,
            client_agreed boolean NOT NULL,
            clinician_agreed boolean NOT NULL,
            continuous boolean NOT NULL,
            started_on date,
            paused_on date,
            achieved_on date,
            completed_on date,
            cancelled_on date,
            adjusted_on date,
            adjustments integer NOT NULL,
            entries integer NOT NULL,
            first_entry_on date,
            last_entry_on date,
            milestones integer NOT NULL,
            milestones_achieved integer NOT NULL,
            measures jsonb NOT NULL
        ) WITH (fillfactor = 60)""")
    op.execute(
        f"CREATE INDEX goal_progress_client ON {schema}.goal_progress (client_id)"
    )
    op.execute(f"""
        CREATE TABLE {schema}.client_timeline (
            client_id uuid,
            position bigint,
            event_id uuid NOT NULL,
            clinic_id uuid NOT NULL,
            goal_id uuid NOT NULL,
            kind text NOT NULL,
            actor text NOT NULL,
            occurred_on date,
            recorded_at timestamptz NOT NULL,
            details jsonb NOT NULL,
            PRIMARY KEY (client_id, position)
        )""")
    op.execute(f"""
        GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
        ON {schema}.goal_progress, {schema}.client_timeline TO {WORKER}""")
    op.execute(f"""
        GRANT SELECT
        ON {schema}.goal_progress, {schema}.client_timeline TO {API}""")
