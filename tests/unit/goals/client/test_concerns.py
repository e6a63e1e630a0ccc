from typing import Any

import pytest

from services.goals.domain.client.concerns import (
    ClientHasEnoughConcerns,
    ConcernIsAlreadyRaised,
    ConcernIsRankedTwice,
    ConcernIsResolved,
    ConcernIsUnknown,
    PrioritiseConcerns,
    RankingLeavesConcernsOut,
    ResolveConcern,
    RewordConcern,
    RewordingSaysNothing,
    SeverityIsNotZeroToTen,
)
from services.goals.domain.client.guards import (
    ClientHasDied,
    ClientIsDischarged,
    DateIsInTheFuture,
    WordsAreMissing,
)
from shared.contracts.clients import (
    ConcernDomain,
    ConcernResolved,
    ConcernReworded,
    ConcernsPrioritised,
)
from tests.support.client_examples import (
    CONCERN,
    FRIDAY,
    LATER,
    MONDAY,
    concern_raised,
    died,
    discharged,
    numbered,
    raise_concern,
    registered,
)
from tests.support.client_specification import CLIENTS, given

SLEEP = numbered(1)
WORK = numbered(2)

open_concerns = (
    registered(),
    concern_raised(),
    concern_raised(concern_id=SLEEP),
    concern_raised(concern_id=WORK),
)
resolved = ConcernResolved(concern_id=CONCERN, occurred_on=MONDAY)


def resolve(**fields: Any) -> ResolveConcern:
    return ResolveConcern(
        **{"concern_id": CONCERN, "occurred_on": MONDAY, "today": LATER, **fields}
    )


def test_a_concern_is_raised_in_the_clients_own_words() -> None:
    given(registered()).when(raise_concern()).then(concern_raised())


def test_raising_a_concern_twice_changes_nothing() -> None:
    given(registered()).when(raise_concern(), raise_concern()).then_nothing()


def test_it_is_the_same_concern_when_it_weighs_less_by_now() -> None:
    eased = RewordConcern(concern_id=CONCERN, severity=3)
    given(registered()).when(raise_concern(), eased, raise_concern()).then_nothing()


@pytest.mark.parametrize("other", [{"domain": ConcernDomain.SLEEP}, {"severity": 6}])
def test_one_id_is_one_concern(other: dict[str, Any]) -> None:
    given(registered(), concern_raised()).when(raise_concern(**other)).then_refused(
        ConcernIsAlreadyRaised
    )


@pytest.mark.parametrize("severity", [-1, 11])
def test_severity_is_zero_to_ten(severity: int) -> None:
    given(registered()).when(raise_concern(severity=severity)).then_refused(
        SeverityIsNotZeroToTen
    )


def test_nobody_has_to_put_a_number_on_a_concern() -> None:
    given(registered()).when(raise_concern(severity=None)).then(
        concern_raised(severity=None)
    )


def test_a_concern_needs_words() -> None:
    given(registered()).when(raise_concern(own_words=" ")).then_refused(WordsAreMissing)


def test_no_new_concern_is_raised_after_a_discharge() -> None:
    given(registered(), discharged()).when(raise_concern()).then_refused(
        ClientIsDischarged
    )


def test_a_client_has_at_most_a_hundred_open_concerns() -> None:
    hundred = [raise_concern(concern_id=numbered(n)) for n in range(100)]
    given(registered()).when(*hundred, raise_concern()).then_refused(
        ClientHasEnoughConcerns
    )
    given(registered()).when(
        *hundred, resolve(concern_id=numbered(1)), raise_concern()
    ).then(concern_raised())


def test_a_client_finds_other_words() -> None:
    words = "Mornings are hard"
    given(registered(), concern_raised()).when(
        RewordConcern(concern_id=CONCERN, own_words=words)
    ).then(ConcernReworded(concern_id=CONCERN, own_words=words))


def test_a_concern_comes_to_weigh_less() -> None:
    eased = RewordConcern(concern_id=CONCERN, severity=3)
    given(registered(), concern_raised()).when(eased).then(
        ConcernReworded(concern_id=CONCERN, severity=3)
    )
    given(registered(), concern_raised()).when(eased, eased).then_nothing()


def test_other_words_leave_the_severity_as_it_is() -> None:
    reworded = ConcernReworded(concern_id=CONCERN, own_words="Mornings are hard")
    client = CLIENTS.replayed([registered(), concern_raised(), reworded])

    assert client.concerns[0].severity == 7


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, RewordingSaysNothing),
        ({"own_words": " "}, WordsAreMissing),
        ({"severity": 11}, SeverityIsNotZeroToTen),
        ({"severity": 3, "concern_id": SLEEP}, ConcernIsUnknown),
    ],
)
def test_rewording_says_something_about_a_known_concern(
    fields: dict[str, Any], rule: type[Exception]
) -> None:
    command = RewordConcern(**{"concern_id": CONCERN, **fields})
    given(registered(), concern_raised()).when(command).then_refused(rule)


def test_a_resolved_concern_is_raised_anew_rather_than_reworded() -> None:
    given(registered(), concern_raised(), resolved).when(
        RewordConcern(concern_id=CONCERN, own_words="It is back")
    ).then_refused(ConcernIsResolved)


def test_a_client_puts_the_open_concerns_in_order() -> None:
    order = (WORK, CONCERN, SLEEP)
    given(*open_concerns).when(PrioritiseConcerns(concern_ids=order)).then(
        ConcernsPrioritised(concern_ids=order)
    )


def test_the_same_order_again_changes_nothing() -> None:
    order = PrioritiseConcerns(concern_ids=(WORK, CONCERN, SLEEP))
    given(*open_concerns).when(order, order).then_nothing()


@pytest.mark.parametrize(
    "order", [(), (WORK, SLEEP), (WORK, SLEEP, CONCERN, numbered(3))]
)
def test_an_order_names_every_open_concern_and_no_other(order: tuple[Any, ...]) -> None:
    given(*open_concerns).when(PrioritiseConcerns(concern_ids=order)).then_refused(
        RankingLeavesConcernsOut
    )


def test_a_concern_has_one_place_in_the_order() -> None:
    given(*open_concerns).when(
        PrioritiseConcerns(concern_ids=(WORK, SLEEP, CONCERN, WORK))
    ).then_refused(ConcernIsRankedTwice)


def test_a_resolved_concern_leaves_the_order() -> None:
    ranked = ConcernsPrioritised(concern_ids=(WORK, CONCERN, SLEEP))
    client = CLIENTS.replayed([*open_concerns, ranked, resolved])

    assert client.ranking == (WORK, SLEEP)
    given(*open_concerns, ranked, resolved).when(
        PrioritiseConcerns(concern_ids=(WORK, SLEEP))
    ).then_nothing()


def test_a_new_concern_has_no_place_in_the_order_yet() -> None:
    ranked = ConcernsPrioritised(concern_ids=(CONCERN,))
    client = CLIENTS.replayed(
        [registered(), concern_raised(), ranked, concern_raised(concern_id=SLEEP)]
    )

    assert client.ranking == (CONCERN,)


def test_a_concern_is_resolved_on_a_day() -> None:
    given(registered(), concern_raised()).when(resolve()).then(resolved)
    given(registered(), concern_raised()).when(resolve(occurred_on=None)).then(
        ConcernResolved(concern_id=CONCERN, occurred_on=LATER)
    )


def test_resolving_twice_changes_nothing() -> None:
    given(registered(), concern_raised(), resolved).when(resolve()).then_nothing()
    given(registered(), concern_raised(), resolved).when(
        resolve(occurred_on=None)
    ).then_nothing()


def test_a_concern_is_resolved_once() -> None:
    given(registered(), concern_raised(), resolved).when(
        resolve(occurred_on=FRIDAY)
    ).then_refused(ConcernIsResolved)


def test_what_is_resolved_is_known_and_over() -> None:
    given(registered()).when(resolve()).then_refused(ConcernIsUnknown)
    given(registered(), concern_raised()).when(resolve(today=FRIDAY)).then_refused(
        DateIsInTheFuture
    )


def test_a_concern_may_resolve_after_a_discharge_and_not_after_a_death() -> None:
    given(registered(), concern_raised(), discharged()).when(resolve()).then(resolved)
    given(registered(), concern_raised(), died()).when(resolve()).then_refused(
        ClientHasDied
    )
