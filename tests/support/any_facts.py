"""Facts of any kind and in any order: what evolve must accept."""

from typing import get_args

import msgspec
from hypothesis import strategies as st

from shared.contracts.goals import (
    GasScaleDefined,
    GoalEvent,
    GoalRated,
    MeasureDefined,
    MeasureKind,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    MilestoneWithdrawn,
    OccurrenceExcused,
    ProgressCorrected,
    ProgressRecorded,
    ProgressRetracted,
    Rater,
)
from tests.support.goal_values import ENTRIES, measures, numbers, stops, targets


def can_be_stored(fact: GoalEvent) -> bool:
    """Return whether a fact's whole numbers fit into 64 bits."""
    try:
        msgspec.msgpack.encode(fact)
    except OverflowError:
        return False
    return True


some_entry = st.sampled_from(ENTRIES)

# Facts that mean the same few measures, milestones and entries.
about_a_few = (
    st.builds(
        MeasureDefined,
        measure_id=measures,
        kind=st.sampled_from(MeasureKind),
        target=targets,
        hold=st.integers(1, 3),
        amount=st.just(1.0),
    ),
    st.builds(GasScaleDefined, measure_id=measures),
    st.builds(
        MilestoneAdded,
        milestone_id=stops,
        measure_id=st.none() | measures,
        target=st.none() | targets,
    ),
    st.builds(MilestoneWithdrawn, milestone_id=stops),
    st.builds(
        MilestoneAchieved,
        milestone_id=stops,
        occurred_on=st.dates(),
        caused_by=some_entry,
    ),
    st.builds(MilestoneReopened, milestone_id=stops, caused_by=some_entry),
    st.builds(
        ProgressRecorded,
        entry_id=some_entry,
        occurred_on=st.dates(),
        measure_id=st.none() | measures,
        value=st.none() | numbers,
        milestone_id=st.none() | stops,
    ),
    st.builds(
        GoalRated,
        rating_id=some_entry,
        measure_id=measures,
        rater=st.sampled_from(Rater),
        occurred_on=st.dates(),
        value=st.integers(-2, 10),
    ),
    st.builds(
        ProgressCorrected,
        entry_id=some_entry,
        measure_id=measures,
        occurred_on=st.dates(),
        old_value=numbers,
        new_value=numbers,
    ),
    st.builds(
        ProgressRetracted,
        entry_id=some_entry,
        measure_id=st.none() | measures,
        occurred_on=st.dates(),
    ),
    st.builds(OccurrenceExcused, measure_id=measures, occurred_on=st.dates()),
)

facts_of_any_kind = st.one_of(
    *about_a_few, *(st.from_type(fact) for fact in get_args(GoalEvent))
)
