"""How long a delivery waits, and when it is given up."""

from datetime import timedelta

import pytest

from services.notifications.patience import Patience

PATIENCE = Patience(
    first=timedelta(seconds=10), longest=timedelta(minutes=10), attempts=5
)


def test_each_wait_is_twice_the_one_before_up_to_the_longest() -> None:
    waits = [PATIENCE.wait(attempts, luck=0) for attempts in (1, 2, 3, 40, 4000)]

    assert [wait.total_seconds() for wait in waits] == [10, 20, 40, 600, 600]


@pytest.mark.parametrize("luck", [0, 0.3, 0.999])
def test_luck_spreads_waits_by_a_quarter_at_most(luck: float) -> None:
    wait = PATIENCE.wait(3, luck)

    assert timedelta(seconds=30) < wait <= timedelta(seconds=40)


def test_the_last_attempt_is_the_last() -> None:
    assert [PATIENCE.is_over(attempts) for attempts in (4, 5, 6)] == [False, True, True]
    assert [PATIENCE.exceeded(attempts) for attempts in (5, 6)] == [False, True]


def test_a_mail_server_may_be_away_for_a_day() -> None:
    patience = Patience()

    unlucky = [patience.wait(n, luck=1) for n in range(1, patience.attempts)]

    assert sum(unlucky, timedelta()) > timedelta(hours=23)
