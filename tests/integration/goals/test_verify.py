"""Verifying the log: whatever a superuser does to it, the first bad event is named."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from services.goals import checkpoint, log
from services.goals.log import Connection
from services.goals.sequencing import connect, sequence
from services.goals.verify import Verdict, verify
from tests.support.relaying import BUS_KEY, commit_events
from tests.support.servers import Urls

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def relay(goals_db: Urls) -> Iterator[Connection]:
    """Have nine events in the log, and two that wait."""
    with connect(goals_db.relay, "test") as connection:
        commit_events(goals_db.api, 9)
        sequence(connection, 100)
        commit_events(goals_db.api, 2)
        yield connection


def tamper(urls: Urls, *statements: str) -> None:
    with psycopg.connect(urls.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)


def found(verdict: Verdict) -> tuple[int, int | None]:
    assert verdict.damage is not None
    return verdict.checked, verdict.damage.position


def test_an_untouched_log_is_sound_and_counted(relay: Connection) -> None:
    seen: list[int] = []

    verdict = verify(relay, progress=seen.append)

    assert verdict == Verdict(9, log.head(relay).chain)
    assert seen == [9]


def test_one_changed_byte_is_named_by_its_position(
    goals_db: Urls, relay: Connection
) -> None:
    tamper(goals_db, "UPDATE events SET body = set_byte(body, 40, 7) WHERE ordinal = 4")

    assert found(verify(relay)) == (3, 4)


@pytest.mark.parametrize(
    "change",
    [
        "clinic_id = gen_random_uuid()",
        "client_id = gen_random_uuid()",
        "client_id = NULL",
        "lane_key = lane_key # 1",
        "stream_id = gen_random_uuid()",
        "version = version + 100",
        "type = 'guidepost.goal.created.v1'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "id = gen_random_uuid()",
    ],
)
def test_a_column_that_differs_from_its_event_is_named(
    goals_db: Urls, relay: Connection, change: str
) -> None:
    tamper(goals_db, f"UPDATE events SET {change} WHERE ordinal = 6")  # noqa: S608

    assert found(verify(relay)) == (5, 6)


def test_two_swapped_events_are_named_by_the_first(
    goals_db: Urls, relay: Connection
) -> None:
    tamper(
        goals_db,
        "UPDATE log SET ordinal = -1 WHERE position = 5",
        "UPDATE log SET ordinal = 5 WHERE position = 6",
        "UPDATE log SET ordinal = 6 WHERE position = 5",
    )

    assert found(verify(relay)) == (4, 5)


def test_a_position_missing_in_the_middle_is_named(
    goals_db: Urls, relay: Connection
) -> None:
    tamper(goals_db, "DELETE FROM log WHERE position = 7")

    assert found(verify(relay)) == (6, 7)


def test_an_event_missing_behind_its_position_is_named(
    goals_db: Urls, relay: Connection
) -> None:
    tamper(goals_db, "DELETE FROM events WHERE ordinal = 2")

    assert found(verify(relay)) == (1, 2)


def test_an_inserted_event_is_named(goals_db: Urls, relay: Connection) -> None:
    tamper(
        goals_db,
        "UPDATE log SET position = position + 100 WHERE position > 4",
        "UPDATE log SET position = position - 99 WHERE position > 100",
        "INSERT INTO log VALUES (5, 10, sha256('forged'))",
        "DELETE FROM pending WHERE ordinal = 10",
    )

    assert found(verify(relay)) == (4, 5)


def test_an_event_that_lost_its_place_at_the_end_is_noticed(
    goals_db: Urls, relay: Connection
) -> None:
    tamper(goals_db, "DELETE FROM log WHERE position = 9")

    assert found(verify(relay)) == (8, None)


def test_a_shortened_log_is_noticed_by_a_checkpoint_kept_elsewhere(
    goals_db: Urls, relay: Connection, tmp_path: Path
) -> None:
    file = tmp_path / "checkpoint.json"
    checkpoint.write(file, BUS_KEY, log.head(relay), NOON)
    tamper(
        goals_db,
        "DELETE FROM log WHERE position > 7",
        "DELETE FROM events WHERE ordinal IN (8, 9)",
    )

    assert verify(relay).damage is None
    kept_elsewhere = checkpoint.read(file, BUS_KEY)
    assert found(verify(relay, kept_elsewhere=kept_elsewhere)) == (7, 8)


def test_a_rewritten_tail_is_noticed_by_a_checkpoint_kept_elsewhere(
    goals_db: Urls, relay: Connection
) -> None:
    kept_elsewhere = log.head(relay)
    tamper(
        goals_db,
        "DELETE FROM log WHERE position > 8",
        "DELETE FROM events WHERE ordinal = 9",
    )
    sequence(relay, 100)

    assert verify(relay).damage is None
    assert found(verify(relay, kept_elsewhere=kept_elsewhere)) == (8, 9)


def test_an_altered_checkpoint_vouches_for_nothing(
    relay: Connection, tmp_path: Path
) -> None:
    file = tmp_path / "checkpoint.json"
    checkpoint.write(file, BUS_KEY, log.head(relay), NOON)
    file.write_bytes(file.read_bytes().replace(b'"position":9', b'"position":8'))

    with pytest.raises(checkpoint.CheckpointIsWrong):
        checkpoint.read(file, BUS_KEY)
