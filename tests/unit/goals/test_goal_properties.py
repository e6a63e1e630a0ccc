"""Whatever is asked, in any order: what holds for every goal."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.evolve import evolve, replay
from services.goals.domain.goal.standing import achievement_status, lifecycle_status
from services.goals.domain.goal.state import Goal, GoalError
from shared.contracts.goals import (
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    ProgressRecorded,
)
from tests.support.any_facts import can_be_stored, facts_of_any_kind
from tests.support.examples import MONDAY
from tests.support.goal_laws import (
    asked,
    must_add_up,
    must_be_celebrated_once,
    must_be_derived_once,
    must_forget,
)
from tests.support.goal_requests import requests
from tests.support.goal_values import ENTRIES, MEASURES, WORDS


def played(commands: Iterable[GoalCommand]) -> tuple[Goal, list[GoalEvent]]:
    """Return the goal and the facts that are left when refusals are passed over."""
    goal, history = Goal(), list[GoalEvent]()
    for command in commands:
        try:
            goal, facts = asked(goal, command)
        except GoalError:
            continue
        history += facts
    return goal, history


@settings(deadline=None, max_examples=60)
@given(requests(), st.integers(0, 60))
def test_whatever_is_asked_in_any_order_the_goal_stays_sound(
    commands: list[GoalCommand], cut: int
) -> None:
    goal, history = played(commands)

    assert replay(history) == goal
    assert from_snapshot(replay(history[:cut]), history[cut:]) == goal
    assert WORDS not in repr(goal)
    must_be_derived_once(history)
    must_be_celebrated_once(history)
    must_add_up(goal, history)
    must_forget(goal, history)
    assert lifecycle_status(goal, MONDAY)
    assert achievement_status(goal, MONDAY + timedelta(days=30))


def from_snapshot(goal: Goal, later: Iterable[GoalEvent]) -> Goal:
    stored = msgspec.msgpack.encode(goal)
    return reduce(evolve, later, msgspec.msgpack.decode(stored, type=Goal))


@settings(deadline=None, max_examples=60)
@given(st.lists(facts_of_any_kind.filter(can_be_stored), max_size=20))
def test_every_fact_is_accepted_in_every_state(history: Sequence[GoalEvent]) -> None:
    goal = replay(history)

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(goal), type=Goal) == goal


def test_a_day_is_a_day_until_the_end_of_the_calendar() -> None:
    first = ProgressRecorded(
        entry_id=ENTRIES[0], occurred_on=date.max, measure_id=MEASURES[0], value=1.0
    )
    practice = MeasureDefined(measure_id=MEASURES[0], kind=MeasureKind.PRACTICE)

    goal = replay([practice, first])

    assert len(goal.tallies[0].weeks) == 1
