"""The tally's database, with its roles and tables, as migrations would build it."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from shared.database import make_engine, provision
from shared.subscription_tables import create_generations_v1, create_v1

TALLY = """
CREATE TABLE {schema}.tally (client_id uuid PRIMARY KEY, total bigint NOT NULL,
    entries integer NOT NULL, history text NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {schema}.tally
    TO consumer_worker;
GRANT SELECT ON {schema}.tally TO consumer_api
"""


@dataclass(frozen=True, slots=True)
class ConsumerUrls:
    """The consumer's database: one URL per role, and the superuser's."""

    admin: str
    owner: str
    api: str
    worker: str


def build_database(superuser: str, name: str) -> ConsumerUrls:
    """Create the consumer's database with its roles and tables."""
    admin = sa.make_url(superuser).set(drivername="postgresql", database=name)
    secret = hashlib.sha256(f"consumer{admin.password}".encode()).hexdigest()
    urls = {
        role: admin.set(username=f"consumer_{role}", password=secret).render_as_string(
            hide_password=False
        )
        for role in ("owner", "api", "worker")
    }
    provision(superuser, urls.values())
    engine = make_engine(urls["owner"], pool_size=1, application_name="migrate")
    with engine.begin() as connection:
        create_v1(connection, worker="consumer_worker", api="consumer_api")
        create_generations_v1(connection, worker="consumer_worker", api="consumer_api")
        for schema in ("public", "generation_a", "generation_b"):
            for statement in TALLY.format(schema=schema).split(";\n"):
                connection.exec_driver_sql(statement)
    engine.dispose()
    return ConsumerUrls(admin.render_as_string(hide_password=False), **urls)
