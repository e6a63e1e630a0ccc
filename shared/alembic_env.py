"""What every service's ``migrations/env.py`` runs: all new migrations at once."""

from alembic import context

MIGRATING = 0x6D696772  # the advisory lock: one migration of a database at a time


def run() -> None:
    """Run the migrations on the connection that ``shared.database.migrate`` opened."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection)
    with context.begin_transaction():
        # Another migration may take its time; a writer's lock may not.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        context.run_migrations()
