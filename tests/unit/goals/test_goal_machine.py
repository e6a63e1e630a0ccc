"""
A goal's life as it goes: days pass, and people ask whatever they like.

Unlike the lists of requests, what is asked here depends on what came before: entries
are told of today or of a few days ago, and put right when they are there.
"""

from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.excuses import ExcuseOccurrence
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.journey import ActivateGoal, PauseGoal, ResumeGoal
from services.goals.domain.goal.measures import DefineGasScale, DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone, WithdrawMilestone
from services.goals.domain.goal.progress import CorrectProgress, RetractProgress
from services.goals.domain.goal.standing import achievement_status, lifecycle_status
from services.goals.domain.goal.state import Goal, GoalError
from shared.contracts.goals import GoalEvent, Instrument, MeasureKind, Party
from tests.support.examples import MONDAY, create_goal
from tests.support.goal_laws import (
    OF_ENTRIES,
    asked,
    must_add_up,
    must_be_celebrated_once,
    must_be_derived_once,
    must_forget,
)
from tests.support.goal_measuring import (
    GOOD_VALUES,
    a_measure,
    a_stop,
    something_measured,
    told,
)
from tests.support.goal_people import something_said
from tests.support.goal_requests import Numbering, a_change, ending, some_kind
from tests.support.goal_values import ENTRIES, FORMS, MEASURES, STOPS, WORDS

GROWN_UP = 25
"""So many facts make a life that may end."""

SAID_ONCE = (
    *OF_ENTRIES,
    ExcuseOccurrence,
    DefineMeasure,
    DefineGasScale,
    AddMilestone,
    WithdrawMilestone,
)
"""Commands that lead to nothing more when they are sent again."""

places = st.integers(0, 1)
some_data = st.data()


class GoalMachine(RuleBasedStateMachine):
    """One goal, from its plan to wherever it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.goal = Goal()
        self.history: list[GoalEvent] = []
        self.today = MONDAY
        self.numbering = Numbering()
        self.kinds: list[MeasureKind] = []

    @initialize(
        kinds=st.lists(some_kind, min_size=1, max_size=2),
        continuous=st.sampled_from([False, False, False, True]),
        data=some_data,
    )
    def begin(
        self, *, kinds: list[MeasureKind], continuous: bool, data: st.DataObject
    ) -> None:
        self.kinds = kinds
        self.ask(create_goal(own_words=WORDS))
        for place, kind in enumerate(kinds):
            self.ask(data.draw(a_measure(place, kind)))
        for stop in data.draw(st.lists(a_stop(kinds), max_size=4)):
            self.ask(stop)
        for party in Party:
            self.ask(AgreeGoal(party=party))
        self.ask(ActivateGoal(start_on=MONDAY, continuous=continuous))

    @rule(n=st.integers(1, 9))
    def days_pass(self, n: int) -> None:
        self.today += timedelta(days=n)

    @rule(place=places, back=st.integers(0, 9), data=some_data)
    def tell(self, place: int, back: int, data: st.DataObject) -> None:
        place %= len(self.kinds)
        kind = self.kinds[place]
        value = data.draw(st.sampled_from(GOOD_VALUES[kind]))
        day = self.today - timedelta(days=back)
        self.ask(data.draw(told(place, kind, value, (day, self.today))))

    @rule(place=places, n=st.integers(1, 4), data=some_data)
    def keep_a_week(self, place: int, n: int, data: st.DataObject) -> None:
        place %= len(self.kinds)
        self.today += timedelta(days=7 - self.today.weekday())
        for _ in range(n):
            days = (self.today, self.today)
            self.ask(data.draw(told(place, self.kinds[place], 1.0, days)))
            self.today += timedelta(days=1)

    @rule(which=st.sampled_from(ENTRIES[:4]), value=st.sampled_from([0, 1, 2, 3]))
    def correct(self, which: UUID, value: int) -> None:
        self.ask(
            CorrectProgress(
                entry_id=which, new_value=value, why=WORDS, today=self.today
            )
        )

    @rule(which=st.sampled_from(ENTRIES[:4]))
    def take_back(self, which: UUID) -> None:
        self.ask(RetractProgress(entry_id=which, why=WORDS, today=self.today))

    @rule(
        instrument=st.sampled_from(Instrument),
        first=st.sampled_from(FORMS),
        total=st.none() | st.integers(0, 4),
        back=st.integers(0, 20),
    )
    def correct_a_form(
        self, instrument: Instrument, first: UUID, total: int | None, back: int
    ) -> None:
        self.ask(
            FollowForm(
                administration_id=first,
                instrument=instrument,
                occurred_on=self.today - timedelta(days=back),
                total=total,
                today=self.today,
                corrects=first,
            )
        )

    @rule(place=places, ahead=st.integers(-16, 32), n=st.integers(1, 8))
    def excuse(self, place: int, ahead: int, n: int) -> None:
        for later in range(n):
            self.ask(
                ExcuseOccurrence(
                    measure_id=MEASURES[place],
                    occurred_on=self.today + timedelta(days=ahead + later),
                    reason=WORDS,
                    today=self.today,
                )
            )

    @rule(data=some_data)
    def add_a_stop(self, data: st.DataObject) -> None:
        self.ask(data.draw(a_stop(self.kinds)))

    @rule(stop=st.sampled_from(STOPS))
    def withdraw(self, stop: UUID) -> None:
        self.ask(WithdrawMilestone(milestone_id=stop, reason=WORDS))

    @rule(n=st.integers(0, 9))
    def rest(self, n: int) -> None:
        self.ask(PauseGoal(today=self.today))
        self.today += timedelta(days=n)
        self.ask(ResumeGoal(today=self.today))

    @rule(data=some_data)
    def change_the_plan(self, data: st.DataObject) -> None:
        for command in data.draw(a_change(self.kinds)):
            self.ask(command)

    @rule(command=something_said())
    def talk(self, command: GoalCommand) -> None:
        self.ask(command)

    @rule(command=something_measured())
    def ask_for_anything(self, command: GoalCommand) -> None:
        self.ask(command)

    @precondition(lambda self: len(self.history) > GROWN_UP)
    @rule(command=ending)
    def end(self, command: GoalCommand) -> None:
        self.ask(command)

    def ask(self, command: GoalCommand) -> None:
        """Ask for something; a refusal changes nothing, a repetition neither."""
        command = self.numbering.of(command)
        try:
            self.goal, facts = asked(self.goal, command)
        except GoalError:
            return
        self.history += facts
        if isinstance(command, SAID_ONCE):
            assert decide(self.goal, command) == []

    @invariant()
    def what_is_derived_is_derived_once(self) -> None:
        must_be_derived_once(self.history)
        must_be_celebrated_once(self.history)

    @invariant()
    def it_can_always_be_said_where_the_goal_stands(self) -> None:
        if self.history:
            assert lifecycle_status(self.goal, self.today)
            assert achievement_status(self.goal, self.today)

    def teardown(self) -> None:
        assert replay(self.history) == self.goal
        assert WORDS not in repr(self.goal)
        must_add_up(self.goal, self.history)
        must_forget(self.goal, self.history)


TestGoalMachine = GoalMachine.TestCase
TestGoalMachine.settings = settings(
    deadline=None, max_examples=25, stateful_step_count=40
)
