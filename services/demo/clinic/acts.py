"""
What somebody asks of a client's or a goal's record, at a moment of the story.

An act names days and records as the story does: ``Day(5, FRIDAY)``, ``Own("measure")``.
A telling puts its dates and its ids in their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from services.demo.days import When


class By(StrEnum):
    """In whose name something is asked."""

    CLIENT = "client"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Id:
    """A record, or a part of one, by its names in the story."""

    names: tuple[str, ...]

    def part(self, name: str) -> "Id":
        """Return a part of it."""
        return Id((*self.names, name))


@dataclass(frozen=True, slots=True)
class Own:
    """A part of the record that the act is about, and perhaps a part of that."""

    name: str
    part: str | None = None

    def of(self, record: Id) -> Id:
        """Return which part it is."""
        whole = record.part(self.name)
        return whole.part(self.part) if self.part else whole


CLINICIAN = Id(("clinician",))
"""Who cares for everybody in the demo clinic; a name, no record."""

Path: TypeAlias = tuple[str | Own, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command; ``path`` follows the record's own address, unless it begins."""

    when: When
    path: Path = ()
    begins: bool = False
    by: By = By.CLIENT
    body: Mapping[str, Any]
