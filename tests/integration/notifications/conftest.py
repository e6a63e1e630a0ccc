"""The worker's engine, and an outbox with a real mail server behind it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from services.notifications.channels.letter import EMAIL
from services.notifications.channels.mail import Mail
from services.notifications.outbox import Outbox
from shared.database import make_engine
from tests.integration.notifications.support import AT_ONCE
from tests.support.servers import Urls
from tests.support.smtp import Postbox, client_tls, mail_server


@pytest.fixture
def worker(notifications_db: Urls) -> Iterator[sa.Engine]:
    engine = make_engine(notifications_db.worker, application_name="test")
    yield engine
    engine.dispose()


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with mail_server() as postbox:
        yield postbox


@pytest.fixture
def outbox(worker: sa.Engine, postbox: Postbox) -> Outbox:
    return outbox_to(worker, postbox)


def outbox_to(worker: sa.Engine, postbox: Postbox) -> Outbox:
    mail = Mail(
        url=postbox.url, sender="guidepost@clinic.test", tls=client_tls(), timeout=2
    )
    return Outbox(
        engine=worker,
        channel={EMAIL: mail}.__getitem__,
        link="http://127.0.0.1/inbox",
        luck=lambda: 0.5,
        patience=AT_ONCE,
    )
