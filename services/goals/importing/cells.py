"""
What a cell of a spreadsheet may hold, and the value that it stands for.

A cell is text and is taken as it is meant or not at all. What is said of a cell never
repeats it: a person's words are their own.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from services.goals.domain.goal.guards import LIMIT
from shared.contracts.fact import MAX_WORDS

NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
WHOLE: Final = re.compile(r"[0-9]{1,9}")
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AN_ID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Shorter than a UUID, so that one with a slip of the pen is no number.
CLIENT_NUMBER: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._/-]{0,29}")
YES_OR_NO: Final = {"yes": True, "true": True, "no": None, "false": None}
BETWEEN_TEXTS: Final = "|"
LONGEST_UNIT: Final = 64
TIME_ZONES: Final = frozenset(available_timezones())


class CellIsWrong(Exception):
    """A cell cannot be taken; the message says what to write there."""


def must_be_text(cell: str) -> None:
    """Refuse the one character that no text can be stored with."""
    if "\0" in cell:
        raise CellIsWrong("holds the character NUL, which is no text")


def words(cell: str) -> str:
    """Return what a person typed, unchanged but for the file's kind of line ends."""
    return _short(_lines(cell), MAX_WORDS)


def texts(cell: str) -> list[str]:
    """Return the texts that a cell holds between bars."""
    found = (text.strip() for text in _lines(cell).split(BETWEEN_TEXTS))
    return [_short(text, MAX_WORDS) for text in found if text]


def name(cell: str) -> str:
    """Return what something is called, without the spaces around it."""
    return cell.strip()


def unit(cell: str) -> str:
    """Return what is counted."""
    return _short(cell.strip(), LONGEST_UNIT)


def time_zone(cell: str) -> str:
    """Return a time zone that somebody keeps the rules of."""
    if cell.strip() not in TIME_ZONES:
        raise CellIsWrong("write an IANA time zone, such as Europe/Madrid")
    return cell.strip()


def number(cell: str) -> float:
    """Return a number that is written with a decimal point."""
    if "," in cell:
        raise CellIsWrong("write numbers with a point and no comma, such as 7.5")
    if not NUMBER.fullmatch(cell.strip()):
        raise CellIsWrong("write a plain number, such as 7 or 7.5")
    if not abs(float(cell)) < LIMIT:
        raise CellIsWrong("write a number between minus and plus one billion")
    return float(cell)


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return the reader of a cell that holds a whole number within bounds."""

    def read(cell: str) -> int:
        given = int(cell) if WHOLE.fullmatch(cell.strip()) else least - 1
        if not least <= given <= most:
            raise CellIsWrong(f"write a whole number from {least} to {most}")
        return given

    return read


def day(cell: str) -> str:
    """Return a date as JSON has it."""
    given = cell.strip()
    try:
        found = date.fromisoformat(given) if ISO_DATE.fullmatch(given) else None
    except ValueError:
        found = None
    if found is None:
        raise CellIsWrong("write a date as YYYY-MM-DD, such as 2025-03-30")
    return given


def yes(cell: str) -> bool | None:
    """Return True for yes; no is what an empty cell says, too."""
    try:
        return YES_OR_NO[cell.strip().lower()]
    except KeyError:
        raise CellIsWrong("write yes or no") from None


def one_of(*names: str) -> Callable[[str], str]:
    """Return the reader of a cell that holds one of these names."""

    def read(cell: str) -> str:
        if cell.strip().lower() not in names:
            raise CellIsWrong(f"write one of {', '.join(names)}")
        return cell.strip().lower()

    return read


def client(cell: str) -> str:
    """Return a client's UUID, or the number by which the clinic knows them."""
    given = cell.strip()
    if AN_ID.fullmatch(given):
        return str(UUID(given))
    if not CLIENT_NUMBER.fullmatch(given):
        raise CellIsWrong(
            "write a UUID with its hyphens, or a number of at most 30 letters, digits "
            "and . _ / - with a digit among them"
        )
    return given


def is_an_id(client: str) -> bool:
    """Return whether a client is given by a UUID, not by a number."""
    return bool(AN_ID.fullmatch(client))


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise CellIsWrong(f"is longer than {most} characters")
    return text


def _lines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")
