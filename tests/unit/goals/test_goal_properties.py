"""Whatever is asked, in any order: what holds for every goal."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import Any, get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.journey import (
    ActivateGoal,
    CancelGoal,
    CompleteGoal,
    PauseGoal,
    ResumeGoal,
)
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.plan import Milestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from services.goals.domain.goal.standing import achievement_status, lifecycle_status
from services.goals.domain.goal.state import Goal, GoalError, Status, evolve, replay
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    Cadence,
    Every,
    GoalAchieved,
    GoalAdjusted,
    GoalEvent,
    GoalRegressed,
    MeasureDefined,
    MeasureKind,
    MilestoneAchieved,
    MilestoneReopened,
    Party,
    ProgressCorrected,
    ProgressRecorded,
    Target,
)
from shared.measures import done_days, meets
from tests.support.examples import CLIENT, MONDAY, entry_id

WORDS = "words that nobody else may read"
MEASURES = [entry_id(900 + n) for n in range(4)]
STOPS = [entry_id(800 + n) for n in range(5)]
ENTRIES = [entry_id(n) for n in range(1, 9)]
NUMBERS = [-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 5.0]

days = st.integers(-3, 40).map(lambda n: MONDAY + timedelta(days=n))
maybe_a_day = st.none() | days
numbers = st.sampled_from(NUMBERS)
targets = st.builds(
    Target,
    low=st.none() | st.sampled_from([0.0, 1.0, 2.0, 3.0]),
    high=st.none() | st.sampled_from([0.0, 1.0, 3.0]),
    strict=st.booleans(),
)
cadences = st.none() | st.builds(
    Cadence, every=st.sampled_from(Every), times=st.integers(0, 8)
)
measures = st.sampled_from(MEASURES)
stops = st.sampled_from(STOPS)
parties = st.sampled_from(Party)
todays = st.integers(0, 45).map(lambda n: MONDAY + timedelta(days=n))

create = st.builds(CreateGoal, client_id=st.just(CLIENT), own_words=st.just(WORDS))
define = st.builds(
    DefineMeasure,
    measure_id=measures,
    kind=st.sampled_from(MeasureKind),
    baseline=st.none() | numbers,
    target=targets,
    cadence=cadences,
    amount=st.sampled_from([1.0, 2.0]),
    hold=st.integers(1, 3),
)
stop = st.builds(
    AddMilestone,
    milestone_id=stops,
    words=st.just(WORDS),
    measure_id=st.none() | measures,
    target=st.none() | targets,
    weeks_met=st.none() | st.integers(1, 3),
)
agree = st.builds(AgreeGoal, party=parties)
activate = st.builds(
    ActivateGoal,
    start_on=st.just(MONDAY) | days,
    continuous=st.sampled_from([False, False, False, True]),
)
record = st.builds(
    RecordProgress,
    entry_id=st.sampled_from(ENTRIES),
    occurred_on=days,
    today=todays,
    measure_id=measures | st.none(),
    value=numbers | st.none(),
    milestone_id=st.none() | stops,
    note=st.just(WORDS),
)
correct = st.builds(
    CorrectProgress,
    entry_id=st.sampled_from(ENTRIES),
    new_value=numbers,
    why=st.just(WORDS),
    today=todays,
)
adjust = st.builds(
    AdjustGoal,
    measure_id=measures,
    reason=st.just(WORDS),
    today=todays,
    effective_on=maybe_a_day,
    amount=st.none() | st.sampled_from([1.0, 2.0, 3.0]),
    step=st.none() | numbers,
    target=st.none() | targets,
    cadence=cadences,
    by=st.none() | parties,
)
pause = st.builds(PauseGoal, today=todays, occurred_on=maybe_a_day)
resume = st.builds(ResumeGoal, today=todays, occurred_on=maybe_a_day)
complete = st.builds(CompleteGoal, today=todays)
cancel = st.builds(CancelGoal, today=todays)

entries = record | record | record | correct
anything = (
    entries
    | entries
    | adjust
    | pause
    | resume
    | agree
    | stop
    | define
    | activate
    | create
)
ending = complete | cancel


LONG_AFTER = MONDAY + timedelta(days=60)
GOOD_VALUES: dict[MeasureKind, list[float | None]] = {
    MeasureKind.NUMERIC: [-1.0, 0.5, 1.0, 2.0, 3.0],
    MeasureKind.COUNT: [None, 0.0, 1.0, 2.0],
    MeasureKind.PRACTICE: [None, 0.0, 1.0, 2.0],
}


@st.composite
def requests(draw: st.DrawFn) -> list[GoalCommand]:
    """Return what people ask of a goal: a plan, entries, and anything between them."""
    kinds = draw(st.lists(st.sampled_from(MeasureKind), min_size=1, max_size=2))
    life: list[GoalCommand] = []
    for _ in range(draw(st.integers(2, 14))):
        usual = a_week(kinds) | a_week(kinds) | an_entry(kinds) | an_entry(kinds)
        unusual = a_change(kinds) | st.lists(anything, max_size=3)
        life += draw(usual | unusual)
    if draw(st.integers(0, 3)) == 0:
        life += draw(st.tuples(ending, anything, anything))
    return [
        draw(create),
        *(draw(a_measure(place, kind)) for place, kind in enumerate(kinds)),
        *draw(st.lists(a_stop(kinds), max_size=5)),
        *(AgreeGoal(party=party) for party in Party),
        ActivateGoal(start_on=MONDAY, continuous=draw(st.integers(0, 9)) == 9),
        *numbered(life),
    ]


def numbered(commands: Iterable[GoalCommand]) -> list[GoalCommand]:
    """Return the commands with new ids for entries; corrections mean recent ones."""
    recorded, told = 0, list[GoalCommand]()
    for command in commands:
        if isinstance(command, RecordProgress):
            recorded += 1
            told.append(replace(command, entry_id=entry_id(recorded)))
        elif isinstance(command, CorrectProgress):
            back = ENTRIES.index(command.entry_id)
            told.append(replace(command, entry_id=entry_id(max(1, recorded - back))))
        else:
            told.append(command)
    # Sending something again is what networks do.
    return [*told, *told[-2:]]


def a_measure(place: int, kind: MeasureKind) -> st.SearchStrategy[DefineMeasure]:
    low = st.sampled_from([Target(low=1), Target(low=2), Target(low=3)])
    high = st.sampled_from([Target(high=1), Target(high=2, strict=True)])
    return st.builds(
        DefineMeasure,
        measure_id=st.just(MEASURES[place]),
        kind=st.just(kind),
        baseline=st.none() | st.just(3.0),
        target=low if kind is MeasureKind.COUNT else low | high,
        hold=st.integers(1, 3),
    )


def a_stop(kinds: Sequence[MeasureKind]) -> st.SearchStrategy[AddMilestone]:
    places = st.sampled_from(range(len(kinds)))
    measured = st.builds(
        AddMilestone,
        milestone_id=stops,
        measure_id=places.map(MEASURES.__getitem__),
        target=st.integers(1, 4).map(lambda low: Target(low=low)),
    )
    kept = st.builds(
        AddMilestone,
        milestone_id=stops,
        measure_id=places.map(MEASURES.__getitem__),
        weeks_met=st.integers(1, 3),
    )
    named = st.builds(AddMilestone, milestone_id=stops, words=st.just(WORDS))
    return measured | measured | kept | named


@st.composite
def a_change(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return a change of plan: another step, another target, a rest."""
    place = draw(st.integers(0, len(kinds) - 1))
    day = MONDAY + timedelta(days=draw(st.integers(0, 40)))
    number = draw(st.integers(1, 3))
    change = draw(st.sampled_from(["amount", "step", "target", "rest"]))
    if change == "rest":
        back = day + timedelta(days=draw(st.integers(0, 20)))
        return [PauseGoal(today=day), ResumeGoal(today=back)]
    new: Any = Target(low=number) if change == "target" else float(number)
    return [
        AdjustGoal(
            measure_id=MEASURES[place],
            reason=WORDS,
            today=day,
            by=draw(parties),
            **{change: new},
        )
    ]


@st.composite
def an_entry(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return an entry that can be, or a correction of an earlier one."""
    place = draw(st.integers(0, len(kinds) - 1))
    value = draw(st.sampled_from(GOOD_VALUES[kinds[place]]))
    if draw(st.booleans()):
        entry = draw(st.sampled_from(ENTRIES))
        new = 0.0 if value is None else value
        return [
            CorrectProgress(entry_id=entry, new_value=new, why=WORDS, today=LONG_AFTER)
        ]
    return [
        RecordProgress(
            entry_id=ENTRIES[0],
            occurred_on=MONDAY + timedelta(days=draw(st.integers(0, 40))),
            today=LONG_AFTER,
            measure_id=MEASURES[place],
            value=value,
            milestone_id=draw(st.none() | st.none() | stops),
            note=WORDS,
        )
    ]


@st.composite
def a_week(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return the first n days of a week, as a person would record them."""
    place = draw(st.integers(0, len(kinds) - 1))
    monday = MONDAY + timedelta(weeks=draw(st.integers(0, 6)))
    return [
        RecordProgress(
            entry_id=ENTRIES[0],
            occurred_on=monday + timedelta(days=day),
            today=monday + timedelta(days=day),
            measure_id=MEASURES[place],
            value=draw(st.sampled_from([1.0, 2.0])),
        )
        for day in range(draw(st.integers(1, 4)))
    ]


def played(commands: Iterable[GoalCommand]) -> tuple[Goal, list[GoalEvent]]:
    """Return the goal and the facts that are left when refusals are passed over."""
    goal, history = Goal(), list[GoalEvent]()
    for command in commands:
        try:
            facts = decide(goal, command)
        except GoalError:
            continue
        assert decide(goal, command) == facts
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


def can_be_stored(fact: GoalEvent) -> bool:
    """Return whether a fact's whole numbers fit into 64 bits."""
    try:
        msgspec.msgpack.encode(fact)
    except OverflowError:
        return False
    return True


facts_of_any_kind = st.one_of(
    *(
        st.from_type(fact)
        for fact in get_args(GoalEvent)
        if fact not in (MeasureDefined, ProgressRecorded, ProgressCorrected)
    ),
    st.builds(
        MeasureDefined,
        measure_id=measures,
        kind=st.sampled_from(MeasureKind),
        target=targets,
        hold=st.integers(1, 3),
        amount=st.just(1.0),
    ),
    st.builds(
        ProgressRecorded,
        entry_id=st.sampled_from(ENTRIES),
        occurred_on=st.dates(),
        measure_id=st.none() | measures,
        value=st.none() | numbers,
        milestone_id=st.none() | stops,
    ),
    st.builds(
        ProgressCorrected,
        entry_id=st.sampled_from(ENTRIES),
        measure_id=measures,
        occurred_on=st.dates(),
        old_value=numbers,
        new_value=numbers,
    ),
)


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
