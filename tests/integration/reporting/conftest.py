"""The reporting database, seen as each role sees it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from redis import Redis

from services.reporting import wiring
from shared import checkpoints, generations
from shared.database import make_engine
from tests.support.reporting import Reporting
from tests.support.servers import Urls


@pytest.fixture
def worker(reporting_db: Urls) -> Iterator[sa.Engine]:
    """Return an engine of the worker's role, with checkpoints at the beginning."""
    engine = make_engine(reporting_db.worker, application_name="test")
    with engine.begin() as connection:
        for subscription in wiring.SUBSCRIPTIONS:
            checkpoints.begin(connection, subscription)
    yield engine
    engine.dispose()


@pytest.fixture
def reporting(worker: sa.Engine) -> Iterator[sa.Connection]:
    """Return a worker's connection that sees one generation; rolled back."""
    with worker.connect() as connection:
        generations.use(connection, "a")
        yield connection
        connection.rollback()


@pytest.fixture
def reader(reporting_db: Urls) -> Iterator[sa.Engine]:
    """Return an engine of the API's role."""
    engine = make_engine(reporting_db.api, application_name="test")
    yield engine
    engine.dispose()


@pytest.fixture
def reports(worker: sa.Engine, reader: sa.Engine, redis: Redis) -> Reporting:
    """Return the service with an empty log behind it."""
    return Reporting(worker, reader, redis)
