"""Whatever is asked, in any order: what holds for every goal."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve, replay
from services.goals.domain.goal.guards import ENDED
from services.goals.domain.goal.plan import Milestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from services.goals.domain.goal.standing import achievement_status, lifecycle_status
from services.goals.domain.goal.state import Goal, GoalError, Status
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    GoalAchieved,
    GoalAdjusted,
    GoalEvent,
    GoalRegressed,
    GoalUnlinked,
    GoalVoided,
    MeasureDefined,
    MeasureKind,
    MilestoneAchieved,
    MilestoneReopened,
    ProgressCorrected,
    ProgressRecorded,
    Target,
)
from shared.measures import done_days, meets
from tests.support.any_facts import can_be_stored, facts_of_any_kind
from tests.support.examples import MONDAY
from tests.support.goal_requests import requests
from tests.support.goal_values import ENTRIES, MEASURES, WORDS


def played(commands: Iterable[GoalCommand]) -> tuple[Goal, list[GoalEvent]]:
    """Return the goal and the facts that are left when refusals are passed over."""
    goal, history = Goal(), list[GoalEvent]()
    for command in commands:
        try:
            facts = decide(goal, command)
        except GoalError:
            continue
        assert decide(goal, command) == facts
        must_be_over(goal, facts)
        must_name_its_company(facts)
        goal = reduce(evolve, facts, goal)
        history += facts
        must_be_legal(goal)
        must_follow(goal, command)
    return goal, history


def must_name_its_company(facts: Sequence[GoalEvent]) -> None:
    """Check that every fact of one cause says what the others are."""
    first = [f for f in facts if isinstance(f, MilestoneAchieved) and not f.again]
    goals = [f for f in facts if isinstance(f, GoalAchieved)]
    assert [fact.place for fact in first] == list(range(1, len(first) + 1))
    assert {fact.milestones_together for fact in first} <= {len(first)}
    assert {fact.milestones_together for fact in goals} <= {len(first)}
    assert {f.also_achieves_goal for f in first} <= {bool(goals)}


def must_be_legal(goal: Goal) -> None:
    started = goal.status in (Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)
    if started:
        assert goal.start_on is not None
        assert goal.measures
    assert (goal.status is Status.ON_HOLD) <= (goal.paused_on is not None)
    assert len(goal.measures) == len(goal.tallies)
    assert not (goal.continuous and goal.achieved)
    assert goal.achieved <= goal.achieved_before
    assert all(stop.before for stop in goal.milestones if stop.reached)
    assert not goal.draft or not goal.agreed | goal.disagreed
    assert not goal.agreed & goal.disagreed
    assert not (goal.judgement and goal.achieved)
    assert goal.maintained <= (goal.achieved or goal.continuous)
    assert goal.parent_id not in goal.children
    assert (goal.successor_id is None) or goal.status in ENDED


def must_be_over(goal: Goal, facts: Sequence[GoalEvent]) -> None:
    """Check that nothing follows a mistake, and only a mistake a proposal's no."""
    if goal.status is Status.ENTERED_IN_ERROR:
        assert not facts
    if goal.status is Status.REJECTED:
        assert {type(fact) for fact in facts} <= {GoalVoided, GoalUnlinked}


def must_follow(goal: Goal, command: GoalCommand) -> None:
    """Check that what the entries show is what the state says."""
    if not isinstance(command, RecordProgress | CorrectProgress):
        return
    for place, milestone in enumerate(goal.milestones):
        shown = plainly_shown(goal, place, milestone)
        practice = (
            milestone.measure is not None
            and goal.measures[milestone.measure].kind is MeasureKind.PRACTICE
        )
        # An adjustment may ask for more than a week that counted: it stays counted.
        assert shown <= milestone.reached
        if not practice:
            assert shown == milestone.reached


def plainly_shown(goal: Goal, place: int, milestone: Milestone) -> bool:
    if milestone.measure is None:
        return any(entry.milestone == place for entry in goal.ledger)
    measure, target = goal.measures[milestone.measure], milestone.target
    own = [entry for entry in goal.ledger if entry.measure == milestone.measure]
    if target is None or not own:
        return False
    if measure.kind is MeasureKind.NUMERIC:
        return any(meets(target, entry.value) for entry in own)
    if measure.kind is MeasureKind.COUNT:
        return meets(target, (measure.baseline or 0) + sum(e.value for e in own))
    if target.high is not None or measure.steps:
        return False
    weeks = {week_number(entry.day) for entry in own}
    return any(
        meets(
            target,
            done_days(
                [sum(e.value for e in own if e.day == day) for day in of(week)],
                measure.amount,
            ),
        )
        for week in weeks
    )


def of(week: int) -> range:
    return range(week * 7 + 1, week * 7 + 8)


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
    assert lifecycle_status(goal, MONDAY)
    assert achievement_status(goal, MONDAY + timedelta(days=30))


def from_snapshot(goal: Goal, later: Iterable[GoalEvent]) -> Goal:
    stored = msgspec.msgpack.encode(goal)
    return reduce(evolve, later, msgspec.msgpack.decode(stored, type=Goal))


def must_be_derived_once(history: Iterable[GoalEvent]) -> None:
    reached, achieved = set(), False
    for fact in history:
        match fact:
            case MilestoneAchieved(milestone_id=stop):
                assert stop not in reached
                reached.add(stop)
            case MilestoneReopened(milestone_id=stop):
                reached.remove(stop)
            case GoalAchieved():
                assert not achieved
                achieved = True
            case GoalRegressed():
                assert achieved
                achieved = False
            case GoalAdjusted(target_to=Target()):
                achieved = False
            case _:
                pass


def must_be_celebrated_once(history: Iterable[GoalEvent]) -> None:
    reached = [fact for fact in history if isinstance(fact, MilestoneAchieved)]
    first = [fact.milestone_id for fact in reached if not fact.again]
    assert len(first) == len(set(first))
    assert all((fact.place == 0) == fact.again for fact in reached)


def must_add_up(goal: Goal, history: Iterable[GoalEvent]) -> None:
    values = corrected_values(history)
    for measure, tally in zip(goal.measures, goal.tallies, strict=True):
        own = [e for e in values if e.measure_id == measure.measure_id]
        if not own:
            assert tally.empty
            continue
        latest = max(reversed(own), key=lambda entry: entry.occurred_on)
        assert tally.entry_id == latest.entry_id.bytes
        assert tally.value == latest.value
        if measure.kind is MeasureKind.COUNT:
            assert tally.total == sum(entry.value or 0 for entry in own)


def corrected_values(history: Iterable[GoalEvent]) -> list[ProgressRecorded]:
    values = dict[object, ProgressRecorded]()
    for fact in history:
        if isinstance(fact, ProgressRecorded):
            values[fact.entry_id] = fact
        if isinstance(fact, ProgressCorrected):
            old = values[fact.entry_id]
            values[fact.entry_id] = msgspec.structs.replace(old, value=fact.new_value)
    return list(values.values())


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
