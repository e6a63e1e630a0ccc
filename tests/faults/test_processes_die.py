"""Processes killed or stopped under load: the next one goes on, nothing is lost."""

import pytest

from tests.support.audit import Audit
from tests.support.patience import eventually
from tests.support.stack import DELIVERER, SENDERS

STOPPED = 15.0  # seconds: longer than a stopped process may keep its locks


def test_nothing_goes_wrong_when_nothing_goes_wrong(audit: Audit) -> None:
    with audit.load() as load:
        load.some_more()

    audit.assert_sound()


@pytest.mark.parametrize(
    "name",
    [
        "goals-api",
        "notifications-worker",
        "reporting-worker",
        DELIVERER,
        "beat",
    ],
)
def test_a_process_killed_at_any_moment_is_replaced(audit: Audit, name: str) -> None:
    moments = (17, 43)
    with audit.load() as load:
        for commands in moments:
            load.some_more(commands)
            audit.stack.restart(name)

    died = len(moments) * SENDERS if name == DELIVERER else 0
    audit.assert_sound(senders_died=died)


def test_letters_in_the_hands_of_a_deliverer_that_is_killed_come_once_more_at_most(
    audit: Audit,
) -> None:
    stack = audit.stack
    with audit.load() as load:
        load.some_more(17)
        with stack.postbox.thinking():
            eventually(lambda: stack.postbox.unanswered == SENDERS)
            stack.kill(DELIVERER)
        stack.start(DELIVERER)
        load.some_more(43)

    audit.assert_sound(senders_died=SENDERS)
    audit.assert_sound()


@pytest.mark.parametrize(
    "name",
    [
        "goals-api",
        "notifications-worker",
        "reporting-worker",
        DELIVERER,
    ],
)
def test_one_child_of_a_process_killed_at_any_moment_is_replaced(
    audit: Audit, name: str
) -> None:
    moments = (17, 43, 29)
    with audit.load() as load:
        for commands in moments:
            load.some_more(commands)
            audit.stack.kill_child(name)
        load.some_more()

    audit.assert_sound(senders_died=len(moments) if name == DELIVERER else 0)


def test_the_leading_relay_killed_again_and_again_is_succeeded(audit: Audit) -> None:
    with audit.load() as load:
        for commands in (17, 43, 29):
            load.some_more(commands)
            leader = audit.stack.leading_relay()
            audit.stack.kill(leader)
            assert audit.stack.leading_relay() != leader
            audit.stack.start(leader)

    audit.assert_sound()


def test_the_leading_relay_stopped_and_resumed_beside_its_successor(
    audit: Audit,
) -> None:
    with audit.load() as load:
        leader = audit.stack.leading_relay()
        with audit.stack.standing_still(leader):
            load.last(STOPPED)
            assert audit.stack.leading_relay() != leader
        load.some_more()
        eventually(lambda: audit.stack.relay_facts(leader).get("role") == "standby")

    audit.assert_sound()


@pytest.mark.parametrize("name", ["reporting-worker", "notifications-worker"])
def test_a_worker_stopped_and_resumed_has_missed_nothing(
    audit: Audit, name: str
) -> None:
    with audit.load() as load:
        with audit.stack.standing_still(name):
            load.last(STOPPED)
        load.some_more()

    audit.assert_sound()


def test_everything_killed_at_once_and_started_again(audit: Audit) -> None:
    stack = audit.stack

    with audit.load() as load:
        load.some_more()
        names = list(stack.running)
        for name in names:
            stack.kill(name)
        stack.start(*names)
        load.some_more()

    audit.assert_sound(senders_died=SENDERS)
