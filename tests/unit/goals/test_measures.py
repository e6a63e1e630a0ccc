"""How progress shows is settled before the start, and must be possible."""

import math
from typing import Any

import pytest

from services.goals.domain.goal.guards import GoalHasEnded, NumberIsImpossible
from services.goals.domain.goal.measures import (
    MOST_MEASURES,
    AmountIsNotPositive,
    GasHasAScaleOfItsOwn,
    GoalHasEnoughMeasures,
    HoldIsOutOfRange,
    MeasureIsAlreadyDefined,
    MeasuresAreSettledBeforeTheStart,
    ScaleNeedsFiveTexts,
    ScaleStartsBelowItsGoal,
    WeightIsBelowZero,
)
from services.goals.domain.goal.state import GoalError
from services.goals.domain.goal.values import (
    CadenceIsImpossible,
    CountsReachANumber,
    RatingIsOutsideItsScale,
    TargetCannotBeMet,
    TotalIsOutsideItsScale,
    WeekHasSevenDays,
)
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    GoalCancelled,
    MeasureDefined,
    MeasureKind,
    Target,
)
from tests.support.examples import (
    BELOW_8,
    MEASURE,
    MONDAY,
    define_measure,
    entry_id,
    goal_adjusted,
    goal_created,
    measure_defined,
)
from tests.support.histories import active_goal, proposed_goal
from tests.support.measuring_examples import (
    LEVELS,
    define_gas_scale,
    gas_scale_defined,
    scaled_goal,
)
from tests.support.specification import given, told

PRACTICE = MeasureKind.PRACTICE
COUNT = MeasureKind.COUNT
GBO, PHQ9, GAD7 = MeasureKind.GBO, MeasureKind.PHQ9, MeasureKind.GAD7


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
        ({"kind": PRACTICE, "target": Target(low=2.2, high=2.8)}, TargetCannotBeMet),
        ({"kind": GBO, "target": Target(low=11)}, RatingIsOutsideItsScale),
        ({"kind": GBO, "target": Target(low=6.5)}, RatingIsOutsideItsScale),
        ({"kind": GBO, "baseline": -1}, RatingIsOutsideItsScale),
        ({"kind": GBO, "target": Target(low=10, strict=True)}, TargetCannotBeMet),
        (
            {"kind": GBO, "target": Target(low=6, high=7, strict=True)},
            TargetCannotBeMet,
        ),
        ({"kind": PHQ9, "target": Target(high=28)}, TotalIsOutsideItsScale),
        ({"kind": PHQ9, "baseline": 17.5}, TotalIsOutsideItsScale),
        ({"kind": PHQ9, "target": Target(high=0, strict=True)}, TargetCannotBeMet),
        ({"kind": GAD7, "target": Target(high=22)}, TotalIsOutsideItsScale),
        ({"kind": GAD7, "baseline": 22}, TotalIsOutsideItsScale),
        ({"kind": MeasureKind.GAS}, GasHasAScaleOfItsOwn),
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


@pytest.mark.parametrize(
    ("kind", "highest"), [(GBO, 10), (PHQ9, 27), (GAD7, 21)], ids=str
)
def test_a_scale_goes_from_0_to_its_highest_value(
    kind: MeasureKind, highest: int
) -> None:
    ends = {"kind": kind, "baseline": highest, "target": Target(low=0, high=highest)}

    for direction in Direction:
        facts = told([goal_created()], [define_measure(direction=direction, **ends)])

        [defined] = facts
        assert isinstance(defined, MeasureDefined)
        assert defined.baseline == highest


@pytest.mark.parametrize(
    ("kind", "better"),
    [(GBO, Direction.UP), (PHQ9, Direction.DOWN), (GAD7, Direction.DOWN)],
)
@pytest.mark.parametrize("asked", Direction)
def test_the_kind_settles_which_way_is_better(
    kind: MeasureKind, better: Direction, asked: Direction
) -> None:
    given(goal_created()).when(define_measure(kind=kind, direction=asked)).then(
        measure_defined(kind=kind, direction=better)
    )


def test_a_measure_is_defined_once_whatever_direction_is_asked_again() -> None:
    given(goal_created()).when(
        define_measure(kind=PHQ9), define_measure(kind=PHQ9)
    ).then_nothing()


def test_a_step_that_was_adjusted_makes_no_other_measure() -> None:
    walking: dict[str, Any] = {"kind": PRACTICE, "amount": 30, "target": Target(low=4)}
    easier = goal_adjusted(effective_on=MONDAY, amount_from=30, amount_to=10)

    given(*active_goal(**walking), easier).when(
        define_measure(**walking)
    ).then_nothing()


def test_a_gas_scale_is_five_levels_in_words() -> None:
    said: dict[str, Any] = {
        "weight": 3,
        "baseline_level": -2,
        "cadence": Cadence(every=Every.MONTH),
    }

    given(goal_created()).when(define_gas_scale(**said)).then(gas_scale_defined(**said))


@pytest.mark.parametrize("level", LEVELS)
def test_each_of_the_five_levels_is_described(level: str) -> None:
    given(goal_created()).when(define_gas_scale(**{level: " "})).then_refused(
        ScaleNeedsFiveTexts
    )


@pytest.mark.parametrize("level", [-3, 0, 1, 2, -1.5])
def test_a_scale_starts_below_its_goal(level: Any) -> None:
    given(goal_created()).when(define_gas_scale(baseline_level=level)).then_refused(
        ScaleStartsBelowItsGoal
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"weight": -0.5}, WeightIsBelowZero),
        ({"weight": math.inf}, NumberIsImpossible),
        ({"weight": math.nan}, NumberIsImpossible),
        ({"cadence": Cadence(every=Every.MONTH, times=0)}, CadenceIsImpossible),
    ],
)
def test_a_scale_that_cannot_be_is_refused(
    fields: dict[str, Any], rule: type[GoalError]
) -> None:
    given(goal_created()).when(define_gas_scale(**fields)).then_refused(rule)


@pytest.mark.parametrize("weight", [0, 0.5, 3])
def test_a_weight_is_any_number_from_0_up(weight: float) -> None:
    given(goal_created()).when(define_gas_scale(weight=weight)).then(
        gas_scale_defined(weight=weight)
    )


def test_writing_the_same_scale_twice_changes_nothing() -> None:
    given(goal_created()).when(define_gas_scale(), define_gas_scale()).then_nothing()


def test_a_scale_is_not_quietly_redefined() -> None:
    given(goal_created(), gas_scale_defined()).when(
        define_gas_scale(weight=2)
    ).then_refused(MeasureIsAlreadyDefined)
    given(goal_created(), measure_defined()).when(define_gas_scale()).then_refused(
        MeasureIsAlreadyDefined
    )


def test_a_scale_is_written_before_the_start() -> None:
    given(*scaled_goal()).when(define_gas_scale(measure_id=entry_id(1))).then_refused(
        MeasuresAreSettledBeforeTheStart
    )


def test_scales_count_among_the_twenty_measures() -> None:
    scales = [gas_scale_defined(measure_id=entry_id(n)) for n in range(MOST_MEASURES)]

    given(goal_created(), *scales).when(define_gas_scale()).then_refused(
        GoalHasEnoughMeasures
    )
