"""The client timeline as a fold: each fact one row, and no words in it."""

from datetime import date
from uuid import UUID

from services.reporting import fold
from services.reporting.projections import client_timeline
from services.reporting.projections.client_timeline import Moment
from shared.contracts.fact import Fact
from shared.contracts.goals import (
    GoalActivated,
    GoalAdjusted,
    GoalCreated,
    ProgressRecorded,
    Target,
)
from tests.support.facts import (
    CLIENT,
    CLINIC,
    GOAL,
    MEASURE,
    MONDAY,
    MORNING,
    entry,
    recorded,
)

TUESDAY = date(2025, 1, 7)


def moment_of(fact: Fact) -> Moment:
    [moment] = fold.straight(client_timeline, recorded(fact, position=7))
    assert isinstance(moment, Moment)
    return moment


def test_an_entry_is_told_with_its_numbers_and_ids() -> None:
    said = entry(4, TUESDAY)

    moment = moment_of(said)

    assert (moment.client_id, moment.goal_id, moment.clinic_id) == (
        CLIENT,
        GOAL,
        CLINIC,
    )
    assert (moment.kind, moment.position) == ("progress-recorded", 7)
    assert moment.occurred_on == TUESDAY
    assert moment.recorded_at > MORNING
    assert moment.details == {
        "entry_id": said.entry_id,
        "measure_id": MEASURE,
        "value": 4,
    }


def test_what_a_person_typed_is_not_copied() -> None:
    typed = "the flu"
    facts = (
        GoalCreated(client_id=CLIENT, own_words=typed, why=typed),
        ProgressRecorded(entry_id=UUID(int=1), occurred_on=MONDAY, note=typed),
    )

    for fact in facts:
        assert typed not in repr(moment_of(fact))


def test_a_start_and_an_adjustment_happened_on_the_day_they_take_effect() -> None:
    adjusted = GoalAdjusted(
        measure_id=MEASURE, effective_on=TUESDAY, target_to=Target(low=5)
    )

    assert moment_of(GoalActivated(start_on=TUESDAY)).occurred_on == TUESDAY
    assert moment_of(adjusted).occurred_on == TUESDAY
    assert moment_of(adjusted).details["target_to"] == Target(low=5)


def test_what_has_no_day_of_its_own_has_the_moment_it_was_recorded() -> None:
    assert moment_of(GoalCreated(client_id=CLIENT)).occurred_on is None
