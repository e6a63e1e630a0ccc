"""How a goal begins: its words, how progress shows, two agreements, and its start."""

from collections.abc import Iterator
from typing import Any

from services.demo.clinic.acts import Act, By, Own
from services.demo.clinic.goal import DemoGoal, Stop
from services.demo.days import LAST_WEEK, SUNDAY, Day, When, session, start_of

LAST_DAY = Day(LAST_WEEK, SUNDAY)
REVIEW_EVERY_WEEKS = 4


def acts(goal: DemoGoal) -> Iterator[Act]:
    """Yield what sets a goal up, in the session before it starts."""
    when = session(0) if goal.first_week == 1 else start_of(goal.first_week)
    if goal.takes_place_of is None:
        yield from _worded(goal, when)
    yield _measured(goal, when)
    yield _planned(when, "wording-reviews", statement=goal.smart)
    for stop in goal.stops:
        yield _planned(when, "milestones", **_stop(goal, stop))
    yield Act(
        when=when,
        path=("agreements",),
        body={"party": "client", "importance": 8, "confidence": 6},
    )
    yield _planned(when, "agreements", party="clinician")
    start = start_of(goal.first_week)
    yield _planned(
        start,
        "activation",
        start_on=start.day,
        review_every_weeks=REVIEW_EVERY_WEEKS,
        continuous=goal.continuous,
    )


def replaced(goal: DemoGoal, reason: str) -> Act:
    """Return how a goal begins in another one's place; it is asked of that one."""
    return Act(
        when=start_of(goal.first_week),
        path=("replacement",),
        body={"goal": _wording(goal), "reason": reason},
    )


def _worded(goal: DemoGoal, when: When) -> Iterator[Act]:
    """Yield the goal in words; a client's own draft is shown when it is ready."""
    body = _wording(goal) | {
        "client_id": goal.client.id,
        "time_zone": goal.client.time_zone,
        "draft": goal.drafted,
    }
    if goal.step_of:
        body["parent_id"] = goal.step_of.id
    by = By.CLIENT if goal.drafted else By.CLINICIAN
    yield Act(when=when, begins=True, by=by, body=body)
    if goal.drafted:
        yield Act(when=when, path=("proposal",), body={})


def _wording(goal: DemoGoal) -> dict[str, Any]:
    body: dict[str, Any] = {
        "goal_id": goal.id,
        "own_words": goal.words,
        "why": goal.why,
        "term": goal.term,
        "concern_ids": (goal.client.id.part(goal.concern),),
    }
    if goal.value:
        body["value_ids"] = (goal.client.id.part(goal.value),)
    if goal.old_pattern:
        body["old_pattern"] = goal.old_pattern
        body["new_response"] = goal.new_response
    return body


def _measured(goal: DemoGoal, when: When) -> Act:
    every, times = goal.cadence
    body = {
        "measure_id": Own("measure"),
        "cadence": {"every": every, "times": times},
        "due_on": LAST_DAY,
    }
    if goal.scale:
        scale = {"baseline_level": goal.baseline, **goal.scale}
        return _planned(when, "scales", **body, **scale)
    return _planned(
        when,
        "measures",
        **body,
        kind=goal.kind,
        unit=goal.unit,
        baseline=goal.baseline,
        target=goal.target,
        amount=goal.amount,
    )


def _stop(goal: DemoGoal, stop: Stop) -> dict[str, Any]:
    bound = "high" if "high" in goal.target else "low"
    body: dict[str, Any] = {"milestone_id": Own(stop.words), "words": stop.words}
    if stop.value is not None:
        body |= {"measure_id": Own("measure"), "target": {bound: stop.value}}
    if stop.weeks is not None:
        body |= {"measure_id": Own("measure"), "weeks_met": stop.weeks}
    return body


def _planned(when: When, path: str, **body: Any) -> Act:
    return Act(when=when, by=By.CLINICIAN, path=(path,), body=body)
