import pytest

from services.goals.domain.client.guards import WordsAreMissing
from services.goals.domain.client.registration import (
    ClientIsAlreadyRegistered,
    TimeZoneIsUnknown,
)
from services.goals.domain.client.state import ClientDoesNotExist
from tests.support.client_examples import (
    died,
    note_win,
    raise_safety_concern,
    register,
    registered,
)
from tests.support.client_specification import CLIENTS, given


def test_a_record_begins_with_a_name_and_a_time_zone() -> None:
    given().when(register()).then(registered())


def test_the_first_episode_of_care_begins_then() -> None:
    client = CLIENTS.replayed([registered()])

    assert (client.episode, client.status) == (1, "in-care")


def test_registering_twice_changes_nothing() -> None:
    given().when(register(), register()).then_nothing()


def test_another_time_zone_is_another_meaning() -> None:
    given(registered()).when(register(time_zone="Europe/Madrid")).then_refused(
        ClientIsAlreadyRegistered
    )


def test_a_client_has_a_name() -> None:
    given().when(register(name="  ")).then_refused(WordsAreMissing)


@pytest.mark.parametrize(
    "name",
    ["", ".", "Mars/Olympus", "America", "../zone", "Europe/Lon\0don", "x" * 5000],
)
def test_a_time_zone_is_one_of_those_that_exist(name: str) -> None:
    given().when(register(time_zone=name)).then_refused(TimeZoneIsUnknown)


def test_nothing_is_recorded_about_a_person_who_is_not_registered() -> None:
    given().when(raise_safety_concern()).then_refused(ClientDoesNotExist)
    given().when(note_win()).then_refused(ClientDoesNotExist)


def test_registering_again_after_death_changes_nothing() -> None:
    given(registered(), died()).when(register()).then_nothing()
