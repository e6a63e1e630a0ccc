"""Law 7: a celebration reaches an inbox exactly once, and its e-mail can be known."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa
from redis import Redis

from services.notifications import inbox
from services.notifications.channels.letter import EMAIL
from services.notifications.channels.mail import Mail
from services.notifications.outbox import Outbox
from services.notifications.patience import Patience
from services.notifications.preferences import Preferences, keep
from services.notifications.tables import State, deliveries, messages
from shared.bus import Bus
from shared.contracts.goals import GoalAchieved, MilestoneAchieved
from shared.database import make_engine
from shared.listening import Listener
from tests.support.doorbell import Doorbell
from tests.support.fact_log import KEY, Log
from tests.support.log_feed import FeedOf
from tests.support.notifying import environment, python
from tests.support.patience import eventually
from tests.support.servers import Urls
from tests.support.smtp import Postbox, client_tls, mail_server
from tests.support.tally_facts import CLINIC, client

CLIENTS = 6
MONDAY = date(2025, 1, 6)
SEND_ONE = (
    "import sys; from uuid import UUID; from services.notifications import wiring;"
    " wiring.outbox().send(UUID(sys.argv[1]))"
)


class House:
    """The notifications service around a log, stepped by hand."""

    def __init__(self, urls: Urls, redis: "Redis", postbox: Postbox) -> None:
        self.urls = urls
        self.engine = make_engine(urls.worker, application_name="law-7")
        self.bus = Bus(redis, KEY)
        self.log = Log()
        self.postbox = postbox

    def celebrate(self) -> None:
        """Let each client reach two milestones and the goal by one entry."""
        for number in range(CLIENTS):
            entry = client(1000 + number)
            for place in (1, 2):
                fact = MilestoneAchieved(
                    milestone_id=client(2000 + number * 2 + place),
                    occurred_on=MONDAY,
                    caused_by=entry,
                    evidence=(entry,),
                    also_achieves_goal=True,
                    place=place,
                    milestones_together=2,
                )
                self.log.record(fact, client(number))
            achieved = GoalAchieved(
                occurred_on=MONDAY, caused_by=entry, milestones_together=2
            )
            self.log.record(achieved, client(number))
        self.log.publish(self.bus)

    def prefer_email(self) -> None:
        """Let every client give an address, as through the API."""
        api = make_engine(self.urls.api, application_name="law-7")
        with api.begin() as connection:
            for number in range(CLIENTS):
                person = Preferences(
                    person_id=client(number),
                    clinic_id=CLINIC,
                    email=f"c{number}@clinic.test",
                )
                keep(connection, person)
        api.dispose()

    def listener(self) -> Listener:
        """Return a listener as a newly started worker would have it."""
        listener = Listener(
            engine=self.engine,
            bus=self.bus,
            feed=FeedOf(self.log).client(),
            subscriptions=(inbox.subscription,),
            doorbell=Doorbell(task="notifications.drain"),
            linger=0,
        )
        listener.register()
        return listener

    def drain(self) -> None:
        """Let every lane hear what waits."""
        listener = self.listener()
        for lane in range(inbox.subscription.lanes):
            listener.drain(inbox.subscription.name, lane)

    def outbox(self) -> Outbox:
        mail = Mail(
            url=self.postbox.url, sender="guidepost@clinic.test", tls=client_tls()
        )
        return Outbox(
            engine=self.engine,
            channel={EMAIL: mail}.__getitem__,
            link="http://127.0.0.1/inbox",
            luck=lambda: 0.5,
            patience=Patience(),
        )

    def deliver(self) -> list[State | None]:
        """Carry out what is due, as the tasks would."""
        outbox = self.outbox()
        return [outbox.send(delivery_id) for delivery_id in outbox.lease_due()]

    def messages_of_each(self) -> dict[UUID, int]:
        """Return how many messages each client has."""
        query = sa.select(messages.c.person_id, sa.func.count()).group_by(
            messages.c.person_id
        )
        with self.engine.connect() as connection:
            return {person: count for person, count in connection.execute(query)}  # noqa: C416 - rows, not pairs

    def delivery_ids(self) -> list[UUID]:
        with self.engine.connect() as connection:
            return list(connection.scalars(sa.select(deliveries.c.id)))

    def as_superuser(self, statement: str) -> None:
        with psycopg.connect(self.urls.admin, autocommit=True) as connection:
            connection.execute(statement.encode())


ONCE = {client(number): 1 for number in range(CLIENTS)}


@pytest.fixture
def house(notifications_db: Urls, redis: Any) -> Iterator[House]:
    with mail_server() as postbox:
        house = House(notifications_db, redis, postbox)
        house.prefer_email()
        yield house
        house.engine.dispose()


def test_however_often_a_worker_is_rung_each_celebration_is_one_message(
    house: House,
) -> None:
    house.celebrate()

    for _ in range(20):
        house.drain()
        house.deliver()

    assert house.messages_of_each() == ONCE
    assert sorted(to for [to] in house.postbox.recipients) == [
        f"c{number}@clinic.test" for number in range(CLIENTS)
    ]


def test_hearing_the_whole_history_again_sends_nothing(house: House) -> None:
    house.celebrate()
    house.drain()
    house.deliver()

    house.as_superuser(
        "UPDATE checkpoints SET position = 0,"
        " chain = decode(repeat('00', 32), 'hex'); DELETE FROM trail"
    )
    house.drain()

    assert house.deliver() == []
    assert house.messages_of_each() == ONCE
    assert len(house.postbox.taken) == CLIENTS


def test_a_wiped_bus_costs_no_celebration_and_doubles_none(
    house: House, redis: Any
) -> None:
    house.celebrate()
    house.drain()
    redis.flushdb()
    house.celebrate()

    house.drain()
    house.deliver()

    assert house.messages_of_each() == {person: 2 for person in ONCE}  # noqa: C420 - read it as it is
    assert len(house.postbox.taken) == 2 * CLIENTS


def test_an_entry_is_celebrated_once_wherever_its_facts_are_parted(
    house: House,
) -> None:
    house.celebrate()
    bus, everything = house.bus, house.log.events

    for upto in range(1, len(everything) + 1):
        house.log.publish(bus, upto=upto)
        house.drain()

    assert house.messages_of_each() == ONCE


def test_a_sender_killed_before_it_wrote_sends_one_copy_with_the_same_id(
    house: House,
) -> None:
    house.celebrate()
    house.drain()
    [first, *_others] = house.delivery_ids()
    house.postbox.speaks.clear()

    with python(
        "-c", SEND_ONE, str(first), environ=environment(house.urls, house.postbox)
    ) as sender:
        eventually(lambda: len(house.postbox.taken) == 1)
        sender.kill()
        sender.wait()
    house.postbox.speaks.set()
    house.deliver()
    before_the_claim_ran_out = len(house.postbox.taken)
    house.as_superuser(
        "UPDATE deliveries SET leased_until = now() - interval '1 second'"
    )
    house.deliver()
    house.deliver()

    ids = [letter["Message-ID"] for letter in house.postbox.taken]
    assert before_the_claim_ran_out == CLIENTS
    assert len(ids) == CLIENTS + 1
    assert ids.count(f"<{first}@clinic.test>") == 2
    assert len(set(ids)) == CLIENTS
