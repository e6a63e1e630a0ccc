"""The turns that a journey takes, as what somebody asks for: the words of the story."""

from datetime import time
from typing import Any

from services.demo.clinic.acts import Act, By, Own
from services.demo.days import Day, When, evening, session, start_of

LATE_IN_THE_SESSION = time(10, 20)


def review(week: int, decision: str, note: str) -> Act:
    """Look at the goal together, in the session of a week."""
    return Act(
        when=session(week),
        by=By.CLINICIAN,
        path=("reviews",),
        body={"decision": decision, "note": note},
    )


def adjust(week: int, reason: str, **to: int) -> Act:
    """Change the step, in the session of a week."""
    return Act(
        when=session(week),
        by=By.CLINICIAN,
        path=("adjustments",),
        body={"measure_id": Own("measure"), "reason": reason, **to},
    )


def setback(week: int, what_happened: str, *, learned: str, plan: str) -> Act:
    """Tell in the session of a week that it went backwards."""
    return Act(
        when=session(week),
        path=("setbacks",),
        body={
            "setback_id": Own(f"setback of week {week}"),
            "what_happened": what_happened,
            "learned": learned,
            "plan": plan,
        },
    )


def barrier(week: int, words: str) -> Act:
    """Tell in the session of a week what stands in the way."""
    return Act(
        when=session(week),
        path=("barriers",),
        body={"barrier_id": Own(f"barrier of week {week}"), "words": words},
    )


def pause(week: int, reason: str) -> Act:
    """Let the goal rest from a week on."""
    return Act(when=start_of(week), path=("pause",), body={"reason": reason})


def resume(week: int) -> Act:
    """Take the goal up again with a week."""
    return Act(when=start_of(week), path=("resumption",), body={})


def reach(day: Day, milestone: str) -> Act:
    """Reach a milestone in words."""
    return Act(
        when=When(day, evening(*day).at),
        path=("progress",),
        body={
            "entry_id": Own(f"entry for {milestone}"),
            "milestone_id": Own(milestone),
            "occurred_on": day,
        },
    )


def small_step(words: str, *, agreed: int, done: When) -> tuple[Act, Act]:
    """Agree on a small step in the session of a week, and do it."""
    step = Own(words)
    return (
        Act(
            when=session(agreed),
            by=By.CLINICIAN,
            path=("action-steps",),
            body={"step_id": step, "words": words, "due_on": done.day},
        ),
        Act(when=done, path=("action-steps", step, "completion"), body={}),
    )


def acknowledge(week: int, words: str, *, milestone: str | None = None) -> Act:
    """Say something about an achievement, late in the session of a week."""
    body: dict[str, Any] = {
        "acknowledgement_id": Own(f"acknowledgement of week {week}"),
        "words": words,
    }
    if milestone:
        body["milestone_id"] = Own(milestone)
    return Act(
        when=session(week, LATE_IN_THE_SESSION),
        by=By.CLINICIAN,
        path=("acknowledgements",),
        body=body,
    )


def maintain(when: When, plan: str) -> Act:
    """Keep up what was achieved."""
    return Act(when=when, path=("maintenance",), body={"plan": plan})


def win(when: When, words: str) -> Act:
    """Note something good that nobody had planned."""
    return Act(
        when=when,
        path=("wins",),
        body={"win_id": Own(words), "own_words": words, "occurred_on": when.day},
    )


def look_after(form: str, done: str) -> Act:
    """Say what was done about item 9 of a form, in the session of its week."""
    concern = Own(form, "item 9")
    return Act(
        when=session(0, LATE_IN_THE_SESSION),
        by=By.CLINICIAN,
        path=("safety-concerns", concern, "acknowledgement"),
        body={"done": done},
    )
