"""What a spreadsheet of goals says, and what is said of it when it cannot be taken."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from services.goals.importing.cli import import_goals
from services.goals.importing.columns import COLUMNS, KINDS, Column
from services.goals.importing.happened import happened, reads_otherwise
from services.goals.importing.planning import Plan, PlannedGoal, client_numbers, plan
from services.goals.importing.reading import FileIsUnreadable, read
from services.goals.importing.steps import client_id, goal_id
from shared.contracts.goals import MeasureKind

DOCS = Path(__file__).parents[3] / "docs"
CLINIC, ANOTHER = UUID(int=0xC11C), UUID(int=0xC11D)
NEEDED = ("external_id", "client_id", "own_words")
SECRET = "whisper-of-a-secret"  # noqa: S105 - a person's words

Cells = dict[str, str]


def row(**cells: str) -> Cells:
    return {"external_id": "G1", "client_id": "1042", "own_words": "Sleep"} | cells


def started(**cells: str) -> Cells:
    agreed = {"client_agreed": "yes", "clinician_agreed": "yes"}
    plan = {"kind": "practice", "target_low": "7", "start_on": "2025-01-06"}
    return row(**agreed, **plan) | cells


def file(*rows: Cells, separator: str = ",", end: str = "\n") -> bytes:
    names = list(dict.fromkeys([*NEEDED, *(name for each in rows for name in each)]))
    lines = [names, *([each.get(name, "") for name in names] for each in rows)]
    return end.join(separator.join(line) for line in [*lines, []]).encode()


def planned(*rows: Cells) -> Plan:
    return plan(read(file(*rows)), CLINIC)


def faults(*rows: Cells) -> list[str]:
    return [str(fault) for fault in planned(*rows).faults]


def only(*rows: Cells) -> PlannedGoal:
    found = planned(*rows)
    assert found.faults == ()
    [goal] = found.goals
    return goal


def bodies(goal: PlannedGoal, topic: str) -> list[dict[str, Any]]:
    return [one.step.body for one in goal.steps if one.step.topic == topic]


def body(goal: PlannedGoal, topic: str) -> dict[str, Any]:
    [found] = bodies(goal, topic)
    return found


def refused(content: bytes) -> str:
    with pytest.raises(FileIsUnreadable) as refusal:
        read(content)
    return str(refusal.value)


# What a row means


def test_a_row_of_words_alone_is_a_proposal_and_nothing_more() -> None:
    goal = only(row())

    assert [(one.step.topic, one.step.body) for one in goal.steps] == [
        (
            "goal",
            {
                "goal_id": str(goal_id(CLINIC, "G1")),
                "client_id": str(client_id(CLINIC, "1042")),
                "own_words": "Sleep",
            },
        )
    ]


def test_a_full_row_is_measured_agreed_and_started_in_that_order() -> None:
    goal = only(started(milestones="One"))

    assert [one.step.topic for one in goal.steps] == [
        "goal",
        "measure",
        "milestone",
        "agreement",
        "agreement",
        "activation",
    ]


def test_the_columns_of_a_measure_become_one_measure() -> None:
    goal = only(
        row(
            kind="numeric",
            unit="score",
            direction="decrease",
            baseline="-0.5",
            target_high="10",
            target_strict="yes",
            every="two-weeks",
            times="1",
            due_on="2025-03-30",
        )
    )

    measure = body(goal, "measure")
    assert measure.pop("measure_id")
    assert measure == {
        "kind": "numeric",
        "unit": "score",
        "direction": "decrease",
        "baseline": -0.5,
        "target": {"high": 10.0, "strict": True},
        "cadence": {"every": "two-weeks", "times": 1},
        "due_on": "2025-03-30",
    }


def test_every_kind_of_measure_can_be_named_but_a_scale_of_five_texts() -> None:
    assert set(KINDS) == {kind.value for kind in MeasureKind} - {"gas"}


@pytest.mark.parametrize("cell", ["yes", "YES", "true", "TRUE", " Yes "])
def test_yes_is_also_what_a_spreadsheet_calls_true(cell: str) -> None:
    assert body(only(row(client_agreed=cell)), "agreement") == {"party": "client"}


@pytest.mark.parametrize("cell", ["no", "NO", "false", "FALSE", ""])
def test_no_is_what_an_empty_cell_says_too(cell: str) -> None:
    goal = only(row(clinician_agreed=cell, continuous=cell, target_strict=cell))

    assert [one.step.topic for one in goal.steps] == ["goal"]


def test_milestones_are_texts_between_bars() -> None:
    goal = only(row(milestones=" A letter | | The call|"))

    assert [stop["words"] for stop in bodies(goal, "milestone")] == [
        "A letter",
        "The call",
    ]


def test_a_milestones_id_does_not_tell_its_words() -> None:
    ids = [
        body(only(row(milestones=text)), "milestone")["milestone_id"]
        for text in ("A letter", "The call")
    ]

    assert ids[0] == ids[1]


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+49", "-5", "=HYPERLINK(A1)"])
def test_a_cell_that_looks_like_a_formula_is_text(words: str) -> None:
    assert body(only(row(own_words=words)), "goal")["own_words"] == words


def test_words_are_kept_as_they_were_typed() -> None:
    words = "  Sleep, better  "

    assert body(only(row(own_words=f'"{words}"')), "goal")["own_words"] == words


# Who is who


def test_the_same_row_is_the_same_goal_in_one_clinic_and_another_in_the_next() -> None:
    table = read(file(row()))

    here, again, elsewhere = (
        plan(table, clinic).goals[0] for clinic in (CLINIC, CLINIC, ANOTHER)
    )

    assert here == again
    assert here.goal_id != elsewhere.goal_id
    assert here.client_id != elsewhere.client_id


def test_a_client_number_becomes_an_id_and_a_uuid_stays_one() -> None:
    given = "0F9F2A8E-6A0C-4C1B-9B9E-2F3F6D1C7A55"
    found = planned(
        row(),
        row(external_id="G2", client_id="1042"),
        row(external_id="G3", client_id="0042/b"),
        row(external_id="G4", client_id=given),
    )

    assert [goal.client_id for goal in found.goals][3] == UUID(given)
    assert client_numbers(found.goals) == {
        "0042/b": client_id(CLINIC, "0042/b"),
        "1042": client_id(CLINIC, "1042"),
    }


@pytest.mark.parametrize(
    "cell",
    [
        "Maya",
        "Maya Smith 3",
        "0f9f2a8e-6a0c-4c1b-9b9e-2f3f6d1c7a5",
        "0f9f2a8e6a0c4c1b9b9e2f3f6d1c7a55",
        "=1042",
        "-1042",
    ],
)
def test_a_name_or_half_a_uuid_is_no_client_number(cell: str) -> None:
    [fault] = faults(row(client_id=cell))

    assert fault.startswith("line 2, client_id: write a UUID")


def test_a_child_may_stand_before_its_parent_and_is_sent_after_it() -> None:
    found = planned(
        row(external_id="step", parent_external_id="larger"),
        row(external_id="larger", parent_external_id="largest"),
        row(external_id="largest"),
    )

    assert [goal.line for goal in found.goals] == [4, 3, 2]
    assert body(found.goals[2], "goal")["parent_id"] == str(goal_id(CLINIC, "larger"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(parent_external_id="G9")], ["line 2", "names no row of this file"]),
        ([row(parent_external_id="G1")], ["line 2", "leads back to this goal"]),
        (
            [row(), row(external_id="G2", client_id="7", parent_external_id="G1")],
            ["line 3", "is another client's goal (line 2)"],
        ),
    ],
)
def test_a_parent_is_another_goal_of_the_same_client_in_the_file(
    rows: list[Cells], said: list[str]
) -> None:
    assert faults(*rows) == [f"{said[0]}, parent_external_id: {said[1]}"]


def test_goals_that_are_each_others_parents_are_named_all() -> None:
    found = faults(
        row(parent_external_id="G2"),
        row(external_id="G2", parent_external_id="G1"),
        row(external_id="G3", parent_external_id="G1"),
    )

    assert found == [
        f"line {line}, parent_external_id: leads back to this goal" for line in (2, 3)
    ]


def test_an_external_id_is_there_once() -> None:
    found = faults(row(), row(external_id="G2"), row(own_words="Other"))

    assert found == ["line 4, external_id: is the same as in line 2"]


def test_a_goal_whose_parent_has_a_fault_waits_with_it() -> None:
    found = planned(
        row(external_id="a", own_words=""),
        row(external_id="b", parent_external_id="a"),
        row(external_id="c", parent_external_id="b"),
        row(external_id="d"),
    )

    assert [goal.line for goal in found.goals] == [5]
    assert [fault.line for fault in found.faults] == [2]
    assert [str(fault) for fault in found.orphans] == [
        "line 3, parent_external_id: its parent (line 2) is left out",
        "line 4, parent_external_id: its parent (line 3) is left out",
    ]


# What is wrong with a row

BY_ITSELF = [
    ("own_words", "", "is empty, and something is needed here"),
    ("own_words", "   ", "is empty, and something is needed here"),
    ("own_words", "x" * 4001, "is longer than 4000 characters"),
    ("own_words", "a\0b", "holds the character NUL, which is no text"),
    ("term", "medium", "write one of short-term, long-term"),
    ("time_zone", "Madrid", "write an IANA time zone, such as Europe/Madrid"),
    ("unit", "m" * 65, "is longer than 64 characters"),
    ("due_on", "30.03.2025", "write a date as YYYY-MM-DD, such as 2025-03-30"),
    ("due_on", "2025-02-30", "write a date as YYYY-MM-DD, such as 2025-03-30"),
    ("due_on", "20250330", "write a date as YYYY-MM-DD, such as 2025-03-30"),
    ("start_on", "2025-W02-1", "write a date as YYYY-MM-DD, such as 2025-03-30"),
    ("baseline", '"7,5"', "write numbers with a point and no comma, such as 7.5"),
    ("baseline", '"1,000"', "write numbers with a point and no comma, such as 7.5"),
    ("baseline", "seven", "write a plain number, such as 7 or 7.5"),
    ("baseline", "1e3", "write a plain number, such as 7 or 7.5"),
    ("baseline", "nan", "write a plain number, such as 7 or 7.5"),
    ("baseline", "=1+1", "write a plain number, such as 7 or 7.5"),
    ("baseline", "\u0667", "write a plain number, such as 7 or 7.5"),
    ("baseline", "9" * 500, "write a number between minus and plus one billion"),
    ("baseline", "-1000000000", "write a number between minus and plus one billion"),
    ("times", "1.5", "write a whole number from 1 to 100"),
    ("times", "-1", "write a whole number from 1 to 100"),
    ("times", "9" * 5000, "write a whole number from 1 to 100"),
    ("hold", "53", "write a whole number from 1 to 52"),
    ("review_every_weeks", "0", "write a whole number from 1 to 52"),
    ("every", "fortnight", "write one of day, week, two-weeks, month, session"),
    ("kind", "gas", f"write one of {', '.join(KINDS)}"),
    ("direction", "up", "write one of increase, decrease"),
    ("continuous", "perhaps", "write yes or no"),
    ("milestones", "y" * 4001, "is longer than 4000 characters"),
]


@pytest.mark.parametrize(("column", "cell", "why"), BY_ITSELF)
def test_a_cell_that_cannot_be_taken_is_named_by_line_and_column(
    column: str, cell: str, why: str
) -> None:
    found = faults(started(every="day") | {column: cell})

    assert found == [f"line 2, {column}: {why}"]


BETWEEN_CELLS = [
    (row(unit="min"), "kind: is empty, and something is needed here"),
    (started(times="3"), "every: is empty, and something is needed here"),
    (
        started(target_low="", target_strict="yes"),
        "target_low: is empty, and something is needed here",
    ),
    (row(continuous="yes"), "start_on: is empty, and something is needed here"),
    (
        started(client_agreed="no"),
        "start_on: A goal starts when client and clinician have both agreed to it.",
    ),
    (
        started(kind="", target_low=""),
        (
            "start_on: A goal starts once it is settled how progress shows: "
            "define a measure first."
        ),
    ),
    (
        started(amount="0"),
        "measure: The amount that makes a day count must be above zero.",
    ),
    (
        started(target_low="8"),
        "measure: Practice is counted in days a week, from 0 to 7.",
    ),
    (
        started(kind="numeric", target_high="6"),
        "measure: No value lies between the two ends of this target.",
    ),
    (
        started(continuous="yes"),
        (
            "start_on: A continuous goal keeps up what is already so: "
            "its baselines meet its targets."
        ),
    ),
]


@pytest.mark.parametrize(("cells", "said"), BETWEEN_CELLS)
def test_what_the_api_would_refuse_is_known_before(cells: Cells, said: str) -> None:
    assert faults(cells) == [f"line 2, {said}"]


def test_every_fault_of_every_row_is_named_not_only_the_first() -> None:
    found = faults(
        row(due_on="soon", baseline="x", term="y"),
        row(external_id="G2"),
        row(external_id="", client_id="", own_words="", why="Rest"),
        row(external_id="G4", kind="practice", hold="99", time_zone="Mars"),
    )

    assert [fault.partition(":")[0] for fault in found] == [
        "line 2, baseline",
        "line 2, due_on",
        "line 2, kind",
        "line 2, term",
        "line 4, client_id",
        "line 4, external_id",
        "line 4, own_words",
        "line 5, hold",
        "line 5, time_zone",
    ]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_what_is_written_in_a_cell_is_never_repeated(column: Column) -> None:
    long = (SECRET + " ") * 400
    twice = [started() | {column.name: long}] * 2

    found = planned(*twice, *[started(external_id="=") | {column.name: SECRET}] * 2)

    assert found.faults
    assert not any(SECRET in str(fault) for fault in found.faults)


# What is wrong with a file


def test_a_byte_order_mark_crlf_and_semicolons_make_no_difference() -> None:
    rows = (started(milestones="One|Two"), row(external_id="G2", why="Rest"))

    plain = plan(read(file(*rows)), CLINIC)
    windows = b"\xef\xbb\xbf" + file(*rows, separator=";", end="\r\n")

    assert plan(read(windows), CLINIC) == plain
    assert plan(read(file(*rows, end="\r")), CLINIC) == plain


def test_a_comma_in_a_text_needs_no_quotes_between_semicolons() -> None:
    table = read(b"external_id;client_id;own_words\nG1;1042;Sleep, better\n")

    assert table.rows[0].cells["own_words"] == "Sleep, better"


def test_columns_may_come_in_any_order_case_and_number() -> None:
    table = read(b"Own_Words, CLIENT_ID ,external_id\nSleep,1042,G1\n")

    assert plan(table, CLINIC) == planned(row())


def test_a_quoted_cell_may_hold_lines_and_lines_are_still_counted_rightly() -> None:
    content = (
        b"external_id,client_id,own_words\r\n"
        b'G1,1042,"First,\r\nsecond ""line""\r\n\r\nlast"\r\n'
        b"\r\n"
        b",,\r\n"
        b"G2,1042,\r\n"
    )

    found = plan(read(content), CLINIC)

    assert body(found.goals[0], "goal")["own_words"] == (
        'First,\nsecond "line"\n\nlast'
    )
    assert [fault.line for fault in found.faults] == [8]


def test_a_row_may_leave_out_its_last_cells() -> None:
    table = read(b"external_id,client_id,own_words,why,term\nG1,1042,Sleep\n")

    assert plan(table, CLINIC) == planned(row())


def test_a_row_with_more_cells_than_columns_has_a_fault() -> None:
    table = read(b"external_id,client_id,own_words\nG1,1042,Sleep, and rest\n")

    assert [str(fault) for fault in plan(table, CLINIC).faults] == [
        (
            "line 2, cell 4: has no name in the header; "
            "is a text with separators not in quotes?"
        )
    ]


def test_empty_columns_beyond_the_header_are_no_fault() -> None:
    table = read(b"external_id,client_id,own_words,,\nG1,1042,Sleep,,\n")

    assert plan(table, CLINIC) == planned(row())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \r\n"])
def test_an_empty_file_is_named_so(content: bytes) -> None:
    assert refused(content) == "The file is empty."


def test_a_header_without_rows_is_named_so() -> None:
    assert refused(file()) == "The file has a header and no rows."


def test_unknown_missing_and_doubled_columns_are_named_together() -> None:
    said = refused(b"external_id,mood,own_words,own_words,shoe size\nG1,a,b,c,d\n")

    assert said == (
        "Unknown columns: mood, shoe size. Missing columns: client_id. "
        "Columns that are there twice: own_words."
    )


def test_a_file_without_a_header_is_refused_without_repeating_its_words() -> None:
    said = refused(f"G1,1042,{SECRET}\n".encode())

    assert said.startswith("The first line names none of the columns")
    assert SECRET not in said


def test_a_long_or_unprintable_name_of_a_column_is_told_by_its_place() -> None:
    said = refused(file(row()).replace(b"words", b"words," + b"x" * 41 + b",\x1b[2J"))

    assert said == "Unknown columns: column 4, column 5."


def test_a_file_in_another_encoding_is_refused_with_the_line() -> None:
    content = file(row(), row(own_words="Caf\xe9")).decode().encode("latin-1")

    assert refused(content) == 'Line 3 is not UTF-8; save the file as "CSV UTF-8".'


def test_utf_16_is_no_table() -> None:
    assert "not UTF-8" in refused(file(row()).decode().encode("utf-16"))


@pytest.mark.parametrize("cell", [f'"{SECRET}', f'"{SECRET}"er', '"' + "x" * 200_000])
def test_a_quotation_mark_out_of_place_is_told_by_its_line(cell: str) -> None:
    said = refused(file(row(), row(own_words=cell), row()))

    assert said.startswith("Line 3 has a quotation mark out of place")
    assert SECRET not in said


# What has happened already


def recorded(goal: PlannedGoal, **changed: Any) -> list[dict[str, Any]]:
    """Return the history of a goal that was imported, with what changed since."""
    return [
        {
            "type": one.fact.type,
            "data": {
                name: changed.get(name, value)
                for name, value in msgspec.to_builtins(one.fact).items()
            },
        }
        for one in goal.steps
    ]


def otherwise(goal: PlannedGoal, history: list[dict[str, Any]]) -> list[str]:
    return [one.step.name for one in goal.steps if reads_otherwise(one, history)]


def test_a_row_that_was_imported_as_it_is_has_happened() -> None:
    goal = only(started(milestones="One|Two"))

    assert all(happened(one, recorded(goal)) for one in goal.steps)
    assert otherwise(goal, recorded(goal)) == []


def test_a_row_that_was_imported_otherwise_is_told_step_by_step() -> None:
    goal = only(started(milestones="One|Two"))
    changed = {"own_words": "Rest", "target": {"low": 6}, "start_on": "2025-01-13"}

    assert otherwise(goal, recorded(goal, **changed)) == [
        "goal",
        "measure",
        "activation",
    ]


def test_what_is_new_in_a_row_has_not_happened() -> None:
    before, after = only(row(milestones="One")), only(row(milestones="One|Two"))

    assert [happened(one, recorded(before)) for one in after.steps] == [
        True,
        True,
        False,
    ]
    assert otherwise(after, recorded(before)) == []


def test_an_emptied_cell_says_nothing() -> None:
    before, after = only(started(why="Rest", hold="3")), only(started())

    assert otherwise(after, recorded(before)) == []


def test_words_that_may_not_be_seen_count_as_the_same() -> None:
    goal = only(row())
    [created] = recorded(goal, own_words=None)

    assert otherwise(goal, [created]) == ["goal"]
    created["data"]["sealed"] = "..."
    assert otherwise(goal, [created]) == []


def test_an_agreement_with_a_rating_is_still_that_partys_agreement() -> None:
    goal = only(row(client_agreed="yes"))

    assert otherwise(goal, recorded(goal, importance=8)) == []
    assert not happened(goal.steps[1], recorded(goal, party="clinician"))


# What is written about it


def test_the_help_names_every_column() -> None:
    context = import_goals.make_context("import", [], resilient_parsing=True)

    said = import_goals.get_help(context)

    assert [column.name for column in COLUMNS if column.name not in said] == []


def test_the_guide_explains_every_column_and_no_other() -> None:
    page = (DOCS / "importing.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [
        column.name for column in COLUMNS
    ]


def test_the_guide_names_every_kind_of_measure() -> None:
    page = (DOCS / "importing.md").read_text(encoding="utf-8")
    [line] = [line for line in page.splitlines() if line.startswith("| `kind` |")]

    assert re.findall(r"`(\w+)`", line) == ["kind", *KINDS]


def test_the_example_uses_every_column_and_has_no_fault() -> None:
    found = plan(read((DOCS / "goals-example.csv").read_bytes()), CLINIC)

    header = (DOCS / "goals-example.csv").read_text().splitlines()[0]
    assert header.split(",") == [column.name for column in COLUMNS]
    assert found.faults == ()
    assert len(found.goals) == 6
