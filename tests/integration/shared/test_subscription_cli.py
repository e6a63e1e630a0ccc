"""What an operator sees of subscriptions, and can do about them."""

from collections import deque

import click
import pytest
from click.testing import CliRunner, Result

from shared import subscription_cli
from shared.rebuild import Rebuilder
from shared.subscription_cli import Consumer as Installed
from shared.subscription_cli import consumer_commands
from tests.support.consumer import Consumer, drain_all
from tests.support.tally import tally
from tests.support.tally_facts import TODAY, client

POISON = 13


@pytest.fixture(autouse=True)
def _nobody_else_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription_cli, "_consumers", {})


class Operator:
    """Types commands."""

    def __init__(
        self, consumer: Consumer, poison: set[int], *, grace: float = 0.0
    ) -> None:
        self.queue: deque[tuple[str, int]] = deque()
        self.subscription = tally(generations=True, poison=poison)
        self.rebuilder = Rebuilder(
            engine=consumer.engine,
            feed=consumer.feed_app.client(),
            subscriptions=(self.subscription,),
            queue=lambda name, lane: self.queue.append((name, lane)),
            codec=TODAY,
            grace_seconds=grace,
        )
        self.commands = click.Group(
            commands=consumer_commands(
                Installed(
                    "tally",
                    listener=lambda: consumer.listener(self.subscription),
                    rebuilder=lambda: self.rebuilder,
                )
            )
        )

    def types(self, line: str) -> Result:
        return CliRunner().invoke(
            self.commands, line.split(), env={"COLUMNS": "200"}, catch_exceptions=False
        )

    def work_off(self) -> None:
        while self.queue:
            self.rebuilder.step(*self.queue.popleft())


@pytest.fixture
def stuck(consumer: Consumer) -> Operator:
    """Return an operator who finds a client parked at position 2."""
    operator = Operator(consumer, {POISON})
    consumer.log.count([(1, 1), (1, POISON), (1, 2), (2, 5)])
    consumer.publish()
    drain_all(consumer.listener(operator.subscription), operator.subscription)
    return operator


def test_lag_is_shown_for_each_lane(stuck: Operator) -> None:
    shown = stuck.types("subscriptions").output

    cells = [line.replace("│", " ").split() for line in shown.splitlines()]
    assert [row[:4] for row in cells if row[:1] == ["tally"]] == [
        ["tally", "0", "4", "0"],
        ["tally", "1", "4", "0"],
    ]


def test_parked_clients_are_listed_by_id(stuck: Operator) -> None:
    shown = stuck.types("subscriptions parked").output

    assert str(client(1)) in shown
    assert "CannotBeCounted" in shown


def test_a_retry_in_vain_says_so(stuck: Operator) -> None:
    result = stuck.types(f"subscriptions retry tally {client(1)}")

    assert result.exit_code == 1
    assert "still waits, at position 2: CannotBeCounted" in result.output


def test_a_skip_lets_the_client_go_on(stuck: Operator, consumer: Consumer) -> None:
    result = stuck.types("subscriptions skip tally 2 --who ops:ada --why broken")

    assert result.exit_code == 0
    assert f"1 events of {client(1)} applied" in result.output
    assert consumer.rows("generation_a")[client(1)][:2] == (3, 2)


def test_only_what_holds_something_up_can_be_skipped(stuck: Operator) -> None:
    result = stuck.types("subscriptions skip tally 3 --who ops:ada --why slip")

    assert result.exit_code == 1
    assert "Nothing in tally is held up by position 3" in result.output


def test_a_name_that_nobody_has_is_refused(stuck: Operator) -> None:
    result = stuck.types(f"subscriptions retry inbox {client(1)}")

    assert result.exit_code == 1
    assert "no subscription 'inbox'" in result.output


def test_a_rebuild_is_started_watched_and_switched(
    stuck: Operator, consumer: Consumer
) -> None:
    started = stuck.types("rebuild tally --no-wait")
    stuck.work_off()
    watched = stuck.types("rebuild tally --no-wait --cancel")

    assert (started.exit_code, watched.exit_code) == (0, 0)
    assert consumer.rows("generation_b") == consumer.rows("generation_a")


def test_recover_says_that_all_agree(stuck: Operator) -> None:
    assert "tally: agrees with the log" in stuck.types("recover-tally").output


def test_recover_names_the_lanes_that_went_back_and_rebuilds(
    stuck: Operator, consumer: Consumer
) -> None:
    del consumer.log.events[2:]

    shown = stuck.types("recover-tally").output

    assert "tally lane 0: back from 4 to 0" in shown
    assert "tally: is being rebuilt" in shown
    assert sorted(stuck.queue) == [("tally", 0), ("tally", 1)]


def test_recover_right_after_a_switch_waits_until_nobody_reads_the_old_copy(
    consumer: Consumer,
) -> None:
    operator = Operator(consumer, poison=set(), grace=2.0)
    consumer.log.count([(1, 1), (2, 5), (1, 2)])
    consumer.publish()
    drain_all(consumer.listener(operator.subscription), operator.subscription)
    operator.types("rebuild tally --no-wait")
    operator.work_off()
    del consumer.log.events[2:]

    recovered = operator.types("recover-tally")

    assert recovered.exit_code == 0
    assert "tally: is being rebuilt" in recovered.output
    assert sorted(operator.queue) == [("tally", 0), ("tally", 1)]


def test_recover_a_second_time_leaves_the_projection_waiting_for_its_rebuild(
    stuck: Operator, consumer: Consumer
) -> None:
    del consumer.log.events[2:]
    stuck.types("recover-tally")

    again = stuck.types("recover-tally")

    assert "tally: agrees with the log" in again.output
    listener = consumer.listener(stuck.subscription)
    assert {one.halted for one in listener.health()} == {"recovering"}
    stuck.work_off()
    assert {one.halted for one in listener.health()} == {None}
