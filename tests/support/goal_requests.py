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
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.progress import (
    CorrectProgress,
    RecordProgress,
    RetractProgress,
)
from services.goals.domain.goal.ratings import RateGoal
from shared.contracts.goals import MeasureKind, Party, Target
from tests.support.examples import MONDAY, entry_id
from tests.support.goal_measuring import (
    a_measure,
    a_stop,
    a_week,
    an_entry,
    an_excuse,
    something_measured,
)
from tests.support.goal_people import a_conversation, an_end, create, something_said
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
    parties,
    targets,
    todays,
)
from tests.support.measuring_examples import form_id

# Practice has most rules of its own: weeks, rests, excuses.
some_kind = st.sampled_from([*MeasureKind, MeasureKind.PRACTICE])

agree = st.builds(AgreeGoal, party=parties)
activate = st.builds(
    ActivateGoal,
    start_on=st.just(MONDAY) | days,
    continuous=st.sampled_from([False, False, False, True]),
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

anything = (
    something_measured()
    | something_measured()
    | adjust
    | pause
    | resume
    | agree
    | activate
    | create
    | something_said()
    | something_said()
)
ending = complete | cancel | an_end()


@st.composite
def requests(draw: st.DrawFn) -> list[GoalCommand]:
    """Return what people ask of a goal: a plan, entries, and anything between them."""
    kinds = draw(st.lists(some_kind, min_size=1, max_size=2))
    life: list[GoalCommand] = []
    for _ in range(draw(st.integers(2, 14))):
        usual = a_week(kinds) | a_week(kinds) | an_entry(kinds) | an_entry(kinds)
        unusual = a_change(kinds) | an_excuse(kinds) | st.lists(anything, max_size=3)
        life += draw(usual | unusual | a_conversation())
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
    """Return the commands with ids as people's devices give them."""
    numbering = Numbering()
    told = [numbering.of(command) for command in commands]
    # Sending something again is what networks do.
    return [*told, *told[-2:]]


class Numbering:
    """New ids for what is told; what is put right is something recent."""

    def __init__(self) -> None:
        self._entries = 0
        self._forms = 0

    def of(self, command: GoalCommand) -> GoalCommand:
        """Return a command with the id of an entry or a form."""
        match command:
            case RecordProgress():
                self._entries += 1
                return replace(command, entry_id=entry_id(self._entries))
            case RateGoal():
                self._entries += 1
                return replace(command, rating_id=entry_id(self._entries))
            case CorrectProgress(entry_id=meant) | RetractProgress(entry_id=meant):
                recent = max(1, self._entries - ENTRIES.index(meant))
                return replace(command, entry_id=entry_id(recent))
            case FollowForm(corrects=meant):
                self._forms += 1
                first = None if meant is None else form_id(FORMS.index(meant) + 1)
                new = form_id(self._forms)
                return replace(command, administration_id=new, corrects=first)
            case _:
                return command


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
