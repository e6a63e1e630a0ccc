"""
Goals have relations, reviews and setbacks; a timeline has the client's own facts.

What older events say of parents and review cadences is in the columns once the
projection has been rebuilt: ``guidepost rebuild goal_progress``.
"""

from alembic import op

from shared import subscription_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns to both generations."""
    for generation in subscription_tables.GENERATIONS:
        schema = f"generation_{generation}"
        op.execute(f"""
            ALTER TABLE {schema}.goal_progress
                ADD parent_id uuid,
                ADD replaces uuid,
                ADD successor_id uuid,
                ADD review_every_weeks integer,
                ADD reviewed_on date,
                ADD judgement text,
                ADD maintained boolean NOT NULL DEFAULT false,
                ADD setbacks integer NOT NULL DEFAULT 0""")
        op.execute(f"""
            ALTER TABLE {schema}.client_timeline ALTER goal_id DROP NOT NULL""")
        op.execute(f"""
            CREATE INDEX goal_progress_clinic
            ON {schema}.goal_progress (clinic_id) WHERE lifecycle = 'active'""")
