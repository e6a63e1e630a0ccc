"""Fixtures around the tiny consumer: its database is built once per worker."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from redis import Redis

from shared.bus import Bus
from shared.database import make_engine
from tests.support.consumer import Consumer
from tests.support.fact_log import KEY
from tests.support.servers import Servers
from tests.support.tally_database import ConsumerUrls, build_database

TABLES = (
    "checkpoints, trail, parked, skips, generations, rebuilds,"
    " public.tally, generation_a.tally, generation_b.tally"
)


@pytest.fixture(scope="session")
def consumer_urls(servers: Servers) -> Iterator[ConsumerUrls]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"consumer_test_{os.getpid()}_{worker}"
    yield build_database(servers.postgres, name)
    with psycopg.connect(servers.postgres, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(drop.format(sql.Identifier(name)))


@pytest.fixture
def consumer(consumer_urls: ConsumerUrls, redis: Redis) -> Iterator[Consumer]:
    with psycopg.connect(consumer_urls.admin, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {TABLES} RESTART IDENTITY".encode())
    engine = make_engine(consumer_urls.worker, application_name="consumer-test")
    yield Consumer(consumer_urls, engine, redis, Bus(redis, KEY))
    engine.dispose()
