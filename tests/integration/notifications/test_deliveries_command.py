"""The ``guidepost deliveries`` command, as an operator types it."""

import subprocess
import sys

import sqlalchemy as sa

from services.notifications.outbox import Outbox
from tests.integration.notifications.support import (
    delivery_rows,
    hear,
    milestone,
    prefer,
    recorded,
    ring_all,
)
from tests.support.notifying import environment
from tests.support.servers import Urls
from tests.support.smtp import Postbox


def guidepost(
    *words: str, urls: Urls, postbox: Postbox
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "shared.cli", *words],
        env=environment(urls, postbox) | {"COLUMNS": "160"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_was_stopped_is_listed_and_can_be_tried_again(
    worker: sa.Engine, outbox: Outbox, postbox: Postbox, notifications_db: Urls
) -> None:
    prefer(notifications_db)
    hear(worker, recorded(milestone()))
    postbox.at_data = ["554 maya@clinic.test is not welcome"]
    ring_all(outbox)
    [delivery] = delivery_rows(worker)

    listed = guidepost("deliveries", "list", urls=notifications_db, postbox=postbox)
    retried = guidepost(
        "deliveries", "retry", str(delivery.id), urls=notifications_db, postbox=postbox
    )
    ring_all(outbox)
    again = guidepost(
        "deliveries", "retry", str(delivery.id), urls=notifications_db, postbox=postbox
    )

    assert str(delivery.id) in listed.stdout, listed.stderr
    assert "smtp-554" in listed.stdout
    assert "stopped 1" in listed.stdout
    assert "maya" not in listed.stdout
    assert (retried.returncode, again.returncode) == (0, 1)
    assert len(postbox.taken) == 1
