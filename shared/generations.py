"""
The two copies of a projection, and which of them is live.

Each copy is a schema with the same tables. A transaction picks one by its search
path, so projections name their tables as if there were one; readers do it in the
transaction in which they read.
"""

import sqlalchemy as sa

from shared.subscription import Subscription
from shared.subscription_tables import GENERATIONS


def live(connection: sa.Connection, name: str) -> str:
    """Return the generation that readers see; the first one before anything ran."""
    found: str | None = connection.exec_driver_sql(
        "SELECT live FROM generations WHERE subscription = %s", (name,)
    ).scalar()
    return found or GENERATIONS[0]


def other(generation: str) -> str:
    """Return the other one of the two."""
    [found] = set(GENERATIONS) - {generation}
    return found


def use(connection: sa.Connection, generation: str) -> None:
    """
    Let this transaction write to one generation's tables.

    It does not wait for the disk: rows and checkpoint are lost together in a crash,
    and what was heard then is heard again.
    """
    connection.exec_driver_sql(
        f"SET LOCAL search_path = {schema(generation)}, public;"
        " SET LOCAL synchronous_commit = off"
    )


def use_live(connection: sa.Connection, name: str) -> None:
    """Let this transaction read a projection as it stands: one round trip."""
    connection.exec_driver_sql(
        "SELECT set_config('search_path', 'generation_' || coalesce((SELECT live"
        " FROM generations WHERE subscription = %s), 'a') || ', public', true)",
        (name,),
    )


def empty(connection: sa.Connection, subscription: Subscription, copy: str) -> None:
    """Throw away what a generation holds; nobody may be reading it any more."""
    if subscription.tables:
        names = ", ".join(f"{schema(copy)}.{table}" for table in subscription.tables)
        connection.exec_driver_sql(f"TRUNCATE {names}")
    for table in ("trail", "parked", "checkpoints"):
        connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE subscription = %s AND generation = %s",  # noqa: S608 - constants only
            (subscription.name, copy),
        )


def schema(generation: str) -> str:
    """Return the name of the schema that holds a generation."""
    if generation not in GENERATIONS:
        raise ValueError(generation)
    return f"generation_{generation}"


def lock(connection: sa.Connection, name: str) -> str:
    """Return the live generation; until this transaction ends it stays that one."""
    found: str = connection.exec_driver_sql(
        "SELECT live FROM generations WHERE subscription = %s FOR UPDATE", (name,)
    ).scalar_one()
    return found
