"""
What of a goal's beginning has happened already, told by its history.

The API forgets after some days which requests it has answered; the history never does.
A row that was imported before is compared with what was recorded then, not with what
the goal has become: an adjusted target or an agreement that was taken back is people's
own business. Cells that are empty say nothing, and words that may not be seen count as
the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from services.goals.importing.rehearsing import Rehearsed
from shared.contracts.goals import GoalEvent

Event = Mapping[str, Any]

WHICH = ("measure_id", "milestone_id", "party")
"""What tells two facts of one type about one goal apart."""


def happened(one: Rehearsed, history: Sequence[Event]) -> bool:
    """Return whether a step is in a goal's history, as it is written or otherwise."""
    return _recorded(one.fact, history) is not None


def reads_otherwise(one: Rehearsed, history: Sequence[Event]) -> bool:
    """Return whether a step was recorded with other values than it has now."""
    found = _recorded(one.fact, history)
    if found is None:
        return False
    recorded, sealed = found
    said = one.step.body.keys() & set(one.fact.__struct_fields__)
    return any(
        getattr(recorded, name) != getattr(one.fact, name)
        for name in said
        if not (sealed and getattr(recorded, name) is None)
    )


def _recorded(
    fact: GoalEvent, history: Sequence[Event]
) -> tuple[GoalEvent, bool] | None:
    """Return the fact that takes this one's place, and whether its words are sealed."""
    for event in history:
        if event["type"] == fact.type:
            recorded = msgspec.convert(event["data"], type(fact))
            if _which(recorded) == _which(fact):
                return recorded, "sealed" in event["data"]
    return None


def _which(fact: GoalEvent) -> list[Any]:
    return [getattr(fact, name, None) for name in WHICH]
