"""What people say and decide about a goal beside its numbers: for properties."""

from hypothesis import strategies as st

from services.goals.domain.goal.acknowledgement import AcknowledgeAchievement
from services.goals.domain.goal.action_steps import AssignActionStep, CompleteActionStep
from services.goals.domain.goal.agreement import DisagreeGoal, RejectGoal
from services.goals.domain.goal.creation import CreateGoal, ProposeGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.ending import StartMaintenance, VoidGoal
from services.goals.domain.goal.links import LinkGoal, UnlinkGoal
from services.goals.domain.goal.obstacles import NoteBarrier, RecordSetback
from services.goals.domain.goal.review import ReviewGoal
from services.goals.domain.goal.succession import BreakDownGoal, ReplaceGoal
from services.goals.domain.goal.wording_review import ReviewWording
from shared.contracts.goals import Decision, Judgement
from tests.support.examples import CLIENT, entry_id
from tests.support.goal_values import WORDS, maybe_a_day, parties, stops, todays

GOAL = entry_id(700)
OTHERS = [entry_id(701 + n) for n in range(2)]
STEPS = [entry_id(600 + n) for n in range(2)]
TOLD = [entry_id(500 + n) for n in range(8)]

others = st.sampled_from([GOAL, *OTHERS])
steps = st.sampled_from(STEPS)
told = st.sampled_from(TOLD)
some_words = st.just(WORDS)

create = st.builds(
    CreateGoal,
    client_id=st.just(CLIENT),
    own_words=some_words,
    why=st.none() | some_words,
    parent_id=st.none() | st.sampled_from(OTHERS),
    old_pattern=some_words,
    new_response=some_words,
    draft=st.booleans(),
)
wording = st.builds(ReviewWording, statement=some_words)
assign = st.builds(
    AssignActionStep,
    step_id=steps,
    words=some_words,
    assigned_to=parties,
    due_on=maybe_a_day,
)
take_step = st.builds(
    CompleteActionStep, step_id=steps, today=todays, occurred_on=maybe_a_day
)
disagree = st.builds(DisagreeGoal, party=parties, reason=some_words)
barrier = st.builds(
    NoteBarrier,
    barrier_id=told,
    words=some_words,
    today=todays,
    occurred_on=maybe_a_day,
)
setback = st.builds(
    RecordSetback,
    setback_id=told,
    what_happened=some_words,
    learned=some_words,
    today=todays,
    occurred_on=maybe_a_day,
)
review = st.builds(
    ReviewGoal,
    decision=st.sampled_from(Decision),
    judgement=st.none() | st.sampled_from(Judgement),
    note=some_words,
    today=todays,
    occurred_on=maybe_a_day,
)
acknowledge = st.builds(
    AcknowledgeAchievement,
    acknowledgement_id=told,
    words=some_words,
    milestone_id=st.none() | stops,
)
divide = st.builds(
    BreakDownGoal,
    goal_id=st.just(GOAL),
    children=st.lists(others, max_size=3).map(tuple),
    reason=some_words,
)
maintain = st.builds(
    StartMaintenance, today=todays, occurred_on=maybe_a_day, plan=some_words
)
link = st.builds(LinkGoal, other_goal_id=others)
unlink = st.builds(UnlinkGoal, other_goal_id=others)

reject = st.builds(RejectGoal, party=parties, reason=some_words, today=todays)
replace = st.builds(
    ReplaceGoal,
    goal_id=st.just(GOAL),
    successor_id=others,
    reason=some_words,
    today=todays,
    occurred_on=maybe_a_day,
)
void = st.builds(VoidGoal, reason=some_words)


@st.composite
def something_said(draw: st.DrawFn) -> GoalCommand:
    """Return one thing that people say about a goal, and that does not end it."""
    command: GoalCommand = draw(
        st.just(ProposeGoal())
        | wording
        | assign
        | take_step
        | take_step
        | disagree
        | barrier
        | setback
        | review
        | acknowledge
        | acknowledge
        | divide
        | maintain
        | maintain
        | link
        | unlink
    )
    return command


def a_conversation() -> st.SearchStrategy[list[GoalCommand]]:
    """Return several things that people say one after the other."""
    return st.lists(something_said(), max_size=5)


@st.composite
def an_end(draw: st.DrawFn) -> GoalCommand:
    """Return one more way in which a goal ends."""
    command: GoalCommand = draw(reject | replace | void)
    return command
