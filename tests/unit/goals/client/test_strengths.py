import pytest

from services.goals.domain.client.guards import (
    ClientHasDied,
    DateIsInTheFuture,
    WordsAreMissing,
)
from services.goals.domain.client.strengths import NameValue, WinIsAlreadyNoted
from shared.contracts.clients import ValueNamed
from tests.support.client_examples import (
    FRIDAY,
    GOAL,
    LATER,
    died,
    discharged,
    note_win,
    numbered,
    registered,
    win_noted,
)
from tests.support.client_specification import given

KINDNESS = numbered(1)

name_kindness = NameValue(value_id=KINDNESS, own_words="Being kind")
kindness_named = ValueNamed(value_id=KINDNESS, own_words="Being kind")


def test_a_client_names_what_matters() -> None:
    given(registered()).when(name_kindness).then(kindness_named)


def test_naming_a_value_twice_changes_nothing() -> None:
    given(registered()).when(name_kindness, name_kindness).then_nothing()


def test_a_value_needs_words() -> None:
    given(registered()).when(NameValue(value_id=KINDNESS, own_words="")).then_refused(
        WordsAreMissing
    )


def test_an_unplanned_win_is_noted_today_or_for_another_day() -> None:
    given(registered()).when(note_win()).then(win_noted())
    given(registered()).when(note_win(occurred_on=FRIDAY, goal_id=GOAL)).then(
        win_noted(occurred_on=FRIDAY, goal_id=GOAL)
    )


def test_a_win_has_happened_already() -> None:
    given(registered()).when(note_win(occurred_on=LATER, today=FRIDAY)).then_refused(
        DateIsInTheFuture
    )


def test_a_win_needs_words() -> None:
    given(registered()).when(note_win(own_words=" ")).then_refused(WordsAreMissing)


def test_noting_a_win_twice_changes_nothing() -> None:
    given(registered()).when(note_win(), note_win()).then_nothing()


def test_one_id_is_one_win() -> None:
    for other in (note_win(occurred_on=FRIDAY), note_win(goal_id=GOAL)):
        given(registered(), win_noted()).when(other).then_refused(WinIsAlreadyNoted)


def test_wins_and_values_go_on_after_a_discharge() -> None:
    given(registered(), discharged()).when(note_win()).then(win_noted())
    given(registered(), discharged()).when(name_kindness).then(kindness_named)


@pytest.mark.parametrize("command", [note_win(), name_kindness])
def test_nothing_is_added_after_a_death(command: NameValue) -> None:
    given(registered(), died()).when(command).then_refused(ClientHasDied)
