"""The goals API in a test: a history behind it, a request, the answer and the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from services.goals import event_store, streams
from services.goals.event_store import NewEvent
from services.goals.settings import Settings
from services.goals.wiring import api
from shared.codec import CODEC
from shared.contracts.fact import Fact
from shared.contracts.goals import GoalEvent
from shared.database import make_engine
from tests.support.examples import CLIENT
from tests.support.new_events import stored
from tests.support.servers import Urls

GOAL = UUID(int=0x60A1)
CLINIC = UUID(int=0xC11C)
TOKEN = "a-token-for-tests"  # noqa: S105 - opens nothing
LONG_AGO = datetime(2025, 1, 3, 15, tzinfo=UTC)
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Guidepost-Clinic": str(CLINIC)}


@dataclass(slots=True)
class GoalsApi:
    """One goal and the API in front of it."""

    app: Flask
    engine: sa.Engine
    known: int = 0

    def given(self, *history: GoalEvent) -> None:
        """Let facts have happened to the goal."""
        append(self.engine, GOAL, *history, after=self.known)
        self.known += len(history)

    def post(
        self, path: str, headers: dict[str, str] | None = None, **body: Any
    ) -> TestResponse:
        """Ask for something about the goal."""
        return self.send("POST", f"/v1/goals/{GOAL}{path}", headers, json=body)

    def get(self, path: str, headers: dict[str, str] | None = None) -> TestResponse:
        """Read an address."""
        return self.send("GET", path, headers)

    def send(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        **what: Any,
    ) -> TestResponse:
        """Send any request; a header given as "" is left out."""
        given = {**HEADERS, **(headers or {})}
        kept = {name: value for name, value in given.items() if value}
        return self.app.test_client().open(path, method=method, headers=kept, **what)

    def facts(self, goal_id: UUID = GOAL) -> list[Any]:
        """Return all that has happened to a goal."""
        with event_store.connected(self.engine) as connection:
            events = streams.read(connection, goal_id)
        return [CODEC.decode(event.body).fact for event in events]

    def new_facts(self) -> list[Any]:
        """Return what was recorded beyond what was given."""
        return self.facts()[self.known :]


def append(
    engine: sa.Engine,
    stream_id: UUID,
    *facts: Fact,
    after: int = 0,
    client_id: UUID = CLIENT,
) -> None:
    """Put facts into a stream, as if each had been decided."""
    events = [
        new_event(stream_id, fact, version, client_id=client_id)
        for version, fact in enumerate(facts, after + 1)
    ]
    with event_store.connected(engine) as connection:
        event_store.append(connection, events)


def new_event(
    stream_id: UUID, fact: Fact, version: int, *, client_id: UUID = CLIENT
) -> NewEvent:
    """Return a fact as it is about to be stored."""
    return stored(
        fact,
        stream_id,
        version,
        clinic_id=CLINIC,
        client_id=client_id,
        recorded_at=LONG_AGO + timedelta(seconds=version),
    )


def settings(urls: Urls, redis_url: str, *, demo: bool = False) -> Settings:
    """Return the settings of an API on a test's servers."""
    return Settings(
        database_url=urls.api,
        redis_url=redis_url,
        bus_key=bytes(32),
        idempotency_key=bytes(range(32)),
        token=TOKEN,
        demo=demo,
        threads=8,
    )


@pytest.fixture
def goals_api(goals_db: Urls, redis_url: str) -> Iterator[GoalsApi]:
    """Return the API on an empty store."""
    yield from served(settings(goals_db, redis_url))


@pytest.fixture
def demo_api(goals_db: Urls, redis_url: str) -> Iterator[GoalsApi]:
    """Return the API of a demo stack, whose clock is simulated."""
    yield from served(settings(goals_db, redis_url, demo=True))


def served(given: Settings) -> Iterator[GoalsApi]:
    """Yield an API with its own connections, and close them."""
    app = api(given)
    engine = make_engine(given.database_url, pool_size=8, application_name="test")
    yield GoalsApi(app, engine)
    goals = app.extensions["goals"].goals
    goals.afterwards.stop()
    goals.engine.dispose()
    engine.dispose()


def version_of(response: TestResponse) -> int:
    """Return the version that an answer names, having checked that it agrees."""
    assert response.status_code in (HTTPStatus.OK, HTTPStatus.CREATED), response.text
    version: int = response.get_json()["version"]
    assert response.headers["ETag"] == f'"{version}"'
    return version
