"""The outbox: every delivery is carried out once, given up, or tried again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from services.notifications.channels.letter import EMAIL, Letter
from services.notifications.channels.mail import Mail
from services.notifications.messages import Tone
from services.notifications.outbox import DeliveryIsNotParked, Outbox
from services.notifications.patience import Patience
from services.notifications.tables import State
from tests.integration.notifications.conftest import outbox_to
from tests.integration.notifications.support import (
    MAYA,
    delivery_rows,
    hear,
    milestone,
    prefer,
    recorded,
    ring_all,
)
from tests.support.servers import Urls
from tests.support.smtp import Postbox, client_tls, free_port, mail_server


@pytest.fixture
def celebrated(worker: sa.Engine, notifications_db: Urls) -> UUID:
    """Return the one delivery of a celebration."""
    prefer(notifications_db)
    hear(worker, recorded(milestone()))
    [delivery] = delivery_rows(worker)
    delivery_id: UUID = delivery.id
    return delivery_id


def let_leases_run_out(urls: Urls) -> None:
    with psycopg.connect(urls.admin) as connection:
        connection.execute(
            "UPDATE deliveries SET leased_until = now() - interval '1 second'"
        )


@pytest.mark.usefixtures("celebrated")
def test_a_celebration_is_sent_once(
    worker: sa.Engine, outbox: Outbox, postbox: Postbox
) -> None:
    assert ring_all(outbox) == [State.SENT]
    assert ring_all(outbox) == []

    [delivery] = delivery_rows(worker)
    assert (delivery.state, delivery.attempts, delivery.outcome) == ("sent", 1, "sent")
    assert postbox.recipients == [["maya@clinic.test"]]


def test_the_same_task_rung_twenty_times_sends_once(
    celebrated: UUID, outbox: Outbox, postbox: Postbox
) -> None:
    outcomes = [outbox.send(celebrated) for _ in range(20)]

    assert outcomes == [State.SENT] + [None] * 19
    assert len(postbox.taken) == 1


def test_two_deliverers_at_once_send_once(
    celebrated: UUID, outbox: Outbox, postbox: Postbox
) -> None:
    together = Barrier(4)

    def deliver() -> State | None:
        together.wait()
        return outbox.send(celebrated)

    with ThreadPoolExecutor(4) as deliverers:
        rung = [deliverers.submit(deliver) for _ in range(4)]
        outcomes = [each.result(timeout=20) for each in rung]

    assert outcomes.count(State.SENT) == 1
    assert len(postbox.taken) == 1


@pytest.mark.usefixtures("celebrated")
def test_a_delivery_is_rung_for_by_one_at_a_time(
    outbox: Outbox, notifications_db: Urls
) -> None:
    first, second = outbox.lease_due(), outbox.lease_due()
    let_leases_run_out(notifications_db)

    assert (len(first), second) == (1, [])
    assert outbox.lease_due() == first


@pytest.mark.usefixtures("celebrated")
def test_a_mail_server_that_comes_back_gets_the_letter(worker: sa.Engine) -> None:
    away = Postbox(port=free_port())
    outbox = outbox_to(worker, away)

    assert ring_all(outbox) == [State.WAITING]
    [delivery] = delivery_rows(worker)
    with mail_server(away):
        assert ring_all(outbox) == [State.SENT]

    assert delivery.outcome == "unreachable-ConnectionRefusedError"
    assert len(away.taken) == 1


@pytest.mark.usefixtures("celebrated")
def test_a_busy_mail_server_is_asked_again(outbox: Outbox, postbox: Postbox) -> None:
    postbox.at_rcpt = ["450 Busy"]

    assert ring_all(outbox) == [State.WAITING]
    assert ring_all(outbox) == [State.SENT]
    assert len(postbox.taken) == 1


@pytest.mark.usefixtures("celebrated")
def test_what_was_not_taken_waits_before_it_is_tried_again(
    worker: sa.Engine, outbox: Outbox, postbox: Postbox
) -> None:
    postbox.at_rcpt = ["450 Busy"]
    patient = replace(outbox, patience=Patience(first=timedelta(minutes=1)))

    assert ring_all(patient) == [State.WAITING]

    [delivery] = delivery_rows(worker)
    waits = delivery.next_attempt_at - delivery.updated_at
    assert waits == timedelta(minutes=1) * 0.875
    assert ring_all(patient) == []


def test_a_delivery_that_is_not_due_is_not_carried_out(
    celebrated: UUID, outbox: Outbox, postbox: Postbox
) -> None:
    postbox.at_rcpt = ["450 Busy"]
    patient = replace(outbox, patience=Patience(first=timedelta(minutes=1)))
    ring_all(patient)

    assert outbox.send(celebrated) is None


@pytest.mark.usefixtures("celebrated")
def test_a_refused_letter_is_stopped(
    worker: sa.Engine, outbox: Outbox, postbox: Postbox
) -> None:
    postbox.at_data = ["554 No"]

    assert ring_all(outbox) == [State.STOPPED]
    assert ring_all(outbox) == []

    [delivery] = delivery_rows(worker)
    assert (delivery.state, delivery.outcome) == ("stopped", "smtp-554")


def test_after_enough_attempts_a_delivery_is_parked_until_someone_retries(
    celebrated: UUID, worker: sa.Engine, outbox: Outbox, postbox: Postbox
) -> None:
    postbox.at_rcpt = ["450 Busy"] * 3

    outcomes = [ring_all(outbox) for _ in range(4)]
    [parked] = delivery_rows(worker)
    outbox.retry(celebrated)

    assert outcomes == [[State.WAITING], [State.WAITING], [State.PARKED], []]
    assert (parked.state, parked.attempts, parked.outcome) == ("parked", 3, "smtp-450")
    assert ring_all(outbox) == [State.SENT]


def test_what_was_sent_cannot_be_sent_again(celebrated: UUID, outbox: Outbox) -> None:
    ring_all(outbox)

    with pytest.raises(DeliveryIsNotParked):
        outbox.retry(celebrated)
    with pytest.raises(DeliveryIsNotParked):
        outbox.retry(UUID(int=0))


class SenderDied(BaseException):
    """Stands for kill -9: nothing of the sender runs after it."""


@dataclass(frozen=True)
class Dying:
    """The real channel, whose process dies right after the letter is taken."""

    channel: Mail
    deaths: list[Letter] = field(default_factory=list)

    def carry(self, letter: Letter) -> None:
        self.channel.carry(letter)
        self.deaths.append(letter)
        raise SenderDied


@pytest.fixture
def dying(outbox: Outbox, postbox: Postbox) -> Outbox:
    mail = Mail(url=postbox.url, sender="guidepost@clinic.test", tls=client_tls())
    return replace(outbox, channel={EMAIL: Dying(mail)}.__getitem__)


def test_a_sender_that_dies_before_it_wrote_costs_one_copy_with_the_same_id(
    celebrated: UUID,
    dying: Outbox,
    outbox: Outbox,
    postbox: Postbox,
    notifications_db: Urls,
) -> None:
    with pytest.raises(SenderDied):
        dying.send(celebrated)

    meanwhile = ring_all(outbox)
    let_leases_run_out(notifications_db)
    afterwards = [ring_all(outbox), ring_all(outbox)]

    assert (meanwhile, afterwards) == ([], [[State.SENT], []])
    first, second = (letter["Message-ID"] for letter in postbox.taken)
    assert first == second


def test_a_letter_that_kills_every_sender_is_parked(
    celebrated: UUID,
    worker: sa.Engine,
    dying: Outbox,
    notifications_db: Urls,
) -> None:
    for _ in range(3):
        with pytest.raises(SenderDied):
            ring_all(dying)
        let_leases_run_out(notifications_db)

    assert ring_all(dying) == [State.PARKED]
    [delivery] = delivery_rows(worker)
    assert (delivery.id, delivery.outcome) == (celebrated, "no-outcome")


def test_a_sender_that_was_stopped_does_not_undo_its_successor(
    celebrated: UUID, outbox: Outbox, worker: sa.Engine, notifications_db: Urls
) -> None:
    @dataclass(frozen=True)
    class Stopped:
        successor: Outbox

        def carry(self, _letter: Letter) -> None:
            let_leases_run_out(notifications_db)
            assert ring_all(self.successor) == [State.SENT]
            raise OverflowError

    stopped = replace(outbox, channel={EMAIL: Stopped(outbox)}.__getitem__)
    with pytest.raises(OverflowError):
        stopped.send(celebrated)

    [delivery] = delivery_rows(worker)
    assert (delivery.state, delivery.attempts) == ("sent", 2)


@pytest.mark.parametrize("wishes", [{"email": None}, {"tone": Tone.NONE}])
@pytest.mark.usefixtures("celebrated")
def test_who_changed_their_mind_gets_no_letter(
    outbox: Outbox, postbox: Postbox, notifications_db: Urls, wishes: dict[str, Any]
) -> None:
    prefer(notifications_db, **wishes)

    assert ring_all(outbox) == [State.STOPPED]
    assert postbox.taken == []


@pytest.mark.usefixtures("celebrated")
def test_no_address_is_in_a_row_or_a_log(
    worker: sa.Engine,
    outbox: Outbox,
    postbox: Postbox,
) -> None:
    postbox.at_data = ["550 maya@clinic.test has no mailbox"]

    with capture_logs() as logs:
        ring_all(outbox)

    kept = f"{delivery_rows(worker)} {logs}"
    assert "maya" not in kept
    assert str(MAYA) not in str(logs)
