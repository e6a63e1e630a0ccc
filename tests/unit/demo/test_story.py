"""The demo clinic's story: what is asked, by whom, and on which day."""

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.demo import story
from services.demo.cli import told
from services.demo.clinic.client import Client
from services.demo.clinic.everybody import CLIENTS, GOALS
from services.demo.clinic.jon import JON
from services.demo.clinic.maya import MAYA
from services.demo.telling import DEMO_CLINIC, Step, Telling

# Three Sundays, Mondays and days between: whatever today is, its week is the twelfth.
TODAYS = (date(2025, 3, 30), date(2026, 11, 22), date(2026, 11, 23), date(2027, 2, 3))


@pytest.mark.parametrize(
    ("client", "totals"),
    [(MAYA, (15, 14, 12, 12, 9, 7, 6)), (JON, (18, 16, 17, 12, 10, 9, 8))],
    ids=["GAD-7", "PHQ-9"],
)
def test_the_answers_add_up_to_the_totals(
    client: Client, totals: tuple[int, ...]
) -> None:
    assert tuple(sum(form.items) for form in client.forms) == totals
    assert [form.week for form in client.forms] == [0, 2, 4, 6, 8, 10, 12]


def test_item_nine_is_one_at_first_and_then_zero() -> None:
    assert [form.items[8] for form in JON.forms] == [1, 0, 0, 0, 0, 0, 0]


def test_every_client_ranks_exactly_their_concerns() -> None:
    for client in CLIENTS:
        said = [concern.domain for concern in client.concerns]
        assert sorted(client.ranking) == sorted(said)


def test_every_goal_is_for_a_concern_of_its_client() -> None:
    for goal in GOALS:
        assert goal.concern in goal.client.ranking
        assert goal.value is None or goal.value in goal.client.values


def test_the_story_runs_from_the_friday_before_to_the_last_sunday() -> None:
    steps = story.steps(Telling())

    assert steps[0].at.date() == date(2025, 1, 3)
    assert steps[-1].at.date() == date(2025, 3, 30)
    assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_nothing_is_asked_twice() -> None:
    asked = Counter(_asked(step) for step in story.steps(Telling()))

    assert [step for step, times in asked.items() if times > 1] == []


def test_another_clinic_shares_no_id_with_the_first() -> None:
    one, other = story.steps(told()), story.steps(told(until=date(2026, 11, 25)))

    assert {step.record_id for step in one}.isdisjoint(step.record_id for step in other)
    assert len(one) == len(other)


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_until_today_makes_the_week_of_today_the_last(today: date) -> None:
    telling = told(until=today)

    first = story.steps(telling)[0].at.date()
    assert first.weekday() == date(2025, 1, 3).weekday()
    assert 0 < (telling.day_after() - today).days <= 7


def test_until_today_leaves_out_what_lies_ahead() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)

    steps = story.steps(told(until=noon.date()), until=noon)

    breakfast = datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo("Europe/London"))
    assert max(step.at for step in steps) == breakfast


def test_in_the_week_of_the_story_it_is_played_where_it_was() -> None:
    assert told(until=date(2025, 3, 26)) == told() == Telling(DEMO_CLINIC)


def _asked(step: Step) -> str:
    return f"{step.at} {step.actor} {step.path} {step.body}"
