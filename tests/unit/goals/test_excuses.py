"""Days that do not count, for a good reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.excuses import (
    ExcuseLiesTooFarAhead,
    OnlyPracticeIsExcused,
    SomethingIsRecordedOnThatDay,
)
from services.goals.domain.goal.guards import (
    DateIsBeforeTheStart,
    GoalHasEnded,
    GoalHasNotStarted,
    ReasonIsMissing,
)
from services.goals.domain.goal.measures import MeasureIsUnknown
from services.goals.domain.goal.state import GoalError
from shared.contracts.goals import (
    GoalAchieved,
    GoalCompleted,
    MeasureKind,
    Target,
)
from tests.support.examples import (
    MONDAY,
    correct_progress,
    entry_id,
    goal_achieved,
    goal_paused,
    measure_defined,
    milestone_added,
    progress_recorded,
    record_progress,
    week,
)
from tests.support.histories import (
    accepted_goal,
    active_goal,
    practice_goal,
    practised,
)
from tests.support.measuring_examples import (
    excuse_occurrence,
    occurrence_excused,
    retract_progress,
)
from tests.support.specification import given, told

DAY = timedelta(days=1)


def on(day: date, **fields: Any) -> Any:
    return excuse_occurrence(occurred_on=day, today=day, **fields)


def test_a_day_of_practice_can_be_excused() -> None:
    given(*practice_goal()).when(excuse_occurrence()).then(occurrence_excused())


def test_a_day_is_excused_once() -> None:
    given(*practice_goal()).when(
        excuse_occurrence(), excuse_occurrence(reason="Ill")
    ).then_nothing()


@pytest.mark.parametrize("ahead", [0, 1, 31])
def test_a_day_can_be_excused_up_to_31_days_ahead(ahead: int) -> None:
    day = MONDAY + ahead * DAY

    given(*practice_goal()).when(excuse_occurrence(occurred_on=day, today=MONDAY)).then(
        occurrence_excused(occurred_on=day)
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"occurred_on": MONDAY + 32 * DAY, "today": MONDAY}, ExcuseLiesTooFarAhead),
        ({"occurred_on": MONDAY - DAY}, DateIsBeforeTheStart),
        ({"reason": " "}, ReasonIsMissing),
        ({"measure_id": entry_id(9)}, MeasureIsUnknown),
    ],
)
def test_an_excuse_that_cannot_be_is_refused(
    fields: dict[str, Any], rule: type[GoalError]
) -> None:
    given(*practice_goal()).when(excuse_occurrence(**fields)).then_refused(rule)


@pytest.mark.parametrize("kind", [MeasureKind.NUMERIC, MeasureKind.COUNT])
def test_only_practice_has_days_to_excuse(kind: MeasureKind) -> None:
    given(*active_goal(kind=kind)).when(excuse_occurrence()).then_refused(
        OnlyPracticeIsExcused
    )


def test_days_are_excused_once_work_has_started_and_until_it_ends() -> None:
    practice: dict[str, Any] = {"kind": MeasureKind.PRACTICE}

    given(*accepted_goal(**practice)).when(excuse_occurrence()).then_refused(
        GoalHasNotStarted
    )
    given(*practice_goal(), GoalCompleted(occurred_on=MONDAY)).when(
        excuse_occurrence()
    ).then_refused(GoalHasEnded)


def test_a_day_before_a_rest_can_be_excused_during_it() -> None:
    given(*practice_goal(), goal_paused(week(2))).when(excuse_occurrence()).then(
        occurrence_excused()
    )


@pytest.mark.parametrize("value", [0, 1])
def test_a_day_with_an_entry_is_not_excused(value: int) -> None:
    given(*practice_goal(), progress_recorded(value)).when(
        excuse_occurrence()
    ).then_refused(SomethingIsRecordedOnThatDay)


def test_an_entry_of_another_day_or_measure_excuses_nothing() -> None:
    other = measure_defined(measure_id=entry_id(900), kind=MeasureKind.PRACTICE)
    start, *rest = practice_goal()
    history = (start, other, *rest)
    elsewhere = progress_recorded(1, measure_id=entry_id(900))
    tomorrow = progress_recorded(1, entry=2, occurred_on=MONDAY + DAY)

    given(*history, elsewhere, tomorrow).when(excuse_occurrence()).then(
        occurrence_excused()
    )


def test_a_retracted_entry_leaves_its_day_free() -> None:
    given(*practice_goal()).when(
        record_progress(1), retract_progress(), excuse_occurrence()
    ).then(occurrence_excused())


def test_a_week_with_an_excused_day_is_passed_over() -> None:
    given(*practice_goal(days=2)).when(
        *practised(2, 1), on(week(2, 5)), *practised(2, first=3)
    ).then(
        progress_recorded(1, entry=32, occurred_on=week(3, 1)),
        goal_achieved(
            entry=32,
            occurred_on=week(3, 1),
            evidence=(entry_id(11), entry_id(12), entry_id(31), entry_id(32)),
        ),
    )


def test_a_week_that_meets_its_target_all_the_same_counts() -> None:
    facts = told(practice_goal(days=2), [*practised(2, 2)[:-1], on(week(2, 5))])

    assert not any(isinstance(fact, GoalAchieved) for fact in facts)

    facts = told(
        practice_goal(days=2), [*practised(2), on(week(2, 5)), *practised(2, first=2)]
    )

    assert isinstance(facts[-1], GoalAchieved)


def test_excused_weeks_take_no_achievement_away() -> None:
    history = practice_goal(days=1)
    excused = [on(week(number)) for number in (3, 4)]

    facts = told(history, [*practised(1, 1), *excused, *practised(1, first=5, value=0)])

    assert replay([*history, *facts]).achieved


def test_doing_something_sets_an_excuse_aside() -> None:
    history = practice_goal(days=2)
    facts = told(
        history,
        [*practised(2, 2), on(week(3)), on(week(4)), *practised(1, 1, 1, first=3)],
    )

    assert not replay([*history, *facts]).achieved


def test_an_entry_of_nothing_leaves_an_excuse_in_force() -> None:
    history = practice_goal(days=2)
    nothing = practised(1, 1, first=3, value=0)
    facts = told(
        history,
        [*practised(2, 2), on(week(3)), on(week(4)), *nothing, *practised(1, first=5)],
    )

    assert replay([*history, *facts]).achieved


@pytest.mark.parametrize(
    "undone", [retract_progress(entry=41), correct_progress(0, entry=41)]
)
def test_an_excuse_holds_again_when_its_days_entry_turns_out_wrong(
    undone: Any,
) -> None:
    history = practice_goal(days=2)
    done = [*practised(2, 2), on(week(3)), on(week(4)), *practised(1, first=4)]

    facts = told(history, [*done, undone, *practised(1, first=5)])

    assert replay([*history, *facts]).achieved


def test_an_excuse_can_decide_that_a_goal_is_achieved() -> None:
    given(*practice_goal(days=1)).when(
        *practised(1), *practised(1, first=3), excuse_occurrence(occurred_on=week(2))
    ).then(
        occurrence_excused(occurred_on=week(2)),
        goal_achieved(
            entry=31, occurred_on=week(3), evidence=(entry_id(11), entry_id(31))
        ),
    )


def test_an_excuse_for_later_decides_nothing_yet() -> None:
    history = practice_goal(days=1)
    done = told(history, [*practised(1, 1, 0, 1), correct_progress(0, entry=41)])

    given(*history, *done).when(excuse_occurrence(occurred_on=week(60))).then_refused(
        ExcuseLiesTooFarAhead
    )
    given(*history, *done).when(excuse_occurrence(occurred_on=week(5))).then(
        occurrence_excused(occurred_on=week(5))
    )


def test_weeks_below_that_were_excused_later_no_longer_weigh() -> None:
    history = practice_goal(days=1)
    below = told(history, [*practised(1, 1), *practised(1, first=5)])

    assert not replay([*history, *below]).achieved
    given(*history, *below).when(excuse_occurrence(occurred_on=week(3))).then(
        occurrence_excused(occurred_on=week(3)),
        goal_achieved(
            entry=21,
            occurred_on=week(2),
            evidence=(entry_id(11), entry_id(21)),
            again=True,
        ),
    )


def test_nothing_done_is_shown_by_the_latest_entry() -> None:
    given(*practice_goal(target=Target(high=0))).when(
        *practised(1, value=0),
        *practised(1, first=2),
        *practised(1, 1, first=3, value=0),
        excuse_occurrence(occurred_on=week(2, 3), today=week(4, 3)),
    ).then(
        occurrence_excused(occurred_on=week(2, 3)),
        goal_achieved(entry=41, occurred_on=week(4), evidence=()),
    )


def test_a_milestone_is_reached_by_days_and_not_by_excuses() -> None:
    two_days = milestone_added(target=Target(low=2))

    given(*practice_goal(two_days)).when(*practised(1), on(week(1, 3))).then(
        occurrence_excused(occurred_on=week(1, 3))
    )
