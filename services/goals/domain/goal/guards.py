"""Rules that many commands share: the goal is there, is running, is not over."""

import math
from datetime import date

from services.goals.domain.goal.state import (
    Goal,
    GoalDoesNotExist,
    GoalError,
    ImpossibleRequest,
    Status,
)

LIMIT = 1_000_000_000
"""No value of a therapy goal is as large as this, in either direction."""

ENDED = (
    Status.COMPLETED,
    Status.CANCELLED,
    Status.REJECTED,
    Status.ENTERED_IN_ERROR,
)
STARTED = (Status.ACTIVE, Status.ON_HOLD)


class GoalHasEnded(GoalError):
    """This goal is completed or cancelled; nothing more can be added to it."""


class GoalWasTurnedDown(GoalError):
    """This proposal was turned down; write a new goal to take it up again."""


class GoalWasRecordedInError(GoalError):
    """This goal was recorded in error; nothing is added to it any more."""


class GoalIsADraft(GoalError):
    """This goal is still a draft; propose it first."""


class GoalHasNotStarted(GoalError):
    """Work on this goal has not started yet."""


class GoalIsOnHold(GoalError):
    """This goal is on hold; resume it first."""


class GoalIsNotActive(GoalError):
    """Progress is recorded on active goals only."""


class DateIsInTheFuture(ImpossibleRequest):
    """What has happened cannot carry a date that is still to come."""


class DateIsBeforeTheStart(GoalError):
    """The date lies before the day on which work on the goal started."""


class NumberIsImpossible(ImpossibleRequest):
    """A value must be a plain number between minus and plus one billion."""


class ReasonIsMissing(ImpossibleRequest):
    """Say in a few words why; the reason is kept beside the change."""


class WordsAreMissing(ImpossibleRequest):
    """Say it in a few words of your own."""


def must_exist(goal: Goal) -> None:
    """Refuse anything about a goal that never was, or should never have been."""
    if goal.status is Status.UNKNOWN:
        raise GoalDoesNotExist
    if goal.status is Status.ENTERED_IN_ERROR:
        raise GoalWasRecordedInError


def must_be_open(goal: Goal) -> None:
    """Refuse changes to a goal that is unknown or over."""
    must_exist(goal)
    if goal.status is Status.REJECTED:
        raise GoalWasTurnedDown
    if goal.status in ENDED:
        raise GoalHasEnded


def must_be_shown(goal: Goal) -> None:
    """Refuse what others say about a goal that only its author has seen."""
    must_be_open(goal)
    if goal.draft:
        raise GoalIsADraft


def must_have_started(goal: Goal) -> None:
    """Refuse what only makes sense once the goal is activated and not over."""
    must_be_open(goal)
    if goal.status not in STARTED:
        raise GoalHasNotStarted


def must_be_active(goal: Goal) -> None:
    """Refuse entries on a goal that is not being worked on."""
    must_exist(goal)
    if goal.status is Status.ON_HOLD:
        raise GoalIsOnHold
    if goal.status is not Status.ACTIVE:
        raise GoalIsNotActive


def must_have_come(day: date, today: date) -> None:
    """Refuse a day that is still to come."""
    if day > today:
        raise DateIsInTheFuture


def must_have_happened(goal: Goal, day: date, today: date) -> None:
    """Refuse a day that is still to come or lies before the goal's start."""
    must_have_come(day, today)
    if goal.start_on is not None and day < goal.start_on:
        raise DateIsBeforeTheStart


def day_since_the_start(goal: Goal, occurred_on: date | None, today: date) -> date:
    """Return the day on which something happened: today, unless told otherwise."""
    day = occurred_on or today
    must_have_happened(goal, day, today)
    return day


def day_of_ending(goal: Goal, occurred_on: date | None, today: date) -> date:
    """Return the day on which a goal ends; it may never have come to its start."""
    if occurred_on is None:
        return today
    must_have_happened(goal, occurred_on, today)
    return occurred_on


def must_be_a_number(*values: float | None) -> None:
    """Refuse infinities, not-a-numbers and numbers beyond any measure."""
    for value in values:
        if value is not None and not (math.isfinite(value) and abs(value) < LIMIT):
            raise NumberIsImpossible


def must_have_a_reason(reason: str | None) -> None:
    """Refuse a change of plan that nobody explains."""
    if reason is None or not reason.strip():
        raise ReasonIsMissing


def must_have_words(words: str | None) -> None:
    """Refuse to keep what nobody said."""
    if words is None or not words.strip():
        raise WordsAreMissing
