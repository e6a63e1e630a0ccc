"""Wake-ups repeated, dropped or sent by two: they carry nothing, so nothing changes."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from celery import Celery

from services.reporting import wiring
from shared.celery import make_celery, wake
from tests.support.audit import Audit
from tests.support.patience import eventually
from tests.support.stack import BEAT, SECOND_BEAT

WAKE_UPS = ("reporting.drain", "notifications.drain", "notifications.deliver")
RUNG = 20


@pytest.fixture
def app(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> Celery:
    """Have a Celery app that speaks to the stack's workers."""
    monkeypatch.setenv("REDIS_URL", audit.stack.settings["REDIS_URL"])
    return make_celery("impatient", sweep="reporting.sweep")


def test_the_same_task_rung_twenty_times_at_once_changes_nothing(
    audit: Audit, app: Celery
) -> None:
    with audit.load() as load:
        load.some_more(40)
        for _ in range(RUNG):
            wake(app, "notifications.drain", subscription="inbox", lane=0)
            for one in wiring.SUBSCRIPTIONS:
                wake(app, "reporting.drain", subscription=one.name, lane=0)
        load.some_more(40)

    audit.assert_sound()


def taken_by(app: Celery) -> dict[str, set[str]]:
    """Return, of each worker that answers, which queues of wake-ups it takes from."""
    workers = app.control.inspect(timeout=2).active_queues() or {}
    return {
        worker: {queue["name"] for queue in queues} & set(WAKE_UPS)
        for worker, queues in workers.items()
    }


@contextmanager
def all_wake_ups_dropped(audit: Audit, app: Celery) -> Iterator[None]:
    """Have no worker take a wake-up, and in the end throw away all that were sent."""
    before: dict[str, set[str]] = {}

    def all_are_taken() -> bool:
        before.update(taken_by(app))
        return set().union(*before.values()) == set(WAKE_UPS)

    eventually(all_are_taken)
    for queue in WAKE_UPS:
        app.control.cancel_consumer(queue)
    nothing: dict[str, set[str]] = {worker: set() for worker in before}
    eventually(lambda: taken_by(app) == nothing)
    yield
    audit.assert_published()
    with audit.stack.redis as redis:
        redis.delete(*WAKE_UPS)
    for worker, queues in before.items():
        for queue in queues:
            app.control.add_consumer(queue, destination=[worker])
    eventually(lambda: taken_by(app) == before)


def test_when_all_wake_ups_were_dropped_the_sweep_alone_brings_everything(
    audit: Audit, app: Celery
) -> None:
    with all_wake_ups_dropped(audit, app), audit.load() as load:
        load.some_more(100)

    audit.assert_sound()


def test_without_a_beat_the_rings_do_and_with_it_again_what_they_missed_comes(
    audit: Audit, app: Celery
) -> None:
    stack = audit.stack
    stack.kill(BEAT)
    eventually(lambda: not stack.redis.keys("guidepost:ring:*"))

    with audit.load() as load:
        load.some_more()
    audit.assert_told_once()
    with all_wake_ups_dropped(audit, app), audit.load() as load:
        load.some_more()
    assert not audit.caught_up()
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
