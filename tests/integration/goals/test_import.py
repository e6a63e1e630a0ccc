"""A spreadsheet of goals, imported into the real API over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from click import ClickException
from click.testing import CliRunner, Result
from werkzeug.serving import make_server

from services.goals.cli import commands
from services.goals.importing.columns import KINDS
from services.goals.importing.planning import plan
from services.goals.importing.reading import read
from services.goals.importing.run import Wish, run
from services.goals.importing.sending import Outcome, send
from services.goals.importing.steps import client_id, goal_id
from shared.asking import Asking, NobodyAnswered, Refused
from shared.contracts.goals import (
    Cadence,
    Direction,
    Every,
    GoalActivated,
    GoalAgreed,
    GoalCreated,
    MeasureDefined,
    MeasureKind,
    MilestoneAdded,
    Party,
    Target,
    Term,
)
from tests.support.goals_api import CLINIC, TOKEN, GoalsApi
from tests.support.loopback import free_port
from tests.support.servers import Urls

EXAMPLE = Path(__file__).parents[3] / "docs" / "goals-example.csv"
HEADER = "external_id,client_id,own_words,kind,target_low,due_on,client_agreed"
MORE = ",clinician_agreed,start_on,milestones,parent_external_id\n"
SLEEP = "G1,1042,Sleep,practice,5,,yes,yes,2025-01-06,,\n"
WALK = "G2,1042,Walk,count,8,,yes,no,,One|Two,G1\n"
FAULTY = "G3,1042,Rest,practice,9,,no,no,,,\n"


@dataclass(slots=True)
class Wire(httpx.BaseTransport):
    """The way to the API, which counts requests and can be cut after some of them."""

    api: httpx.WSGITransport
    cut_after: int | None = None
    asked: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut_after is not None and len(self.asked) >= self.cut_after:
            raise httpx.ConnectError("cut")
        self.asked.append(request.method)
        return self.api.handle_request(request)


@dataclass(slots=True)
class Clinic:
    """A clinic that imports."""

    api: GoalsApi
    wire: Wire

    def imports(self, *rows: str, token: str = TOKEN) -> Outcome:
        self.wire.asked.clear()
        planned = plan(read((HEADER + MORE + "".join(rows)).encode()), CLINIC)
        assert planned.faults == ()
        with httpx.Client(transport=self.wire) as client:
            asking = Asking(token=token, clinic_id=CLINIC, client=client, patience=0)
            return send(planned.goals, asking, "http://goals", lambda: None)

    def facts(self, external_id: str) -> list[Any]:
        return self.api.facts(goal_id(CLINIC, external_id))


@pytest.fixture
def clinic(goals_api: GoalsApi) -> Clinic:
    return Clinic(goals_api, Wire(httpx.WSGITransport(app=goals_api.app)))


@pytest.fixture
def settings(goals_api: GoalsApi) -> Iterator[dict[str, str]]:
    server = make_server("127.0.0.1", 0, goals_api.app, threaded=True)
    serving = Thread(target=server.serve_forever, args=[0.05])
    serving.start()
    url = f"http://127.0.0.1:{server.server_port}/"
    yield {"GOALS_URL": url, "GUIDEPOST_TOKEN": TOKEN}
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def goals_csv(tmp_path: Path) -> Path:
    return tmp_path / "goals.csv"


def command(
    settings: dict[str, str], file: Path | str, *options: str, **how: Any
) -> Result:
    [import_goals] = [one for one in commands if one.name == "import"]
    given = [str(file), "--clinic", str(CLINIC), *options]
    return CliRunner().invoke(import_goals, given, env=settings, **how)


def counted(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.new, outcome.added_to, outcome.unchanged


def test_the_example_of_the_guide_is_imported_as_it_says(
    settings: dict[str, str], goals_api: GoalsApi
) -> None:
    result = command(settings, EXAMPLE)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "6 new goals, 0 added to, 0 unchanged, 0 left out."
    )
    created, measured, *stops, client, clinician, activated = goals_api.facts(
        goal_id(CLINIC, "M-2")
    )
    assert created == GoalCreated(
        client_id=client_id(CLINIC, "1042"),
        own_words="Practise deep breathing for 10 minutes every day before work",
        why="I want to arrive at work calm",
        term=Term.SHORT,
        time_zone="Europe/London",
        parent_id=goal_id(CLINIC, "M-1"),
    )
    assert measured == MeasureDefined(
        measure_id=measured.measure_id,
        kind=MeasureKind.PRACTICE,
        unit="min",
        direction=Direction.UP,
        baseline=0,
        target=Target(low=7),
        cadence=Cadence(every=Every.DAY),
        amount=10,
        hold=2,
        due_on=date(2025, 3, 30),
    )
    assert [stop.words for stop in stops] == [
        "Find a quiet place",
        "Show a friend how it is done",
    ]
    assert client == GoalAgreed(party=Party.CLIENT)
    assert clinician == GoalAgreed(party=Party.CLINICIAN)
    assert activated == GoalActivated(start_on=date(2025, 1, 6), review_every_weeks=4)


def test_each_kind_of_row_of_the_example_becomes_its_kind_of_goal(
    settings: dict[str, str], goals_api: GoalsApi
) -> None:
    command(settings, EXAMPLE)

    shown = {
        name: goals_api.get(f"/v1/goals/{goal_id(CLINIC, name)}").get_json()
        for name in ("M-1", "J-1", "W-1", "S-1", "P-1")
    }
    assert {name: goal["lifecycle_status"] for name, goal in shown.items()} == {
        "M-1": "active",
        "J-1": "proposed",
        "W-1": "proposed",
        "S-1": "active",
        "P-1": "proposed",
    }
    assert shown["W-1"]["measures"][0]["target"] == {
        "low": None,
        "high": 10.0,
        "strict": True,
    }
    assert shown["S-1"]["continuous"]
    assert shown["S-1"]["client_id"] == "0f9f2a8e-6a0c-4c1b-9b9e-2f3f6d1c7a55"
    assert shown["P-1"]["own_words"] == (
        'Find words for what I lost.\nNot for anybody else; "for me"'
    )


def test_the_ids_of_numbered_clients_are_told_at_the_end(
    settings: dict[str, str],
) -> None:
    result = command(settings, EXAMPLE)

    assert result.stdout.splitlines()[2:] == [
        f"  {number}  {client_id(CLINIC, number)}"
        for number in ("1042", "1077", "1090")
    ]


def test_or_they_are_written_into_a_file_that_only_its_owner_reads(
    settings: dict[str, str], tmp_path: Path
) -> None:
    ids = tmp_path / "ids.csv"

    result = command(settings, EXAMPLE, "--ids-to", str(ids))

    assert "1042" not in result.output
    assert ids.stat().st_mode & 0o777 == 0o600
    assert ids.read_text().splitlines()[:2] == [
        "client_number,client_id",
        f"1042,{client_id(CLINIC, '1042')}",
    ]


def test_the_file_to_import_is_never_overwritten(
    settings: dict[str, str], goals_csv: Path
) -> None:
    content = HEADER + MORE + SLEEP
    goals_csv.write_text(content)

    result = command(settings, goals_csv, "--ids-to", str(goals_csv))

    assert result.exit_code == 2
    assert goals_csv.read_text() == content


def test_a_file_may_come_through_standard_input(
    settings: dict[str, str], tmp_path: Path
) -> None:
    ids = tmp_path / "ids.csv"
    ids.touch()

    result = command(
        settings, "-", "--ids-to", str(ids), input=(HEADER + MORE + SLEEP).encode()
    )

    assert (result.exit_code, result.stdout) == (
        0,
        "1 new goal, 0 added to, 0 unchanged, 0 left out.\n",
    )


def test_the_api_takes_whatever_the_check_lets_through(
    settings: dict[str, str], goals_csv: Path
) -> None:
    widest = {
        "external_id": "x" * 500,
        "client_id": "1" * 30,
        "own_words": "w" * 4000,
        "why": "w" * 4000,
        "kind": "numeric",
        "unit": "u" * 64,
        "baseline": "-999999999.9",
        "target_low": "999999999",
        "every": "month",
        "times": "100",
        "amount": "0.000001",
        "hold": "52",
        "due_on": "9999-12-31",
        "client_agreed": "yes",
        "clinician_agreed": "yes",
        "start_on": "0001-01-01",
        "review_every_weeks": "52",
        "milestones": "|".join(["m" * 4000, *(f"stop {n}" for n in range(199))]),
    }
    goals_csv.write_text(f"{','.join(widest)}\n{','.join(widest.values())}\n")

    result = command(settings, goals_csv)

    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_measure_of_any_kind_is_imported_once(
    settings: dict[str, str], goals_csv: Path, kind: str
) -> None:
    for direction in ("", "increase", "decrease"):
        goals_csv.write_text(
            "external_id,client_id,own_words,kind,direction,target_low\n"
            f"{direction}1,1042,Better,{kind},{direction},5\n"
        )

        first, again = (command(settings, goals_csv).stdout for _ in range(2))

        assert first.startswith("1 new goal, ")
        assert again.startswith("0 new goals, 0 added to, 1 unchanged, 0 left out.")


# Again


def test_importing_again_adds_nothing(clinic: Clinic) -> None:
    assert counted(clinic.imports(SLEEP, WALK)) == (2, 0, 0)
    before = clinic.facts("G1"), clinic.facts("G2")

    assert counted(clinic.imports(SLEEP, WALK)) == (0, 0, 2)

    assert (clinic.facts("G1"), clinic.facts("G2")) == before
    assert set(clinic.wire.asked) == {"GET"}


def test_importing_again_adds_nothing_when_the_answers_are_long_forgotten(
    clinic: Clinic, goals_db: Urls
) -> None:
    clinic.imports(SLEEP, WALK)
    before = clinic.facts("G1"), clinic.facts("G2")
    with psycopg.connect(goals_db.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM idempotency")

    assert counted(clinic.imports(SLEEP, WALK)) == (0, 0, 2)

    assert (clinic.facts("G1"), clinic.facts("G2")) == before


def test_a_longer_file_adds_its_new_rows(clinic: Clinic) -> None:
    clinic.imports(SLEEP)

    assert counted(clinic.imports(SLEEP, WALK)) == (1, 0, 1)


def test_cells_that_were_filled_since_are_added(clinic: Clinic) -> None:
    clinic.imports(SLEEP, WALK)

    agreed = WALK.replace("yes,no,,One|Two", "yes,yes,2025-02-03,One|Two|Three")
    assert counted(clinic.imports(SLEEP, agreed)) == (0, 1, 1)

    *_, stop, agreement, start = clinic.facts("G2")
    assert (stop.words, agreement.party, start.start_on) == (
        "Three",
        Party.CLINICIAN,
        date(2025, 2, 3),
    )


def test_cells_that_say_something_else_are_named_and_change_nothing(
    clinic: Clinic,
) -> None:
    clinic.imports(SLEEP, WALK)
    before = clinic.facts("G1")

    changed = SLEEP.replace("Sleep", "Rest").replace(",5,", ",6,") + WALK
    outcome = clinic.imports(changed)

    otherwise = "was imported before and reads otherwise now; change it in Guidepost"
    assert [str(fault) for fault in outcome.refused] == [
        f"line 2, goal: {otherwise}",
        f"line 2, measure: {otherwise}",
    ]
    assert counted(outcome) == (0, 0, 1)
    assert clinic.facts("G1") == before


def test_what_became_of_a_goal_in_guidepost_is_left_alone(clinic: Clinic) -> None:
    clinic.imports(SLEEP)
    address = f"/v1/goals/{goal_id(CLINIC, 'G1')}"
    measure = clinic.facts("G1")[1].measure_id
    change = {"measure_id": str(measure), "target": {"low": 3}, "reason": "Enough"}
    clinic.api.send("POST", f"{address}/adjustments", json=change | {"by": "client"})
    clinic.api.send("POST", f"{address}/completion", json={})
    before = clinic.facts("G1")

    assert counted(clinic.imports(SLEEP)) == (0, 0, 1)

    assert clinic.facts("G1") == before


@pytest.mark.parametrize("requests", range(12))
def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    clinic: Clinic, requests: int
) -> None:
    clinic.wire.cut_after = requests
    with pytest.raises(NobodyAnswered):
        clinic.imports(SLEEP, WALK)
    clinic.wire.cut_after = None

    clinic.imports(SLEEP, WALK)

    assert [type(fact) for fact in clinic.facts("G1")] == [
        GoalCreated,
        MeasureDefined,
        GoalAgreed,
        GoalAgreed,
        GoalActivated,
    ]
    assert [type(fact) for fact in clinic.facts("G2")] == [
        GoalCreated,
        MeasureDefined,
        MilestoneAdded,
        MilestoneAdded,
        GoalAgreed,
    ]


# Refusals


def test_what_the_api_refuses_of_one_goal_is_told_by_line_and_stops_no_other(
    clinic: Clinic,
) -> None:
    clinic.imports(SLEEP, WALK)
    address = f"/v1/goals/{goal_id(CLINIC, 'G2')}"
    clinic.api.send("POST", f"{address}/cancellation", json={})

    late = WALK.replace("yes,no", "yes,yes")
    outcome = clinic.imports(late, SLEEP, SLEEP.replace("G1", "G4"))

    assert [str(fault) for fault in outcome.refused] == [
        (
            "line 2, clinician's agreement: This goal is completed or cancelled; "
            "nothing more can be added to it."
        )
    ]
    assert counted(outcome) == (1, 0, 1)


def test_a_goal_under_one_that_was_refused_is_not_sent(clinic: Clinic) -> None:
    taken = {"goal_id": str(goal_id(CLINIC, "G1")), "client_id": str(UUID(int=7))}
    another = {"Guidepost-Clinic": str(UUID(int=8))}
    words = {"own_words": "Another clinic's"}
    clinic.api.send("POST", "/v1/goals", another, json=taken | words)

    outcome = clinic.imports(SLEEP, WALK)

    assert [(fault.line, fault.column) for fault in outcome.refused] == [
        (2, "goal"),
        (3, "parent_external_id"),
    ]
    assert clinic.facts("G2") == []


def test_a_wrong_token_stops_it_all_at_once(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="401"):
        clinic.imports(SLEEP, WALK, token="another")  # noqa: S106 - opens nothing

    assert len(clinic.wire.asked) == 1


def test_nobody_at_the_address_is_one_message_that_says_how_to_go_on() -> None:
    nowhere = {
        "GOALS_URL": f"http://127.0.0.1:{free_port()}",
        "GUIDEPOST_TOKEN": TOKEN,
    }
    content = (HEADER + MORE + SLEEP + WALK).encode()

    with pytest.raises(ClickException) as stopped:
        run(content, Wish(CLINIC, None, patience=0), nowhere)

    assert "is Guidepost running?" in stopped.value.message
    assert stopped.value.message.endswith(
        "Dealt with: 0 of 2 goals. The same command goes on from there."
    )


# Faulty rows


def test_nothing_is_sent_while_a_row_has_a_fault(
    settings: dict[str, str], goals_api: GoalsApi, goals_csv: Path
) -> None:
    goals_csv.write_text(HEADER + MORE + SLEEP + FAULTY)

    result = command(settings, goals_csv)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "line 3, measure: Practice is counted in days a week, from 0 to 7.",
        "Error: 1 row with a fault; nothing was sent.",
    ]
    assert goals_api.facts(goal_id(CLINIC, "G1")) == []


def test_the_good_rows_are_imported_when_asked_to_skip_the_faulty(
    settings: dict[str, str], goals_api: GoalsApi, goals_csv: Path
) -> None:
    under = FAULTY.replace("G3", "G4").replace("9", "7").replace(",,,\n", ",,,G3\n")
    goals_csv.write_text(HEADER + MORE + SLEEP + FAULTY + under)

    result = command(settings, goals_csv, "--skip-faulty")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "line 3, measure: Practice is counted in days a week, from 0 to 7.",
        "line 4, parent_external_id: its parent (line 3) is left out",
    ]
    assert result.stdout.startswith("1 new goal, 0 added to, 0 unchanged, 2 left out.")
    assert len(goals_api.facts(goal_id(CLINIC, "G1"))) == 5
    assert goals_api.facts(goal_id(CLINIC, "G4")) == []


def test_a_dry_run_needs_no_guidepost_and_tells_the_ids(goals_csv: Path) -> None:
    goals_csv.write_text(HEADER + MORE + SLEEP + WALK)

    result = command({}, goals_csv, "--dry-run")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "2 goals to import, 0 left out; nothing was sent.",
        "Client numbers, and the ids that are made from them:",
        f"  1042  {client_id(CLINIC, '1042')}",
    ]


def test_a_file_that_is_no_table_is_one_sentence(goals_csv: Path) -> None:
    goals_csv.write_bytes(b"")

    result = command({}, goals_csv, "--dry-run")

    assert (result.exit_code, result.stderr) == (1, "Error: The file is empty.\n")
