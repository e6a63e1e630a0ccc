"""Alembic starts here."""

from shared.alembic_env import run

run()
