"""Run by Alembic."""

from shared import alembic_env

alembic_env.run()
