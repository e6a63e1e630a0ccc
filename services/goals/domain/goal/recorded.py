"""What entries, ratings, corrections and retractions do to a goal."""

from msgspec.structs import replace

from services.goals.domain.goal import tally as tallies
from services.goals.domain.goal.ledger import NO_MEASURE, NO_MILESTONE, Entry, mark_of
from services.goals.domain.goal.plan import put
from services.goals.domain.goal.state import (
    Excused,
    Goal,
    place_of_measure,
    place_of_milestone,
)
from shared.contracts.goals import (
    GoalRated,
    OccurrenceExcused,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
)


def with_entry(goal: Goal, event: ProgressRecorded) -> Goal:
    """Return the goal with one more entry."""
    value, measure, milestone = event.value, None, None
    if value is not None:
        measure = place_of_measure(goal, event.measure_id)
    if event.milestone_id is not None:
        milestone = place_of_milestone(goal, event.milestone_id)
    entry = Entry(
        event.entry_id.bytes,
        event.occurred_on.toordinal(),
        value or 0.0,
        NO_MEASURE if measure is None else measure,
        NO_MILESTONE if milestone is None else milestone,
    )
    return _added(goal, entry)


def with_rating(goal: Goal, event: GoalRated) -> Goal:
    """Return the goal with one more rating; the client's is the one that counts."""
    measure = place_of_measure(goal, event.measure_id)
    entry = Entry(
        event.rating_id.bytes,
        event.occurred_on.toordinal(),
        event.value,
        NO_MEASURE if measure is None else measure,
        mark=mark_of(event.rater),
    )
    return _added(goal, entry)


def with_correction(goal: Goal, event: ProgressCorrected) -> Goal:
    """Return the goal with another value in an entry's place."""
    old = goal.ledger.find(event.entry_id.bytes)
    if old is None or old.measure == NO_MEASURE or old.retracted:
        return goal
    ledger = goal.ledger.corrected(old.entry_id, event.new_value)
    if not old.by_client:
        return replace(goal, ledger=ledger)
    kind = goal.measures[old.measure].kind
    tally = tallies.corrected(goal.tallies[old.measure], kind, old, ledger)
    return replace(goal, ledger=ledger, tallies=put(goal.tallies, old.measure, tally))


def without_entry(goal: Goal, event: ProgressRetracted) -> Goal:
    """Return the goal with one entry that no longer counts."""
    old = goal.ledger.find(event.entry_id.bytes)
    if old is None or old.retracted:
        return goal
    ledger = goal.ledger.retracted(old.entry_id)
    if old.measure == NO_MEASURE or not old.by_client:
        return replace(goal, ledger=ledger)
    kind = goal.measures[old.measure].kind
    tally = tallies.without(goal.tallies[old.measure], kind, old, ledger)
    return replace(goal, ledger=ledger, tallies=put(goal.tallies, old.measure, tally))


def with_excuse(goal: Goal, event: OccurrenceExcused) -> Goal:
    """
    Return the goal with a day that does not count, unless something was done.

    Doing something sets an excuse aside for as long as its entry stands: whether a
    day is excused is asked of both (``weekly``).
    """
    place = place_of_measure(goal, event.measure_id)
    if place is None:
        return goal
    excused = Excused(place, event.occurred_on.toordinal())
    return replace(goal, excused=goal.excused | {excused})


def _added(goal: Goal, entry: Entry) -> Goal:
    ledger = goal.ledger.append(entry)
    if goal.judgement is not None:
        goal = replace(goal, judgement=None)
    if entry.measure == NO_MEASURE or not entry.by_client:
        return replace(goal, ledger=ledger)
    kind = goal.measures[entry.measure].kind
    tally = tallies.added(goal.tallies[entry.measure], kind, entry)
    return replace(goal, ledger=ledger, tallies=put(goal.tallies, entry.measure, tally))
