"""What reporting shows of a goal is what goals itself would say of it, on any day."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.goal import standing as goals_standing
from services.goals.domain.goal.decide import GoalCommand
from services.reporting import achievement, fold, standing
from services.reporting.goal_row import GoalProgress
from services.reporting.projections import goal_progress
from tests.support.facts import MONDAY, recorded
from tests.support.goal_requests import requests
from tests.support.playing import played


@settings(deadline=None, max_examples=60)
@given(commands=requests(), later=st.integers(0, 60))
def test_goals_and_reporting_say_the_same_of_any_goal_on_any_day(
    commands: list[GoalCommand], later: int
) -> None:
    goal, history = played(commands)

    [row] = fold.straight(goal_progress, recorded(*history))

    assert isinstance(row, GoalProgress)
    day = max(row.last_entry_on or MONDAY, MONDAY) + timedelta(days=later)
    assert row.version == len(history)
    assert achievement.lifecycle_status(row, day) == goals_standing.lifecycle_status(
        goal, day
    )
    assert achievement.achievement_status(
        row, day
    ) == goals_standing.achievement_status(goal, day)
    for place, measure in enumerate(goal.measures):
        shown = row.measures[place]
        assert shown.measure_id == measure.measure_id
        assert standing.current(
            shown, day, row.started_on
        ) == goals_standing.current_value(goal, place, day)
    reached = [stop.reached for stop in goal.milestones if not stop.withdrawn]
    assert (row.milestones, row.milestones_achieved) == (len(reached), sum(reached))
