"""The goals service's commands, as an operator runs them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from click.testing import CliRunner, Result

from services.goals.cli import commands
from services.goals.log import Connection
from services.goals.sequencing import connect, sequence
from shared.envelope import unspliced
from tests.support.loopback import free_port
from tests.support.patience import eventually
from tests.support.relaying import BUS_KEY, commit_events, whole_log
from tests.support.servers import Urls

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings(goals_db: Urls, redis_url: str) -> dict[str, str]:
    return {
        "GOALS_RELAY_DATABASE_URL": goals_db.relay,
        "REDIS_URL": redis_url,
        "BUS_KEY": BUS_KEY.hex(),
    }


@pytest.fixture
def relay(goals_db: Urls) -> Iterator[Connection]:
    """Have three events in the log."""
    with connect(goals_db.relay, "test") as connection:
        commit_events(goals_db.api, 3)
        sequence(connection, 10)
        yield connection


def run(settings: dict[str, str], name: str, *arguments: str) -> Result:
    by_name = {command.name: command for command in commands}
    return CliRunner().invoke(by_name[name], arguments, env=settings)


@pytest.mark.usefixtures("relay")
def test_verify_says_how_many_events_it_checked(settings: dict[str, str]) -> None:
    result = run(settings, "verify")

    assert (result.exit_code, result.output.splitlines()[0]) == (0, "3 events checked.")


@pytest.mark.usefixtures("relay")
def test_verify_names_the_position_of_an_altered_event_and_fails(
    settings: dict[str, str], goals_db: Urls
) -> None:
    with psycopg.connect(goals_db.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE events SET body = set_byte(body, 9, 9) WHERE ordinal = 2")

    result = run(settings, "verify")

    assert result.exit_code == 1
    assert "Position 2:" in result.output


@pytest.mark.usefixtures("relay")
def test_a_checkpoint_that_is_kept_is_what_verify_checks_against(
    settings: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "kept.json"

    assert run(settings, "checkpoint", str(file)).exit_code == 0
    assert run(settings, "verify", "--checkpoint", str(file)).exit_code == 0


def test_events_are_shown_by_ids_and_types_or_whole(
    settings: dict[str, str], relay: Connection
) -> None:
    lines = run(settings, "events", "--last", "2").output.splitlines()
    whole = run(settings, "events", "--json").output.splitlines()

    assert [line.split()[0] for line in lines] == ["2", "3"]
    assert "guidepost.goal.progress-recorded.v1" in lines[0]
    assert [unspliced(line.encode())[:2][::-1] for line in whole] == [
        (position, body) for position, body, _ in whole_log(relay)
    ]


def test_a_relay_process_works_says_so_and_stops_when_told(
    settings: dict[str, str], goals_db: Urls, tmp_path: Path
) -> None:
    port, heartbeat = free_port(), tmp_path / "heartbeat"
    told = {"RELAY_HEALTH_PORT": str(port), "HEARTBEAT_FILE": str(heartbeat)}
    commit_events(goals_db.api, 3)
    command = [sys.executable, "-m", "shared.cli", "relay"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env=os.environ | settings | told,
        stderr=subprocess.PIPE,
    ) as relay:
        try:
            eventually(heartbeat.exists)
            eventually(lambda: ready(port).get("published") == 3)
            page = httpx.get(f"http://127.0.0.1:{port}/metrics").text
            relay.send_signal(signal.SIGTERM)
            _, errors = relay.communicate(timeout=10)
        finally:
            relay.kill()

    assert relay.returncode == 0
    assert "guidepost_relay_published 3.0" in page
    assert [json.loads(line)["event"] for line in errors.splitlines()] == [
        "relay started",
        "relay stopped",
    ]


def ready(port: int) -> dict[str, object]:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/health/ready")
    except httpx.TransportError:
        return {}
    found: dict[str, object] = answer.json()
    return found if answer.status_code == 200 else {}
