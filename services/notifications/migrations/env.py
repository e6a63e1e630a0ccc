"""Run the migrations of the notifications database."""

from shared import alembic_env

alembic_env.run()
