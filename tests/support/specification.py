"""Specifications of a goal's rules."""

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.state import Goal
from shared.contracts.goals import GoalEvent
from tests.support.rules import Rules

GOALS: Rules[Goal, GoalEvent, GoalCommand] = Rules(Goal(), evolve, decide)

given = GOALS.given
told = GOALS.told
