"""As known at a moment: the timeline says what a replay up to then would say."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal.decide import GoalCommand
from services.reporting import fold, known
from services.reporting.projections import client_timeline, goal_progress
from tests.support.examples import CLIENT
from tests.support.facts import recorded
from tests.support.goal_requests import requests
from tests.support.playing import played


@settings(deadline=None, max_examples=60)
@given(commands=requests(), cut=st.integers(1, 60))
def test_the_timeline_up_to_a_moment_tells_what_a_replay_up_to_it_would_tell(
    commands: Sequence[GoalCommand], cut: int
) -> None:
    _, history = played(commands)
    heard = recorded(*history, client=CLIENT)[:cut]

    moments = fold.straight(client_timeline, heard)

    assert known.folded(moments) == fold.straight(goal_progress, heard)
