"""
The demo clinic as dated steps: who asks what, and when (docs/domain.md section 7).

Told in the order of the moments. What happens at the same moment keeps the order of
the clinic: a client before their goals, a larger goal before the steps of it.
"""

from collections.abc import Iterator
from datetime import datetime

from services.demo import arriving, planning, practising
from services.demo.clinic.everybody import CLIENTS, GOALS
from services.demo.clinic.goal import DemoGoal
from services.demo.telling import Step, Telling


def steps(telling: Telling, *, until: datetime | None = None) -> list[Step]:
    """Return the steps of the twelve weeks up to a moment, in their order."""
    every = sorted(_unordered(telling), key=lambda step: step.at)
    return [step for step in every if until is None or step.at <= until]


def _unordered(telling: Telling) -> Iterator[Step]:
    for client in CLIENTS:
        for act in arriving.acts(client):
            yield telling.of_client(client, act)
    for goal in sorted(GOALS, key=lambda goal: goal.step_of is not None):
        yield from _life(telling, goal)


def _life(telling: Telling, goal: DemoGoal) -> Iterator[Step]:
    if goal.takes_place_of:
        before, reason = goal.takes_place_of.goal, goal.takes_place_of.reason
        yield telling.of_goal(before, planning.replaced(goal, reason))
    for act in planning.acts(goal):
        yield telling.of_goal(goal, act)
    for act in (*goal.acts, *practising.acts(goal)):
        yield telling.of_goal(goal, act)
