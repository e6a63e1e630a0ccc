"""Rows in PostgreSQL: written back in bulk, and the same whatever the batches."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.reporting import fold, goal_row
from services.reporting.fold import A_FEW
from services.reporting.goal_row import GoalProgress
from services.reporting.projections import client_timeline, goal_progress
from services.reporting.projections.client_timeline import Moment, Part
from shared.contracts.fact import Fact
from shared.contracts.goals import (
    GoalAchieved,
    GoalAdjusted,
    GoalPaused,
    GoalResumed,
    MeasureKind,
    Target,
)
from shared.envelope import AnyRecorded
from tests.support.facts import (
    CLIENT,
    GOAL,
    MEASURE,
    MONDAY,
    active_goal,
    correction,
    entry,
    history,
    recorded,
)


def tell(connection: sa.Connection, *facts: AnyRecorded) -> None:
    fold.apply(goal_progress, connection, facts)


def many_goals(count: int) -> list[AnyRecorded]:
    return history(
        *(
            (UUID(int=number), CLIENT, fact)
            for number in range(1, count + 1)
            for fact in (*active_goal(), entry(number % 7))
        )
    )


def progress_rows(connection: sa.Connection) -> list[GoalProgress]:
    return sorted(goal_row.of_client(connection, CLIENT), key=lambda row: row.goal_id)


def told(connection: sa.Connection) -> list[Moment]:
    return client_timeline.of_client(connection, CLIENT, None, Part())


def straight(facts: Sequence[AnyRecorded]) -> list[GoalProgress]:
    return sorted(fold.straight(goal_progress, facts), key=lambda row: row.goal_id)


@pytest.mark.parametrize("goals", [1, A_FEW, A_FEW + 1, 3 * A_FEW])
def test_few_rows_or_many_are_written_as_they_were_folded(
    reporting: sa.Connection, goals: int
) -> None:
    facts = many_goals(goals)

    tell(reporting, *facts)

    assert progress_rows(reporting) == straight(facts)


@pytest.mark.parametrize("goals", [1, 3 * A_FEW])
def test_rows_that_are_there_already_are_folded_on(
    reporting: sa.Connection, goals: int
) -> None:
    facts = many_goals(goals)
    half = len(facts) // 2

    tell(reporting, *facts[:half])
    tell(reporting, *facts[half:])

    assert progress_rows(reporting) == straight(facts)


def test_a_second_large_batch_of_a_transaction_does_not_bring_back_the_first(
    reporting: sa.Connection,
) -> None:
    facts = many_goals(2 * A_FEW)
    more = history(
        *((fact.stream_id, CLIENT, entry(9, number=2)) for fact in facts[::6]),
        position=len(facts) + 1,
    )

    tell(reporting, *facts)
    tell(reporting, *more)
    tell(reporting, *facts[:0])

    assert {row.entries for row in progress_rows(reporting)} == {2}


def test_a_goal_is_found_by_its_id_and_an_unknown_one_is_not(
    reporting: sa.Connection,
) -> None:
    tell(reporting, *recorded(*active_goal()))

    found = goal_row.of_goal(reporting, GOAL)

    assert found is not None
    assert found.client_id == CLIENT
    assert goal_row.of_goal(reporting, CLIENT) is None


def test_a_clients_timeline_is_paged_in_the_order_of_the_log(
    reporting: sa.Connection,
) -> None:
    fold.apply(client_timeline, reporting, recorded(*active_goal(), entry(4)))

    first = client_timeline.of_client(reporting, CLIENT, None, Part(limit=4))
    rest = client_timeline.of_client(
        reporting, CLIENT, None, Part(first[-1].position, 4)
    )

    assert [row.position for row in first] == [1, 2, 3, 4]
    assert [row.kind for row in rest] == ["activated", "progress-recorded"]


# Any history, in any batches.

KINDS = tuple(MeasureKind)
DAYS = st.integers(0, 60).map(lambda days: MONDAY + timedelta(days=days))
VALUES = st.integers(-20, 100).map(lambda tenths: tenths / 10)
NUMBERS = st.integers(1, 5)
FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        lambda value, on, number: entry(value, on, number=number), VALUES, DAYS, NUMBERS
    ),
    st.builds(correction, NUMBERS, VALUES, VALUES, DAYS),
    st.builds(
        lambda day, amount: GoalAdjusted(
            measure_id=MEASURE, effective_on=day, amount_to=amount
        ),
        DAYS,
        st.integers(1, 5).map(float),
    ),
    st.builds(
        lambda day: GoalAdjusted(
            measure_id=MEASURE, effective_on=day, target_to=Target(low=3)
        ),
        DAYS,
    ),
    st.builds(lambda day: GoalAchieved(occurred_on=day, caused_by=GOAL), DAYS),
    st.builds(lambda day: GoalPaused(occurred_on=day), DAYS),
    st.builds(lambda day: GoalResumed(occurred_on=day), DAYS),
)


@st.composite
def histories(draw: st.DrawFn) -> list[AnyRecorded]:
    goals = [UUID(int=number + 1) for number in range(draw(st.integers(1, 3)))]
    begun = [
        (goal, CLIENT, fact)
        for goal in goals
        for fact in active_goal(draw(st.sampled_from(KINDS)))
    ]
    later = draw(st.lists(st.tuples(st.sampled_from(goals), FACTS), max_size=40))
    return history(*begun, *((goal, CLIENT, fact) for goal, fact in later))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(facts=histories(), cuts=st.lists(st.integers(0, 60), max_size=8))
def test_any_history_in_any_batches_gives_the_rows_of_one_straight_fold(
    reporting: sa.Connection, facts: list[AnyRecorded], cuts: list[int]
) -> None:
    places = sorted({0, len(facts), *(cut for cut in cuts if cut < len(facts))})

    with reporting.begin_nested() as batches:
        for start, end in pairwise(places):
            fold.apply(goal_progress, reporting, facts[start:end])
            fold.apply(client_timeline, reporting, facts[start:end])
        progress, moments = progress_rows(reporting), told(reporting)
        batches.rollback()

    assert progress == straight(facts)
    assert [moment.event_id for moment in moments] == [fact.id for fact in facts]
