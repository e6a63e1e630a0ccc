"""
Answers to repeated requests are forgotten after some days, by the relay's role.

It may see when an answer was given and under which key, and delete it; what the answer
says stays with the API.
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let old answers be found by their age, and deleted by the relay's role."""
    op.execute("CREATE INDEX answers_by_age ON idempotency (created_at)")
    op.execute(
        "GRANT SELECT (principal, key, created_at), DELETE"
        " ON idempotency TO goals_relay"
    )
