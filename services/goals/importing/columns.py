"""
The columns of a spreadsheet of goals, and what a row of them means.

A column's ``place`` is where its value goes: the step of a goal's beginning, and the
field in the body of its request. Columns without one are made into ids and steps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.goals.domain.goal.journey import REVIEW_WEEKS
from services.goals.domain.goal.measures import LONGEST_HOLD
from services.goals.domain.goal.values import MOST_TIMES
from services.goals.importing import cells
from services.goals.importing.cells import CellIsWrong
from shared.contracts.goals import Direction, Every, MeasureKind, Term

NEEDED: Final = "is empty, and something is needed here"
# A scale of five texts is more than cells can say.
KINDS: Final = tuple(kind.value for kind in MeasureKind if kind.value != "gas")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What keeps a row out; it names the place and never what is written there."""

    line: int
    column: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.why}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what to write in it, and how that is read."""

    name: str
    takes: str
    read: Callable[[str], Any]
    place: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: the line it begins on, and its cells that are not empty."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a row says, by column: values as they stand in JSON."""

    line: int
    values: Mapping[str, Any]

    @property
    def external_id(self) -> str | None:
        return self.values.get("external_id")

    @property
    def client(self) -> str | None:
        return self.values.get("client_id")

    @property
    def parent(self) -> str | None:
        return self.values.get("parent_external_id")


def _names(kinds: type[Term] | type[Direction] | type[Every]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


def _choice(names: tuple[str, ...], more: str = "") -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}{more}"


TERMS, DIRECTIONS, RHYTHMS = _names(Term), _names(Direction), _names(Every)

COLUMNS: Final = (
    Column(
        "external_id",
        "what your own files call this goal; unique in the file",
        cells.name,
        required=True,
    ),
    Column(
        "client_id",
        "the client: a UUID, or your own client number",
        cells.client,
        required=True,
    ),
    Column(
        "own_words",
        "the goal in the client's own words",
        cells.words,
        "goal.own_words",
        required=True,
    ),
    Column("why", "why it matters to the client", cells.words, "goal.why"),
    Column(
        "term",
        _choice(TERMS, "; empty: short-term"),
        cells.one_of(*TERMS),
        "goal.term",
    ),
    Column(
        "time_zone",
        "where the client lives, such as Europe/Madrid; empty: UTC",
        cells.time_zone,
        "goal.time_zone",
    ),
    Column(
        "parent_external_id",
        "the larger goal in this file, of the same client",
        cells.name,
    ),
    Column("kind", _choice(KINDS), cells.one_of(*KINDS), "measure.kind"),
    Column("unit", "what is counted, such as min", cells.unit, "measure.unit"),
    Column(
        "direction",
        _choice(DIRECTIONS, "; empty: increase"),
        cells.one_of(*DIRECTIONS),
        "measure.direction",
    ),
    Column("baseline", "where the client starts", cells.number, "measure.baseline"),
    Column("target_low", "at least this", cells.number, "measure.target.low"),
    Column("target_high", "at most this", cells.number, "measure.target.high"),
    Column(
        "target_strict",
        "yes: above target_low, below target_high",
        cells.yes,
        "measure.target.strict",
    ),
    Column(
        "every",
        _choice(RHYTHMS, ": when it is due"),
        cells.one_of(*RHYTHMS),
        "measure.cadence.every",
    ),
    Column(
        "times",
        "how many times in that period; empty: 1",
        cells.whole(1, MOST_TIMES),
        "measure.cadence.times",
    ),
    Column(
        "amount",
        "practice: what makes a day count; empty: 1",
        cells.number,
        "measure.amount",
    ),
    Column(
        "hold",
        "weeks in a row that achieve a weekly target; empty: 2",
        cells.whole(1, LONGEST_HOLD),
        "measure.hold",
    ),
    Column("due_on", "by when, as YYYY-MM-DD", cells.day, "measure.due_on"),
    Column("client_agreed", "yes or no; empty: no", cells.yes),
    Column("clinician_agreed", "yes or no; empty: no", cells.yes),
    Column(
        "start_on",
        "when work starts, as YYYY-MM-DD; empty: not yet",
        cells.day,
        "activation.start_on",
    ),
    Column(
        "review_every_weeks",
        "how often the goal is reviewed, in weeks",
        cells.whole(REVIEW_WEEKS[0], REVIEW_WEEKS[-1]),
        "activation.review_every_weeks",
    ),
    Column(
        "continuous",
        "yes: it keeps up what is already so",
        cells.yes,
        "activation.continuous",
    ),
    Column("milestones", "stops on the way, separated by |", cells.texts),
)
BY_NAME: Final = {column.name: column for column in COLUMNS}
HEADS: Final = (
    ("measure.", ("kind",)),
    ("measure.target.strict", ("target_low", "target_high")),
    ("measure.cadence.", ("every",)),
    ("activation.", ("start_on",)),
)
"""Where a column's place begins so, one of these is needed beside it."""


def meaning(row: Row) -> tuple[Meaning, list[Fault]]:
    """Return what a row means, and what in its cells cannot be taken."""
    values: dict[str, Any] = {}
    wrong = {column.name: NEEDED for column in COLUMNS if column.required}
    for name, cell in row.cells.items():
        wrong.pop(name, None)
        try:
            cells.must_be_text(cell)
            value = BY_NAME[name].read(cell)
        except CellIsWrong as why:
            wrong[name] = str(why)
        else:
            if value is not None:
                values[name] = value
    said = {*values, *wrong}
    for begins, heads in HEADS:
        if said.isdisjoint(heads) and any(
            BY_NAME[name].place.startswith(begins) for name in said
        ):
            wrong[heads[0]] = NEEDED
    faults = [Fault(row.line, name, why) for name, why in wrong.items()]
    return Meaning(row.line, values), faults
