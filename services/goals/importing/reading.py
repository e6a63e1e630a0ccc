"""
From a file to its rows: UTF-8, separated by commas or semicolons, with a header.

Lines are counted as an editor counts them, also where a cell holds several. What makes
no sense as a table is refused as a whole; a row with more cells than columns is a
fault of that row.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final, NamedTuple

from services.goals.importing.columns import BY_NAME, COLUMNS, Fault, Row

SEPARATORS: Final = ",;"
LONGEST_SHOWN: Final = 40


class FileIsUnreadable(Exception):
    """The file is no table of goals; the message says why."""


class Table(NamedTuple):
    """The rows of a file, and what is wrong with their shape."""

    rows: list[Row]
    faults: list[Fault]


def read(content: bytes) -> Table:
    """
    Return the rows of a file.

    :raises FileIsUnreadable: if it is empty, no UTF-8, or has not these columns.
    """
    text = _text(content)
    records = _records(text, _separator(text))
    header = next(records, None)
    if header is None:
        raise FileIsUnreadable("The file is empty.")
    names = _columns(header.cells)
    table = Table([], [])
    for line, cells in records:
        table.rows.append(
            Row(line, {names[at]: cell for at, cell in cells.items() if at in names})
        )
        stray = min(cells.keys() - names.keys(), default=None)
        if stray is not None:
            why = "has no name in the header; is a text with separators not in quotes?"
            table.faults.append(Fault(line, f"cell {stray + 1}", why))
    if not table.rows:
        raise FileIsUnreadable("The file has a header and no rows.")
    return table


class _Record(NamedTuple):
    line: int
    cells: dict[int, str]
    """What is not empty, by its place. Spreadsheets leave out empty cells at the end
    of a row in some rows and not in others, so a row may be short."""


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileIsUnreadable(
            f'Line {line} is not UTF-8; save the file as "CSV UTF-8".'
        ) from None


def _separator(text: str) -> str:
    """Return the separator of the header, whose names hold neither."""
    lines = (line for line in text.splitlines() if line.strip())
    return max(SEPARATORS, key=next(lines, "").count)


def _records(text: str, separator: str) -> Iterator[_Record]:
    """Yield the records that are not empty, each with the line it begins on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise FileIsUnreadable(
                f"Line {line} has a quotation mark out of place, so that it cannot be "
                'told where its cells end; inside quotes write "" for one.'
            ) from None
        if cells is None:
            return
        filled = {place: cell for place, cell in enumerate(cells) if cell.strip()}
        if filled:
            yield _Record(line, filled)


def _columns(header: dict[int, str]) -> dict[int, str]:
    """Return the columns' names by their places, once they are those of a table."""
    names = {place: _column(cell) for place, cell in header.items()}
    given = list(names.values())
    if not BY_NAME.keys() & set(given):
        # Without a header these may be a person's words, so they are not repeated.
        raise FileIsUnreadable(
            "The first line names none of the columns: is there a header, and is the "
            "separator a comma or a semicolon? See guidepost import --help."
        )
    unknown = [_shown(header[at], at) for at in names if names[at] not in BY_NAME]
    missing = [one.name for one in COLUMNS if one.required and one.name not in given]
    complaints = {
        "Unknown columns": unknown,
        "Missing columns": missing,
        "Columns that are there twice": sorted(
            {name for name in given if name in BY_NAME and given.count(name) > 1}
        ),
    }
    if any(complaints.values()):
        raise FileIsUnreadable(
            " ".join(f"{what}: {', '.join(c)}." for what, c in complaints.items() if c)
        )
    return names


def _column(cell: str) -> str:
    return cell.strip().lower()


def _shown(name: str, place: int) -> str:
    name = name.strip()
    shown = name.isprintable() and len(name) <= LONGEST_SHOWN
    return name if shown else f"column {place + 1}"
