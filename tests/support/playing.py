"""Commands given to a goal one after the other, refusals passed over."""

from collections.abc import Iterable
from functools import reduce

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.state import Goal, GoalError
from shared.contracts.goals import GoalEvent


def played(commands: Iterable[GoalCommand]) -> tuple[Goal, list[GoalEvent]]:
    """Return the goal and the facts that are left when refusals are passed over."""
    goal, history = Goal(), list[GoalEvent]()
    for command in commands:
        try:
            facts = decide(goal, command)
        except GoalError:
            continue
        goal = reduce(evolve, facts, goal)
        history += facts
    return goal, history
