"""
From planned goals to requests, sent one after the other as any other system would.

What a goal's history shows already is not asked again, so a file that was sent before,
or half of it, adds nothing; keys make a lost reply harmless. What the API refuses of
one goal stops that goal and those under it; what it would refuse of all stops it all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from services.goals.importing.columns import Fault
from services.goals.importing.happened import Event, happened, reads_otherwise
from services.goals.importing.planning import PlannedGoal
from services.goals.importing.steps import PATHS, Step
from shared.asking import Asking, Refused

ACTOR = {"Guidepost-Actor": "system:import"}
PAGE = 1000
ONE_GOAL = frozenset(
    {
        HTTPStatus.CONFLICT,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""Refusals that say something about one goal and nothing about the next."""

OTHERWISE = "was imported before and reads otherwise now; change it in Guidepost"


@dataclass(slots=True)
class Outcome:
    """What became of the rows."""

    new: int = 0
    added_to: int = 0
    unchanged: int = 0
    refused: list[Fault] = field(default_factory=list)


def send(
    goals: Iterable[PlannedGoal],
    asking: Asking,
    goals_url: str,
    on_goal: Callable[[], None],
) -> Outcome:
    """
    Ask for all that is not there yet of every goal, in order.

    :raises AskedInVain: if there is no answer, or nothing may be asked at all.
    """
    outcome, absent = Outcome(), set[UUID]()
    for goal in goals:
        if goal.parent_id in absent:
            why = "its parent was refused"
            outcome.refused.append(Fault(goal.line, "parent_external_id", why))
            absent.add(goal.goal_id)
        else:
            _send_one(goal, asking, f"{goals_url}/v1/goals", outcome, absent)
        on_goal()
    return outcome


def _send_one(
    goal: PlannedGoal, asking: Asking, url: str, outcome: Outcome, absent: set[UUID]
) -> None:
    history: list[Event] = []
    asked = first = goal.steps[0].step
    try:
        history = _history(goal, asking, url)
        otherwise = [
            Fault(goal.line, one.step.name, OTHERWISE)
            for one in goal.steps
            if reads_otherwise(one, history)
        ]
        if otherwise:
            outcome.refused += otherwise
            return
        missing = [one.step for one in goal.steps if not happened(one, history)]
        for asked in missing:
            _ask(goal, asked, asking, url)
    except Refused as refusal:
        if refusal.status not in ONE_GOAL and not _is_unknown(refusal):
            raise
        outcome.refused.append(Fault(goal.line, asked.name, _why(refusal)))
        if asked is first:
            absent.add(goal.goal_id)
        return
    if not history:
        outcome.new += 1
    elif missing:
        outcome.added_to += 1
    else:
        outcome.unchanged += 1


def _history(goal: PlannedGoal, asking: Asking, url: str) -> list[Event]:
    """Return what has happened to a goal; nothing if it is not there."""
    events: list[Event] = []
    after: int | None = 0
    while after is not None:
        page = f"{url}/{goal.goal_id}/history?after={after}&limit={PAGE}"
        try:
            answer = asking.ask("GET", page, headers=ACTOR).json()
        except Refused as refusal:
            if not _is_unknown(refusal):
                raise
            return []
        events += answer["events"]
        after = answer["next"]
    return events


def _ask(goal: PlannedGoal, step: Step, asking: Asking, url: str) -> None:
    within = f"/{goal.goal_id}{PATHS[step.topic]}" if PATHS[step.topic] else ""
    key = f"import-{goal.goal_id}-{step.name.replace(' ', '-')}"
    asking.ask(
        "POST", url + within, body=step.body, headers=ACTOR | {"Idempotency-Key": key}
    )


def _is_unknown(refusal: Refused) -> bool:
    return refusal.problem.get("type") == "GoalDoesNotExist"


def _why(refusal: Refused) -> str:
    """Return the rule's own sentence; never what was sent, which it may repeat."""
    return str(refusal.problem.get("title", f"was refused ({refusal.status})"))
