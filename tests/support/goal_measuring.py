"""What people measure, rate, excuse and take back on a goal: for properties."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.excuses import ExcuseOccurrence
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.measures import DefineGasScale, DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone, WithdrawMilestone
from services.goals.domain.goal.progress import (
    CorrectProgress,
    RecordProgress,
    RetractProgress,
)
from services.goals.domain.goal.ratings import RateGoal
from shared.contracts.goals import Instrument, MeasureKind, Rater, Target
from tests.support.examples import MONDAY
from tests.support.goal_values import (
    ENTRIES,
    FORMS,
    MEASURES,
    WORDS,
    cadences,
    days,
    maybe_a_day,
    measures,
    numbers,
    stops,
    targets,
    todays,
)
from tests.support.measuring_examples import LEVELS, define_gas_scale

RATED = (MeasureKind.GBO, MeasureKind.GAS)
FILLED_IN = (MeasureKind.PHQ9, MeasureKind.GAD7)

some_words = st.just(WORDS)
some_entry = st.sampled_from(ENTRIES)
some_form = st.sampled_from(FORMS)
raters = st.sampled_from(Rater)

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
define_scale = st.builds(
    DefineGasScale,
    measure_id=measures,
    **dict.fromkeys(LEVELS, some_words),
    weight=st.sampled_from([-1.0, 0.0, 1.0, 3.0]),
    baseline_level=st.integers(-3, 0),
    cadence=cadences,
)
stop = st.builds(
    AddMilestone,
    milestone_id=stops,
    words=some_words,
    measure_id=st.none() | measures,
    target=st.none() | targets,
    weeks_met=st.none() | st.integers(1, 3),
)
withdraw = st.builds(WithdrawMilestone, milestone_id=stops, reason=some_words)
record = st.builds(
    RecordProgress,
    entry_id=some_entry,
    occurred_on=days,
    today=todays,
    measure_id=measures | st.none(),
    value=numbers | st.none(),
    milestone_id=st.none() | stops,
    note=some_words,
)
rate = st.builds(
    RateGoal,
    rating_id=some_entry,
    measure_id=measures,
    rater=raters,
    value=st.integers(-3, 11),
    today=todays,
    occurred_on=maybe_a_day,
    note=some_words,
)
correct = st.builds(
    CorrectProgress,
    entry_id=some_entry,
    new_value=numbers,
    why=some_words,
    today=todays,
)
retract = st.builds(RetractProgress, entry_id=some_entry, why=some_words, today=todays)
follow = st.builds(
    FollowForm,
    administration_id=some_form,
    instrument=st.sampled_from(Instrument),
    occurred_on=days,
    total=st.none() | st.integers(0, 5),
    today=todays,
    corrects=st.none() | some_form,
)
excuse = st.builds(
    ExcuseOccurrence,
    measure_id=measures,
    occurred_on=days,
    reason=some_words,
    today=todays,
)


@st.composite
def something_measured(draw: st.DrawFn) -> GoalCommand:
    """Return anything about a goal's measures and entries, possible or not."""
    command: GoalCommand = draw(
        record
        | record
        | rate
        | rate
        | follow
        | correct
        | retract
        | excuse
        | stop
        | withdraw
        | define
        | define_scale
    )
    return command


LONG_AFTER = MONDAY + timedelta(days=60)
GOOD_VALUES: dict[MeasureKind, list[float | None]] = {
    MeasureKind.NUMERIC: [-1.0, 0.5, 1.0, 2.0, 3.0],
    MeasureKind.COUNT: [None, 0.0, 1.0, 2.0],
    MeasureKind.PRACTICE: [None, 0.0, 1.0, 2.0],
    MeasureKind.GBO: [0, 1, 2, 3],
    MeasureKind.GAS: [-2, -1, 0, 1, 2],
    MeasureKind.PHQ9: [None, 0, 1, 2, 3],
    MeasureKind.GAD7: [None, 0, 1, 2, 3],
}


@st.composite
def a_measure(draw: st.DrawFn, place: int, kind: MeasureKind) -> GoalCommand:
    """Return a measure with a target; a GAS scale has its own."""
    measure_id = MEASURES[place]
    if kind is MeasureKind.GAS:
        level = draw(st.sampled_from([-1, -1, -2]))
        texts = dict.fromkeys(LEVELS, WORDS)
        return define_gas_scale(measure_id=measure_id, baseline_level=level, **texts)
    low = [Target(low=1), Target(low=2), Target(low=3)]
    high = [Target(high=1), Target(high=2, strict=True)]
    return DefineMeasure(
        measure_id=measure_id,
        kind=kind,
        baseline=draw(st.none() | st.just(3.0)),
        target=draw(
            st.sampled_from(low if kind is MeasureKind.COUNT else [*low, *high])
        ),
        hold=draw(st.integers(1, 3)),
    )


def a_stop(kinds: Sequence[MeasureKind]) -> st.SearchStrategy[AddMilestone]:
    """Return a milestone: a value, weeks that are kept, or words."""
    places = st.sampled_from(range(len(kinds)))
    measured = st.builds(
        AddMilestone,
        milestone_id=stops,
        measure_id=places.map(MEASURES.__getitem__),
        target=st.integers(0, 4).map(lambda low: Target(low=low)),
    )
    kept = st.builds(
        AddMilestone,
        milestone_id=stops,
        measure_id=places.map(MEASURES.__getitem__),
        weeks_met=st.integers(1, 3),
    )
    named = st.builds(AddMilestone, milestone_id=stops, words=some_words)
    return measured | measured | kept | named


@st.composite
def an_entry(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return an entry that can be, or what puts an earlier one right."""
    place = draw(st.integers(0, len(kinds) - 1))
    kind = kinds[place]
    value = draw(st.sampled_from(GOOD_VALUES[kind]))
    what = draw(st.sampled_from(["entry", "entry", "entry", "correct", "retract"]))
    if what == "entry":
        day = MONDAY + timedelta(days=draw(st.integers(0, 40)))
        return [draw(told(place, kind, value, (day, LONG_AFTER)))]
    if kind in FILLED_IN:
        day = MONDAY + timedelta(days=draw(st.integers(0, 5)))
        return [_form(kind, value, (day, LONG_AFTER), corrects=draw(some_form))]
    entry_id = draw(some_entry)
    if what == "retract":
        return [RetractProgress(entry_id=entry_id, why=WORDS, today=LONG_AFTER)]
    new = 0.0 if value is None else value
    return [
        CorrectProgress(entry_id=entry_id, new_value=new, why=WORDS, today=LONG_AFTER)
    ]


@st.composite
def a_week(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return the first n days of a week, as a person would record them."""
    place = draw(st.integers(0, len(kinds) - 1))
    monday = MONDAY + timedelta(weeks=draw(st.integers(0, 6)))
    return [
        draw(told(place, kinds[place], draw(st.sampled_from([1.0, 2.0])), (day, day)))
        for day in (
            monday + timedelta(days=weekday)
            for weekday in range(draw(st.integers(1, 4)))
        )
    ]


@st.composite
def an_excuse(draw: st.DrawFn, kinds: Sequence[MeasureKind]) -> list[GoalCommand]:
    """Return a few days in a row that a practice is excused from."""
    place = draw(st.integers(0, len(kinds) - 1))
    first = MONDAY + timedelta(days=draw(st.integers(0, 40)))
    return [
        ExcuseOccurrence(
            measure_id=MEASURES[place],
            occurred_on=first + timedelta(days=later),
            reason=WORDS,
            today=draw(st.just(first) | st.just(LONG_AFTER)),
        )
        for later in range(draw(st.integers(1, 8)))
    ]


@st.composite
def told(
    draw: st.DrawFn,
    place: int,
    kind: MeasureKind,
    value: float | None,
    days: tuple[date, date],
) -> GoalCommand:
    """Return a value as it is told for its kind, of one day and on another."""
    if kind in FILLED_IN:
        return _form(kind, value, days, corrects=None)
    day, today = days
    if kind in RATED:
        return RateGoal(
            rating_id=ENTRIES[0],
            measure_id=MEASURES[place],
            rater=draw(st.just(Rater.CLIENT) | raters),
            value=int(value or 0),
            today=today,
            occurred_on=day,
            note=WORDS,
        )
    return RecordProgress(
        entry_id=ENTRIES[0],
        occurred_on=day,
        today=today,
        measure_id=MEASURES[place],
        value=value,
        milestone_id=draw(st.none() | st.none() | stops),
        note=WORDS,
    )


def _form(
    kind: MeasureKind,
    total: float | None,
    days: tuple[date, date],
    *,
    corrects: UUID | None,
) -> FollowForm:
    day, today = days
    return FollowForm(
        administration_id=FORMS[0],
        instrument=Instrument(kind.value),
        occurred_on=day,
        total=None if total is None else int(total),
        today=today,
        corrects=corrects,
    )
