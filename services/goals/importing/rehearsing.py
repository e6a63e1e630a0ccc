"""
What the rules would say to a goal's beginning, found out before anything is sent.

The steps are played on a goal that nobody has, by the rules that the API goes by, up to
the first that says no, since the next steps build on it.
"""

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

import msgspec

from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.journey import ActivateGoal
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.milestones import AddMilestone
from services.goals.domain.goal.state import Goal, GoalError
from services.goals.importing.steps import Step
from shared.contracts.goals import GoalEvent

COMMANDS: dict[str, type[GoalCommand]] = {
    "goal": CreateGoal,
    "measure": DefineMeasure,
    "milestone": AddMilestone,
    "agreement": AgreeGoal,
    "activation": ActivateGoal,
}


class Rehearsed(NamedTuple):
    """A step, and the fact that it leads to."""

    step: Step
    fact: GoalEvent


class RuleSaysNo(Exception):
    """A step cannot be; the message is the rule's own sentence."""

    def __init__(self, topic: str, sentence: str) -> None:
        super().__init__(sentence)
        self.topic = topic


def rehearse(steps: Iterable[Step]) -> tuple[Rehearsed, ...]:
    """
    Return the steps with the facts that they lead to.

    :raises RuleSaysNo: at the first that leads nowhere.
    """
    goal, rehearsed = Goal(), list[Rehearsed]()
    for step in steps:
        command = msgspec.convert(step.body, COMMANDS[step.topic])
        try:
            facts = decide(goal, command)
        except GoalError as rule:
            raise RuleSaysNo(step.topic, str(type(rule).__doc__)) from rule
        rehearsed.append(Rehearsed(step, facts[0]))
        goal = reduce(evolve, facts, goal)
    return tuple(rehearsed)
