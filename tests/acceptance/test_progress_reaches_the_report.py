"""From a command over HTTP to a line in the report, stepped by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from redis import Redis

from services.goals.publishing import Publisher
from services.goals.sequencing import connect
from services.reporting import wiring
from services.reporting.api import create_app
from services.reporting.api.reports import Library
from services.reporting.freshness import Freshness
from services.reporting.positions import Positions
from shared import rebuild_check
from shared.bus import Bus
from shared.contracts.goals import Party
from shared.database import make_engine
from shared.feed import Feed
from shared.listening import Listener
from tests.support.doorbell import Doorbell
from tests.support.examples import (
    CLIENT,
    MEASURE,
    entry_id,
    goal_activated,
    goal_agreed,
    goal_created,
    measure_defined,
    milestone_added,
)
from tests.support.goals_api import GOAL, HEADERS, TOKEN, GoalsApi
from tests.support.relaying import BUS_KEY, relay_all
from tests.support.servers import Urls

NOON = "2025-01-20"


@dataclass
class House:
    """Goals, the relay and reporting, stepped by hand."""

    goals: GoalsApi
    relay_url: str
    worker: sa.Engine
    listener: Listener
    feed: Feed
    bus: Bus
    api: FlaskClient

    def relay(self) -> None:
        """Sequence and publish what was committed."""
        with connect(self.relay_url, "test") as connection:
            relay_all(connection, Publisher(self.bus, kept=1000))

    def hear(self) -> None:
        """Let reporting hear what is there."""
        self.listener.register()
        for subscription in wiring.SUBSCRIPTIONS:
            for lane in range(subscription.lanes):
                self.listener.drain(subscription.name, lane)

    def record(self, value: float, entry: int = 1) -> int:
        """Record an entry over HTTP; return the goal's new version."""
        answer = self.goals.post(
            "/progress",
            entry_id=str(entry_id(entry)),
            measure_id=str(MEASURE),
            occurred_on="2025-01-06",
            value=value,
        )
        assert answer.status_code in (200, 201), answer.text
        assert answer.json is not None
        version: int = answer.json["version"]
        return version

    def progress(self, **query: Any) -> Any:
        """Return the report on the goal."""
        return self.api.get(
            f"/v1/goals/{GOAL}/progress",
            query_string={"on": NOON, **query},
            headers=HEADERS,
        )


@pytest.fixture
def house(
    goals_api: GoalsApi, goals_db: Urls, reporting_db: Urls, redis: "Redis"
) -> Iterator[House]:
    worker = make_engine(reporting_db.worker, application_name="test")
    reader = make_engine(reporting_db.api, application_name="test")
    bus, wire = Bus(redis, BUS_KEY), httpx.WSGITransport(app=goals_api.app)
    positions = Positions("http://goals.test", TOKEN, transport=wire)
    feed = Feed("http://goals.test", TOKEN, transport=wire)
    library = Library(reader, Freshness(reader, positions, patience=0.3))
    yield House(
        goals=goals_api,
        relay_url=goals_db.relay,
        worker=worker,
        listener=Listener(
            engine=worker,
            bus=bus,
            feed=feed,
            subscriptions=wiring.SUBSCRIPTIONS,
            doorbell=Doorbell(task="reporting.drain"),
            linger=0,
        ),
        feed=feed,
        bus=bus,
        api=create_app(library, token=TOKEN, ready=dict).test_client(),
    )
    worker.dispose()
    reader.dispose()


def given_an_active_goal(house: House) -> None:
    house.goals.given(
        goal_created(),
        measure_defined(baseline=0),
        milestone_added(),
        goal_agreed(Party.CLIENT),
        goal_agreed(Party.CLINICIAN),
        goal_activated(),
    )


def test_progress_recorded_over_http_is_in_the_report(house: House) -> None:
    given_an_active_goal(house)

    version = house.record(5)
    house.relay()
    house.hear()

    report = house.progress(min_version=f"{GOAL}:{version}").json
    assert report["version"] == version
    assert [measure["current"] for measure in report["measures"]] == [5]
    assert report["milestones"] == {"total": 1, "achieved": 1}


def test_a_goal_achieved_over_http_is_achieved_in_the_report(house: House) -> None:
    given_an_active_goal(house)

    house.record(9)
    house.relay()
    house.hear()

    report = house.progress().json
    assert report["achievement_status"] == "achieved"
    assert report["achieved_on"] == "2025-01-06"
    assert [measure["percentage"] for measure in report["measures"]] == [100]


def test_a_version_that_waits_to_be_sequenced_is_not_found_yet(house: House) -> None:
    given_an_active_goal(house)
    house.relay()
    house.hear()

    version = house.record(5)

    assert house.progress(min_version=f"{GOAL}:{version}").status_code == 404
    house.relay()
    assert house.progress(min_version=f"{GOAL}:{version}").status_code == 503
    house.hear()
    assert house.progress(min_version=f"{GOAL}:{version}").status_code == 200


def test_with_redis_wiped_the_report_hears_from_the_feed(
    house: House, redis: "Redis"
) -> None:
    given_an_active_goal(house)
    house.record(5)
    house.relay()
    redis.flushdb()

    house.hear()

    assert house.progress().json["entries"] == 1


def test_the_report_is_what_the_log_says(house: House) -> None:
    given_an_active_goal(house)
    for number in range(1, 9):
        house.record(number % 4, number)
    house.relay()
    house.hear()

    for subscription in wiring.SUBSCRIPTIONS:
        check = rebuild_check.Check(house.worker, house.feed, subscription)
        assert check.run().same


def test_the_timeline_tells_it_in_order_and_without_words(house: House) -> None:
    given_an_active_goal(house)
    house.record(5)
    house.relay()
    house.hear()

    page: Any = house.api.get(
        f"/v1/clients/{CLIENT}/timeline", headers=HEADERS
    ).get_json()

    assert [moment["kind"] for moment in page["moments"]] == [
        "created",
        "measure-defined",
        "milestone-added",
        "agreed",
        "agreed",
        "activated",
        "progress-recorded",
        "milestone-achieved",
    ]
    assert "own_words" not in str(page)
