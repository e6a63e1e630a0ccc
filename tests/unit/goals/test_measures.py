"""How progress shows is settled before the start, and must be possible."""

import math
from typing import Any

import pytest

from services.goals.domain.goal.guards import GoalHasEnded, NumberIsImpossible
from services.goals.domain.goal.measures import (
    MOST_MEASURES,
    AmountIsNotPositive,
    GoalHasEnoughMeasures,
    HoldIsOutOfRange,
    MeasureIsAlreadyDefined,
    MeasuresAreSettledBeforeTheStart,
)
from services.goals.domain.goal.state import GoalError
from services.goals.domain.goal.values import (
    CadenceIsImpossible,
    CountsReachANumber,
    TargetCannotBeMet,
    WeekHasSevenDays,
)
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    GoalCancelled,
    MeasureKind,
    Target,
)
from tests.support.examples import (
    BELOW_8,
    MEASURE,
    MONDAY,
    define_measure,
    entry_id,
    goal_created,
    measure_defined,
)
from tests.support.histories import active_goal, proposed_goal
from tests.support.specification import given

PRACTICE = MeasureKind.PRACTICE
COUNT = MeasureKind.COUNT


def test_a_measure_says_what_is_read_and_where_it_should_go() -> None:
    said = {
        "unit": "GAD-7",
        "direction": Direction.DOWN,
        "baseline": 15,
        "target": BELOW_8,
        "cadence": Cadence(every=Every.TWO_WEEKS),
    }

    given(goal_created()).when(define_measure(**said)).then(measure_defined(**said))


def test_defining_the_same_measure_twice_changes_nothing() -> None:
    given(*proposed_goal()).when(define_measure()).then_nothing()


def test_a_measure_is_not_quietly_redefined() -> None:
    given(*proposed_goal()).when(define_measure(target=Target(low=9))).then_refused(
        MeasureIsAlreadyDefined
    )


def test_measures_are_settled_before_the_start() -> None:
    given(*active_goal()).when(define_measure(measure_id=entry_id(1))).then_refused(
        MeasuresAreSettledBeforeTheStart
    )


def test_a_cancelled_goal_gets_no_measure() -> None:
    given(goal_created(), GoalCancelled(occurred_on=MONDAY)).when(
        define_measure()
    ).then_refused(GoalHasEnded)


def test_a_goal_has_at_most_twenty_measures() -> None:
    measures = [measure_defined(measure_id=entry_id(n)) for n in range(MOST_MEASURES)]

    given(goal_created(), *measures).when(define_measure()).then_refused(
        GoalHasEnoughMeasures
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"baseline": math.nan}, NumberIsImpossible),
        ({"baseline": math.inf}, NumberIsImpossible),
        ({"target": Target(low=-math.inf)}, NumberIsImpossible),
        ({"target": Target(high=1e9)}, NumberIsImpossible),
        ({"amount": 0}, AmountIsNotPositive),
        ({"hold": 0}, HoldIsOutOfRange),
        ({"hold": 53}, HoldIsOutOfRange),
        ({"target": Target(low=8, high=7)}, TargetCannotBeMet),
        ({"target": Target(low=7, high=7, strict=True)}, TargetCannotBeMet),
        ({"cadence": Cadence(every=Every.DAY, times=0)}, CadenceIsImpossible),
        ({"cadence": Cadence(every=Every.DAY, times=101)}, CadenceIsImpossible),
        ({"kind": COUNT, "target": Target(high=3)}, CountsReachANumber),
        ({"kind": PRACTICE, "target": Target(low=8)}, WeekHasSevenDays),
        ({"kind": PRACTICE, "baseline": -1}, WeekHasSevenDays),
        (
            {"kind": PRACTICE, "target": Target(low=7, strict=True)},
            TargetCannotBeMet,
        ),
        (
            {"kind": PRACTICE, "cadence": Cadence(every=Every.WEEK, times=8)},
            CadenceIsImpossible,
        ),
    ],
)
def test_a_measure_that_cannot_be_is_refused(
    fields: dict[str, Any], rule: type[GoalError]
) -> None:
    given(goal_created()).when(define_measure(**fields)).then_refused(rule)


def test_a_measure_may_only_watch_and_have_no_target() -> None:
    given(goal_created()).when(
        define_measure(measure_id=MEASURE, target=Target())
    ).then(measure_defined(target=Target()))
