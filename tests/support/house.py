"""Every service behind one HTTP client, stepped by hand, on a demo's clock."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from redis import Redis

from services.demo.stack import Stack
from services.demo.telling import DEMO_CLINIC
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


@dataclass
class House:
    """A stack, and what carries its facts from room to room."""

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
    """Return the whole house, empty."""
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
