"""Wake-ups repeated, dropped or sent by two: they carry nothing, so nothing changes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from services.reporting import wiring
from shared.celery import make_celery, wake
from tests.support.audit import Audit
from tests.support.patience import eventually
from tests.support.stack import BEAT, SECOND_BEAT

WAKE_UPS = ("reporting.drain", "notifications.drain", "notifications.deliver")
RUNG = 20


def test_the_same_task_rung_twenty_times_at_once_changes_nothing(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", audit.stack.settings["REDIS_URL"])
    app = make_celery("impatient", sweep="reporting.sweep")

    with audit.load() as load:
        load.some_more(40)
        for _ in range(RUNG):
            wake(app, "notifications.drain", subscription="inbox", lane=0)
            for one in wiring.SUBSCRIPTIONS:
                wake(app, "reporting.drain", subscription=one.name, lane=0)
        load.some_more(40)

    audit.assert_sound()


@contextmanager
def all_wake_ups_dropped(audit: Audit) -> Iterator[None]:
    """Take every task out of its queue before a worker can see it."""
    over = threading.Event()

    def drop() -> None:
        with audit.stack.redis as redis:
            while not over.is_set():
                redis.delete(*WAKE_UPS)

    thread = threading.Thread(target=drop)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_when_all_wake_ups_were_dropped_the_sweep_alone_brings_everything(
    audit: Audit,
) -> None:
    with all_wake_ups_dropped(audit), audit.load() as load:
        load.some_more(100)

    audit.assert_sound()


def test_without_a_beat_the_rings_do_and_with_it_again_what_they_missed_comes(
    audit: Audit,
) -> None:
    stack = audit.stack
    stack.kill(BEAT)
    eventually(lambda: not stack.redis.keys("guidepost:ring:*"))

    with audit.load() as load:
        load.some_more()
    audit.assert_told_once()
    with all_wake_ups_dropped(audit), audit.load() as load:
        load.some_more()
    stack.start(BEAT)

    audit.assert_sound()


def test_of_two_beats_one_beats_and_the_other_succeeds_it(audit: Audit) -> None:
    stack = audit.stack
    stack.start(SECOND_BEAT)
    assert "beat leads" not in stack.log(SECOND_BEAT)

    with audit.load() as load:
        load.some_more(40)
        stack.kill(BEAT)
        eventually(lambda: "beat leads" in stack.log(SECOND_BEAT))
        load.some_more(40)
    stack.kill(SECOND_BEAT)
    stack.start(BEAT)

    audit.assert_sound()
