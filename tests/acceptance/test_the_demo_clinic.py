"""The demo clinic's twelve weeks, held to what was worked out by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from redis import Redis

from services.demo.cli import DEMO_CLINIC
from services.demo.player import (
    DemoStopped,
    Stack,
    introduce,
    play,
    require_demo_clock,
)
from services.demo.story import Story
from services.demo.summary import celebrations, standings
from services.goals.publishing import Publisher
from services.goals.sequencing import connect
from services.notifications import api as notifications
from services.notifications import inbox
from services.reporting import api as reporting
from services.reporting import wiring
from services.reporting.api.reports import Library
from services.reporting.freshness import Freshness
from services.reporting.positions import Positions
from shared.bus import Bus
from shared.database import make_engine
from shared.feed import Feed
from shared.listening import Listener
from tests.support.doorbell import Doorbell
from tests.support.goals_api import TOKEN, GoalsApi
from tests.support.relaying import BUS_KEY, relay_all
from tests.support.servers import Urls

# (week, client, goal, what): worked out from docs/domain.md section 7, not printed.
CELEBRATED = {
    (1, "Maya", "1", "milestone"),
    (2, "Maya", "1", "milestone"),
    (7, "Maya", "1", "milestone"),
    (12, "Maya", "1", "goal"),
    (4, "Maya", "2", "milestone"),
    (8, "Maya", "2", "milestone"),
    (10, "Maya", "2", "goal"),
    (2, "Maya", "3", "milestone"),
    (7, "Maya", "3", "milestone"),
    (11, "Maya", "3", "goal"),
    (2, "Jon", "4", "milestone"),
    (4, "Jon", "4", "milestone"),
    (8, "Jon", "4", "goal"),
    (6, "Jon", "5", "2 milestones"),
    (10, "Jon", "5", "goal"),
    (2, "Jon", "6", "milestone"),
    (4, "Jon", "6", "milestone"),
    (9, "Jon", "6", "goal"),
    (6, "Priya", "7", "milestone"),
    (10, "Priya", "7", "milestone"),
    (12, "Priya", "7", "goal"),
    (3, "Priya", "8", "milestone"),
    (7, "Priya", "8b", "milestone"),
    (9, "Priya", "8b", "milestone"),
    (12, "Priya", "8b", "goal"),
    (6, "Priya", "9", "milestone"),
    (10, "Priya", "9", "milestone"),
    (12, "Priya", "9", "goal"),
    (1, "Sam", "10", "milestone"),
    (7, "Sam", "10", "milestone"),
    (12, "Sam", "10", "goal"),
    (2, "Sam", "11", "milestone"),
    (10, "Sam", "11", "goal"),
    (7, "Sam", "12", "milestone"),
}
# goal: (lifecycle, achievement, current, percentage, milestones reached)
STANDING = {
    "1": ("active", "achieved", 7, 100, 3),
    "2": ("active", "achieved", 6, 100, 2),
    "3": ("active", "achieved", 8, 100, 2),
    "4": ("active", "achieved", 3, 100, 2),
    "5": ("active", "achieved", 8, 100, 2),
    "6": ("active", "achieved", 5, 100, 2),
    "7": ("active", "achieved", 0, 100, 2),
    "8": ("cancelled", "improving", 1, 25, 1),
    "8b": ("active", "achieved", 4, 100, 2),
    "9": ("active", "achieved", 7, 100, 2),
    "10": ("active", "achieved", 10, 100, 2),
    "11": ("active", "achieved", 2, 100, 1),
    "12": ("active", "sustaining", 4, None, 1),
}
WHAT = {
    "You reached a milestone!": "milestone",
    "Milestone reached": "milestone",
    "2 milestones reached": "2 milestones",
    "You achieved your goal!": "goal",
    "Goal achieved": "goal",
}


@dataclass
class House:
    """Every service behind one HTTP client, stepped by hand."""

    stack: Stack
    relay_url: str
    bus: Bus
    listeners: tuple[Listener, ...]

    def let_it_arrive(self) -> None:
        """Relay what was committed and let everybody hear it."""
        with connect(self.relay_url, "test") as connection:
            relay_all(connection, Publisher(self.bus, kept=1000))
        for listener in self.listeners:
            listener.register()
            for name, subscription in listener.subscriptions.items():
                for lane in range(subscription.lanes):
                    listener.drain(name, lane)


@pytest.fixture
def house(
    demo_api: GoalsApi,
    goals_db: Urls,
    notifications_db: Urls,
    reporting_db: Urls,
    redis: Redis,
) -> Iterator[House]:
    bus = Bus(redis, BUS_KEY)
    wire = httpx.WSGITransport(app=demo_api.app)
    feed = Feed("http://goals", TOKEN, transport=wire)
    engines = {
        url: make_engine(url, application_name="test")
        for urls in (notifications_db, reporting_db)
        for url in (urls.api, urls.worker)
    }
    inboxes = notifications.create_app(
        engines[notifications_db.api], token=TOKEN, ready=dict
    )
    reader = engines[reporting_db.api]
    freshness = Freshness(reader, Positions("http://goals", TOKEN, transport=wire))
    reports = reporting.create_app(Library(reader, freshness), token=TOKEN, ready=dict)
    yield House(
        stack=Stack(
            goals_url="http://goals",
            notifications_url="http://notifications",
            reporting_url="http://reporting",
            token=TOKEN,
            clinic_id=DEMO_CLINIC,
            client=httpx.Client(
                mounts={
                    "all://goals": wire,
                    "all://notifications": httpx.WSGITransport(app=inboxes),
                    "all://reporting": httpx.WSGITransport(app=reports),
                }
            ),
        ),
        relay_url=goals_db.relay,
        bus=bus,
        listeners=tuple(
            Listener(
                engine=engines[url],
                bus=bus,
                feed=feed,
                subscriptions=subscriptions,
                doorbell=Doorbell(task="test.drain"),
                linger=0,
            )
            for url, subscriptions in (
                (notifications_db.worker, (inbox.subscription,)),
                (reporting_db.worker, wiring.SUBSCRIPTIONS),
            )
        ),
    )
    for engine in engines.values():
        engine.dispose()


def test_the_twelve_weeks_end_as_worked_out_by_hand_and_retelling_adds_nothing(
    house: House,
) -> None:
    story = Story(DEMO_CLINIC)
    introduce(house.stack, story)

    versions = play(house.stack, story, lambda _step: None)
    house.let_it_arrive()

    once = celebrations(house.stack, story)
    celebrated = [(one.week, one.client, one.goal, WHAT[one.title]) for one in once]
    assert len(celebrated) == len(CELEBRATED)
    assert set(celebrated) == CELEBRATED
    found = standings(house.stack, story, versions)
    assert {goal["number"]: _stands(goal) for goal in found} == STANDING

    assert play(house.stack, story, lambda _step: None) == versions
    house.let_it_arrive()
    assert celebrations(house.stack, story) == once


def test_a_stack_that_was_not_started_for_it_is_left_alone(
    goals_api: GoalsApi,
) -> None:
    real = Stack(
        goals_url="http://goals",
        notifications_url="http://notifications",
        reporting_url="http://reporting",
        token=TOKEN,
        clinic_id=DEMO_CLINIC,
        client=httpx.Client(transport=httpx.WSGITransport(app=goals_api.app)),
    )

    with pytest.raises(DemoStopped, match="not started for the demo"):
        require_demo_clock(real)

    assert goals_api.facts() == []


def _stands(goal: dict[str, Any]) -> tuple[Any, ...]:
    [measure] = goal["measures"]
    return (
        goal["lifecycle_status"],
        goal["achievement_status"],
        measure["current"],
        measure["percentage"],
        goal["milestones"]["achieved"],
    )
