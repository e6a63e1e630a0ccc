"""From a command over HTTP to words in the client's inbox and a letter outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from redis import Redis

from services.goals.publishing import Publisher
from services.goals.sequencing import connect
from services.notifications import inbox
from services.notifications.api import create_app
from services.notifications.channels.letter import EMAIL
from services.notifications.channels.mail import Mail
from services.notifications.outbox import Outbox
from shared.bus import Bus
from shared.contracts.goals import Party
from shared.database import make_engine
from shared.feed import Feed
from shared.listening import Listener
from tests.support.doorbell import Doorbell
from tests.support.examples import (
    CLIENT,
    MEASURE,
    MILESTONE,
    entry_id,
    goal_activated,
    goal_agreed,
    goal_created,
    measure_defined,
    milestone_added,
)
from tests.support.goals_api import HEADERS, TOKEN, GoalsApi
from tests.support.relaying import BUS_KEY, relay_all
from tests.support.servers import Urls
from tests.support.smtp import Postbox, client_tls, mail_server

MONDAY = date(2025, 1, 6)
CANARY = "Sleep better"
WISHES = {"email": "maya@clinic.test", "time_zone": "UTC", "tone": "warm"}


@dataclass
class House:
    """Goals, the relay and notifications, stepped by hand."""

    goals: GoalsApi
    relay_url: str
    listener: Listener
    outbox: Outbox
    api: FlaskClient
    bus: Bus
    postbox: Postbox

    def let_it_arrive(self) -> None:
        """Relay what was committed, hear it, and carry out what is due."""
        with connect(self.relay_url, "test") as connection:
            relay_all(connection, Publisher(self.bus, kept=1000))
        self.listener.register()
        for lane in range(inbox.subscription.lanes):
            self.listener.drain(inbox.subscription.name, lane)
        for delivery_id in self.outbox.lease_due():
            self.outbox.send(delivery_id)

    def titles(self) -> list[str]:
        """Return what the client's inbox says, oldest first."""
        page = self.api.get(f"/v1/people/{CLIENT}/inbox", headers=HEADERS)
        shown: Any = page.get_json()
        return [message["title"] for message in reversed(shown["messages"])]


@pytest.fixture
def house(
    goals_api: GoalsApi,
    goals_db: Urls,
    notifications_db: Urls,
    redis: "Redis",
) -> Iterator[House]:
    worker = make_engine(notifications_db.worker, application_name="test")
    reader = make_engine(notifications_db.api, application_name="test")
    api = create_app(reader, token=TOKEN, ready=dict).test_client()
    bus = Bus(redis, BUS_KEY)
    wire = httpx.WSGITransport(app=goals_api.app)
    with mail_server() as postbox:
        yield House(
            goals=goals_api,
            relay_url=goals_db.relay,
            listener=Listener(
                engine=worker,
                bus=bus,
                feed=Feed("http://goals.test", TOKEN, transport=wire),
                subscriptions=(inbox.subscription,),
                doorbell=Doorbell(task="notifications.drain"),
                linger=0,
            ),
            outbox=outbox(worker, postbox),
            api=api,
            bus=bus,
            postbox=postbox,
        )
    worker.dispose()
    reader.dispose()


def outbox(worker: sa.Engine, postbox: Postbox) -> Outbox:
    mail = Mail(url=postbox.url, sender="guidepost@clinic.test", tls=client_tls())
    return Outbox(
        engine=worker,
        channel={EMAIL: mail}.__getitem__,
        link="http://127.0.0.1/inbox",
        luck=lambda: 0.5,
    )


def given_an_active_goal_with_a_milestone(house: House) -> None:
    house.api.put(f"/v1/people/{CLIENT}/preferences", json=WISHES, headers=HEADERS)
    house.goals.given(
        goal_created(own_words=CANARY),
        measure_defined(),
        milestone_added(),
        goal_agreed(Party.CLIENT),
        goal_agreed(Party.CLINICIAN),
        goal_activated(),
    )


def record(house: House, value: float, *, entry: int = 1) -> None:
    answer = house.goals.post(
        "/progress",
        entry_id=str(entry_id(entry)),
        measure_id=str(MEASURE),
        occurred_on=MONDAY.isoformat(),
        value=value,
        note=CANARY,
    )
    assert answer.status_code in (200, 201), answer.text


def test_a_milestone_reached_over_http_is_celebrated_once(house: House) -> None:
    given_an_active_goal_with_a_milestone(house)

    record(house, 5)
    house.let_it_arrive()
    house.let_it_arrive()

    assert house.titles() == [
        "A goal was put into words",
        "Your goal is under way",
        "You reached a milestone!",
    ]
    assert house.postbox.recipients == [["maya@clinic.test"]]


def test_an_entry_that_reaches_milestone_and_goal_is_celebrated_once(
    house: House,
) -> None:
    given_an_active_goal_with_a_milestone(house)

    record(house, 9)
    house.let_it_arrive()

    assert house.titles()[2:] == ["A milestone, and with it your whole goal!"]
    assert len(house.postbox.taken) == 1


def test_a_correction_that_undoes_a_milestone_is_silent_and_so_is_its_return(
    house: House,
) -> None:
    given_an_active_goal_with_a_milestone(house)
    record(house, 5)
    house.goals.post(
        f"/progress/{entry_id(1)}/corrections", new_value=1, why="A slip of the pen"
    )
    record(house, 5, entry=2)

    house.let_it_arrive()

    assert house.titles()[2:] == ["You reached a milestone!"]
    assert len(house.postbox.taken) == 1


def test_what_the_client_wrote_leaves_neither_by_inbox_row_nor_by_letter(
    house: House, notifications_db: Urls
) -> None:
    given_an_active_goal_with_a_milestone(house)
    record(house, 5)
    house.let_it_arrive()

    engine = make_engine(notifications_db.admin, application_name="test")
    with engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT * FROM messages").all()
        sent = connection.exec_driver_sql("SELECT * FROM deliveries").all()
    engine.dispose()
    [letter] = house.postbox.taken

    kept = f"{told} {sent} {letter}"
    assert str(MILESTONE) in kept
    assert CANARY not in kept
    for tell_tale in ("milestone reached", "goal", "measure"):
        assert tell_tale not in str(letter).lower()
