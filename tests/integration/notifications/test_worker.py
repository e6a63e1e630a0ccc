"""A real Celery worker: a ring alone is enough, and so is a sweep."""

from collections.abc import Iterator

import pytest
from celery import Celery
from redis import Redis

from shared.bus import Bus
from shared.celery import wake
from shared.contracts.goals import MilestoneAchieved
from tests.integration.notifications.support import MAYA, milestone, prefer
from tests.support.fact_log import KEY, Log
from tests.support.households import eventually
from tests.support.log_feed import FeedOf
from tests.support.notifying import environment, python, served
from tests.support.servers import Urls
from tests.support.smtp import Postbox
from tests.support.tally_facts import CLINIC

QUEUES = "notifications.drain,notifications.deliver,notifications.sweep"
STARTING = 60.0


@pytest.fixture
def log(notifications_db: Urls, postbox: Postbox, redis_url: str) -> Iterator[Log]:
    """Have a log that a worker, a process of its own, hears about."""
    prefer(notifications_db, clinic_id=CLINIC)
    log = Log()
    with (
        served(FeedOf(log)) as goals_url,
        python(
            *("-m", "celery", "--app", "services.notifications.tasks", "worker"),
            *("--queues", QUEUES, "--concurrency", "1"),
            *("--without-gossip", "--without-mingle"),
            environ=environment(
                notifications_db, postbox, redis_url=redis_url, goals_url=goals_url
            ),
        ),
    ):
        yield log


def celebrate(log: Log, redis: "Redis") -> None:
    fact: MilestoneAchieved = milestone()
    log.record(fact, MAYA)
    log.publish(Bus(redis, KEY))


def test_a_sweep_finds_what_nobody_was_told_and_a_ring_brings_the_rest(
    log: Log, postbox: Postbox, redis: "Redis", redis_url: str
) -> None:
    bell = Celery("bell", broker=redis_url, set_as_current=False)
    bell.conf.task_routes = (lambda name, *_, **__: {"queue": name},)

    celebrate(log, redis)
    wake(bell, "notifications.sweep")
    eventually(lambda: len(postbox.taken) == 1, within=STARTING)
    celebrate(log, redis)
    for lane in range(4):
        wake(bell, "notifications.drain", subscription="inbox", lane=lane)
    eventually(lambda: len(postbox.taken) == 2, within=STARTING)

    assert postbox.recipients == [["maya@clinic.test"]] * 2
