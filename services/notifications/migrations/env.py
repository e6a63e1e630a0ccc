"""Run the migrations of the notifications database."""

from shared.alembic_env import run

run()
