"""
The two that have a history: a goal and a client.

Everything that stores, loads and changes them is written once, for an aggregate: a
state that facts add up to, and the rules that say which facts a command leads to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from services.goals.domain.client.decide import decide as decide_on_client
from services.goals.domain.client.evolve import EVOLVE_VERSION as OF_CLIENT
from services.goals.domain.client.evolve import evolve as evolve_client
from services.goals.domain.client.state import Client, ClientDoesNotExist
from services.goals.domain.goal.decide import decide as decide_on_goal
from services.goals.domain.goal.evolve import EVOLVE_VERSION as OF_GOAL
from services.goals.domain.goal.evolve import evolve as evolve_goal
from services.goals.domain.goal.state import Goal, GoalDoesNotExist
from services.goals.snapshots import StateKind, kind_of

State = Goal | Client

BESIDE_THE_LEDGER: Final = 4 * 1024
"""What a goal or a client takes up in memory apart from entries, at most, roughly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """
    What is written once for goals and clients alike.

    ``name`` is the first part of a subject (``goals/<id>``), ``family`` how the types
    of its facts begin, ``unborn`` the state before the first fact.
    """

    name: str
    family: str
    unborn: Any
    decide: Callable[[Any, Any], list[Any]]
    evolve: Callable[[Any, Any], Any]
    kind: StateKind[Any]
    missing: type[Exception]


GOAL: Final = Aggregate(
    name="goals",
    family="guidepost.goal.",
    unborn=Goal(),
    decide=decide_on_goal,
    evolve=evolve_goal,
    kind=kind_of(Goal, OF_GOAL),
    missing=GoalDoesNotExist,
)

CLIENT: Final = Aggregate(
    name="clients",
    family="guidepost.client.",
    unborn=Client(),
    decide=decide_on_client,
    evolve=evolve_client,
    kind=kind_of(Client, OF_CLIENT),
    missing=ClientDoesNotExist,
)


def size(state: State) -> int:
    """Return what a state takes up in memory, in bytes, roughly."""
    if isinstance(state, Goal):
        return len(state.ledger.packed) + len(state.ledger.tail) + BESIDE_THE_LEDGER
    return BESIDE_THE_LEDGER
