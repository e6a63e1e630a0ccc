"""A rebuilt copy is the live one again, and a check says where they differ."""

from uuid import UUID

import psycopg
import pytest

from services.reporting.projections import client_timeline, goal_progress
from shared.envelope import AnyRecorded
from tests.support.facts import active_goal, entry, history
from tests.support.reporting import Reporting
from tests.support.servers import Urls

PROJECTIONS = (goal_progress.name, client_timeline.name)


def clinic(entries: int, *, position: int = 1) -> list[AnyRecorded]:
    """Return the histories of twenty clients with one goal each."""
    people = [(UUID(int=0x600 + n), UUID(int=0xC00 + n)) for n in range(20)]
    begun = [(*ids, fact) for fact in active_goal() for ids in people]
    later = [(*ids, entry(n % 9)) for n in range(entries) for ids in people]
    return history(*begun, *later, position=position)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_rebuilt_copy_equals_the_live_one(reports: Reporting, name: str) -> None:
    reports.record(*clinic(entries=6))
    reports.drain()

    reports.rebuild(name, page_size=30)

    assert reports.live(name) == "b"
    assert reports.checksum(name, "a") == reports.checksum(name, "b")
    assert reports.checksum(name, "b").rows > 0


def test_a_rebuild_that_is_cut_short_goes_on_where_it_was(reports: Reporting) -> None:
    name = goal_progress.name
    reports.record(*clinic(entries=6))
    reports.drain()
    reports.rebuilder().start(name)

    reports.go_on(slice_seconds=0, page_size=20)

    assert reports.live(name) == "b"
    assert reports.checksum(name, "a") == reports.checksum(name, "b")


def test_readers_see_the_old_copy_until_the_switch(reports: Reporting) -> None:
    reports.record(*clinic(entries=1))
    reports.drain()
    path = f"/v1/goals/{UUID(int=0x600)}/progress"
    before = reports.get(path).json

    reports.rebuilder().start(goal_progress.name)
    while_empty = reports.get(path).json
    reports.go_on()

    assert before == while_empty == reports.get(path).json


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_check_finds_nothing_where_nothing_is_wrong(
    reports: Reporting, name: str
) -> None:
    reports.record(*clinic(entries=3))
    reports.drain()

    verdict = reports.check(name).run()

    assert verdict.same
    assert verdict.live == reports.checksum(name, "a")


def test_a_check_names_the_first_row_that_someone_changed(
    reports: Reporting, reporting_db: Urls
) -> None:
    reports.record(*clinic(entries=3))
    reports.drain()
    with psycopg.connect(reporting_db.admin) as connection:
        connection.execute(
            "UPDATE generation_a.goal_progress SET entries = 4 WHERE goal_id = %s",
            [UUID(int=0x603)],
        )

    verdict = reports.check(goal_progress.name).run()

    assert not verdict.same
    assert str(UUID(int=0x603)) in (verdict.live_row or "")
    assert str(UUID(int=0x603)) in (verdict.replayed_row or "")


def test_a_check_compares_as_far_as_the_live_copy_has_heard(reports: Reporting) -> None:
    reports.record(*clinic(entries=1))
    reports.drain()
    reports.record(*clinic(entries=2)[reports.size :])

    assert reports.check(goal_progress.name).run().same


def test_a_check_passes_over_what_is_parked(reports: Reporting) -> None:
    stranger = UUID(int=0x777), UUID(int=0x778)
    facts = clinic(entries=1)
    reports.record(*facts, *history((*stranger, entry(1)), position=len(facts) + 1))
    reports.drain()

    assert reports.check(goal_progress.name).run().same


def test_an_event_that_cannot_be_folded_parks_its_client_only(
    reports: Reporting,
) -> None:
    stranger = UUID(int=0x777), UUID(int=0x778)
    facts = clinic(entries=1)
    reports.record(
        *facts[:50],
        *history((*stranger, entry(1)), position=51),
    )
    reports.drain()

    shown = reports.get("/health/ready").json
    assert shown is not None
    assert shown["subscriptions"]["goal_progress"] == {
        "lag": 0,
        "parked": 1,
        "halted": None,
    }
    assert shown["subscriptions"]["client_timeline"]["parked"] == 0
