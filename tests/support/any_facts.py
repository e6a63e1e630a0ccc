"""Facts of any kind and in any order: what evolve must accept."""

from typing import get_args

import msgspec
from hypothesis import strategies as st

from shared.contracts.goals import (
    GoalEvent,
    MeasureDefined,
    MeasureKind,
    ProgressCorrected,
    ProgressRecorded,
)
from tests.support.goal_values import ENTRIES, measures, numbers, stops, targets


def can_be_stored(fact: GoalEvent) -> bool:
    """Return whether a fact's whole numbers fit into 64 bits."""
    try:
        msgspec.msgpack.encode(fact)
    except OverflowError:
        return False
    return True


facts_of_any_kind = st.one_of(
    *(
        st.from_type(fact)
        for fact in get_args(GoalEvent)
        if fact not in (MeasureDefined, ProgressRecorded, ProgressCorrected)
    ),
    st.builds(
        MeasureDefined,
        measure_id=measures,
        kind=st.sampled_from(MeasureKind),
        target=targets,
        hold=st.integers(1, 3),
        amount=st.just(1.0),
    ),
    st.builds(
        ProgressRecorded,
        entry_id=st.sampled_from(ENTRIES),
        occurred_on=st.dates(),
        measure_id=st.none() | measures,
        value=st.none() | numbers,
        milestone_id=st.none() | stops,
    ),
    st.builds(
        ProgressCorrected,
        entry_id=st.sampled_from(ENTRIES),
        measure_id=measures,
        occurred_on=st.dates(),
        old_value=numbers,
        new_value=numbers,
    ),
)
