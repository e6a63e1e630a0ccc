"""What people may ask of a goal, and what may have happened: for properties."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from services.goals.domain.goal.adjustment import AdjustGoal
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import ProposeGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.ending import CancelGoal, CompleteGoal
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.progress import CorrectProgress, RecordProgress
from shared.contracts.goals import MeasureKind, Party, Target
from tests.support.examples import MONDAY, entry_id
from tests.support.goal_people import a_conversation, an_end, create, something_said
from tests.support.goal_values import (
    ENTRIES,
    MEASURES,
    WORDS,
    cadences,
    days,
    maybe_a_day,
    measures,
    numbers,
    parties,
    stops,
    targets,
    todays,
)

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
    | something_said()
    | something_said()
)
ending = complete | cancel | an_end()


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
        unusual = a_change(kinds) | a_conversation() | st.lists(anything, max_size=3)
        life += draw(usual | unusual)
    life += draw(a_conversation())
    if draw(st.integers(0, 3)) == 0:
        life += draw(st.tuples(ending, anything, anything))
    return [
        draw(create),
        ProposeGoal(),
        *(draw(a_measure(place, kind)) for place, kind in enumerate(kinds)),
        *draw(st.lists(a_stop(kinds), max_size=5)),
        *draw(a_conversation()),
        *draw(st.sampled_from([[], [], [], [], [draw(an_end())]])),
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
