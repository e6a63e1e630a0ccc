"""What holds for every goal, whatever was asked of it and in any order."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import groupby
from uuid import UUID

from msgspec.structs import replace

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve, replay
from services.goals.domain.goal.forms import FollowForm
from services.goals.domain.goal.guards import ENDED
from services.goals.domain.goal.plan import Milestone
from services.goals.domain.goal.progress import (
    CorrectProgress,
    RecordProgress,
    RetractProgress,
)
from services.goals.domain.goal.ratings import RateGoal
from services.goals.domain.goal.state import Goal, Status
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    GoalAchieved,
    GoalAdjusted,
    GoalEvent,
    GoalRated,
    GoalRegressed,
    GoalUnlinked,
    GoalVoided,
    MeasureKind,
    MilestoneAchieved,
    MilestoneReopened,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    Rater,
    Target,
)
from shared.measures import done_days, is_reading, meets

OF_ENTRIES = (RecordProgress, CorrectProgress, RetractProgress, RateGoal, FollowForm)


def asked(goal: Goal, command: GoalCommand) -> tuple[Goal, list[GoalEvent]]:
    """
    Return the goal after a command and the facts, having checked all that must hold.

    :raises GoalError: if a rule forbids it.
    """
    facts = decide(goal, command)
    assert decide(goal, command) == facts
    must_be_over(goal, facts)
    must_name_its_company(facts)
    goal = reduce(evolve, facts, goal)
    must_be_legal(goal)
    must_follow(goal, command)
    return goal, facts


def must_name_its_company(facts: Sequence[GoalEvent]) -> None:
    """Check that every fact of one cause says what the others are."""
    derived = [f for f in facts if isinstance(f, MilestoneAchieved | GoalAchieved)]
    for _, together in groupby(derived, key=lambda fact: fact.caused_by):
        company = list(together)
        reached = [f for f in company if isinstance(f, MilestoneAchieved)]
        first = [fact for fact in reached if not fact.again]
        goals = [fact for fact in company if isinstance(fact, GoalAchieved)]
        assert [fact.place for fact in first] == list(range(1, len(first) + 1))
        assert {fact.milestones_together for fact in company} <= {len(first)}
        assert {fact.also_achieves_goal for fact in reached} <= {bool(goals)}


def must_be_legal(goal: Goal) -> None:
    """Check that no part of a goal contradicts another."""
    started = goal.status in (Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)
    if started:
        assert goal.start_on is not None
        assert goal.measures
    assert (goal.status is Status.ON_HOLD) <= (goal.paused_on is not None)
    assert len(goal.measures) == len(goal.tallies)
    assert not (goal.continuous and goal.achieved)
    assert goal.achieved <= goal.achieved_before
    assert all(stop.before for stop in goal.milestones if stop.reached)
    assert not any(stop.withdrawn and stop.reached for stop in goal.milestones)
    assert not goal.draft or not goal.agreed | goal.disagreed
    assert not goal.agreed & goal.disagreed
    assert not (goal.judgement and goal.achieved)
    assert goal.maintained <= (goal.achieved or goal.continuous)
    assert goal.parent_id not in goal.children
    assert (goal.successor_id is None) or goal.status in ENDED
    kinds = {place: measure.kind for place, measure in enumerate(goal.measures)}
    assert all(kinds[day.measure] is MeasureKind.PRACTICE for day in goal.excused)
    assert all(
        entry.by_client or kinds[entry.measure] is MeasureKind.GAS
        for entry in goal.ledger
    )
    assert len(goal.ledger) == len(list(goal.ledger))


def must_be_over(goal: Goal, facts: Sequence[GoalEvent]) -> None:
    """Check that nothing follows a mistake, and only a mistake a proposal's no."""
    if goal.status is Status.ENTERED_IN_ERROR:
        assert not facts
    if goal.status is Status.REJECTED:
        assert {type(fact) for fact in facts} <= {GoalVoided, GoalUnlinked}


def must_follow(goal: Goal, command: GoalCommand) -> None:
    """Check that what the entries show is what the state says."""
    if not isinstance(command, OF_ENTRIES):
        return
    for place, milestone in enumerate(goal.milestones):
        if milestone.withdrawn:
            continue
        shown = plainly_shown(goal, place, milestone)
        practice = (
            milestone.measure is not None
            and goal.measures[milestone.measure].kind is MeasureKind.PRACTICE
        )
        # An adjustment may ask for more than a week that counted: it stays counted.
        assert shown <= milestone.reached
        if not practice:
            assert shown == milestone.reached


def plainly_shown(goal: Goal, place: int, milestone: Milestone) -> bool:
    """Return whether entries show a milestone, computed the long way."""
    if milestone.measure is None:
        return any(entry.milestone == place for entry in goal.ledger)
    measure, target = goal.measures[milestone.measure], milestone.target
    own = [e for e in goal.ledger if e.measure == milestone.measure and e.by_client]
    if target is None or not own:
        return False
    if is_reading(measure.kind):
        return any(meets(target, entry.value) for entry in own)
    if measure.kind is MeasureKind.COUNT:
        return meets(target, (measure.baseline or 0) + sum(e.value for e in own))
    if target.high is not None or measure.steps:
        return False
    weeks = {week_number(entry.day) for entry in own}
    return any(
        meets(
            target,
            done_days(
                [sum(e.value for e in own if e.day == day) for day in days_of(week)],
                measure.amount,
            ),
        )
        for week in weeks
    )


def days_of(week: int) -> range:
    """Return the seven days of a week."""
    return range(week * 7 + 1, week * 7 + 8)


def must_be_derived_once(history: Iterable[GoalEvent]) -> None:
    """Check that what is reached is not reached again before it was undone."""
    reached, achieved = set(), False
    for fact in history:
        match fact:
            case MilestoneAchieved(milestone_id=stop):
                assert stop not in reached
                reached.add(stop)
            case MilestoneReopened(milestone_id=stop):
                reached.remove(stop)
            case GoalAchieved():
                assert not achieved
                achieved = True
            case GoalRegressed():
                assert achieved
                achieved = False
            case GoalAdjusted(target_to=Target()):
                achieved = False
            case _:
                pass


def must_be_celebrated_once(history: Iterable[GoalEvent]) -> None:
    """Check that no milestone is reached for the first time twice."""
    reached = [fact for fact in history if isinstance(fact, MilestoneAchieved)]
    first = [fact.milestone_id for fact in reached if not fact.again]
    assert len(first) == len(set(first))
    assert all((fact.place == 0) == fact.again for fact in reached)


def must_add_up(goal: Goal, history: Sequence[GoalEvent]) -> None:
    """Check the tallies against the client's entries, as they stand corrected."""
    values = values_that_count(history)
    for measure, tally in zip(goal.measures, goal.tallies, strict=True):
        own = [e for e in values if e.measure_id == measure.measure_id]
        if not own:
            assert tally.empty
            continue
        latest = max(reversed(own), key=lambda entry: entry.occurred_on)
        assert tally.entry_id == latest.entry_id.bytes
        assert tally.value == latest.value
        if measure.kind is MeasureKind.COUNT:
            assert tally.total == sum(entry.value or 0 for entry in own)


def must_forget(goal: Goal, history: Sequence[GoalEvent]) -> None:
    """Check that what was retracted counts as little as if it had never been told."""
    gone = {f.entry_id for f in history if isinstance(f, ProgressRetracted)}
    without = replay(fact for fact in history if entry_of(fact) not in gone)
    assert without.tallies == goal.tallies
    assert list(without.ledger) == list(goal.ledger)
    assert without.excused == goal.excused


def entry_of(fact: GoalEvent) -> UUID | None:
    """Return the entry that a fact is about."""
    match fact:
        case GoalRated(rating_id=entry_id):
            return entry_id
        case (
            ProgressRecorded(entry_id=entry_id)
            | ProgressCorrected(entry_id=entry_id)
            | ProgressRetracted(entry_id=entry_id)
        ):
            return entry_id
        case _:
            return None


def values_that_count(history: Iterable[GoalEvent]) -> list[ProgressRecorded]:
    """Return the client's entries and ratings, without what was taken back."""
    values = dict[UUID, ProgressRecorded]()
    for fact in history:
        match fact:
            case ProgressRecorded():
                values[fact.entry_id] = fact
            case GoalRated(rater=Rater.CLIENT):
                values[fact.rating_id] = ProgressRecorded(
                    entry_id=fact.rating_id,
                    occurred_on=fact.occurred_on,
                    measure_id=fact.measure_id,
                    value=fact.value,
                )
            case ProgressCorrected(entry_id=entry_id) if entry_id in values:
                values[entry_id] = replace(values[entry_id], value=fact.new_value)
            case ProgressRetracted():
                values.pop(fact.entry_id, None)
            case _:
                pass
    return list(values.values())
