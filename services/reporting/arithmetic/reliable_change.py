"""
Reliable change and recovery: whether an episode changed more than chance would.

Source: the NHS Talking Therapies manual (reliable improvement and deterioration,
caseness, recovery, reliable recovery), as applied in Gyani, Shafran, Layard & Clark
2013 (Behav Res Ther 51:597-606). Lower totals are better.

``totals`` are an episode's, in points, by instrument, in the order of the forms;
``None`` stands for an incomplete form and drops out. The first and the last of the
rest are compared.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from shared.contracts.measuring import Instrument

Totals = Mapping[Instrument, Sequence[int | None]]


class Criterion(NamedTuple):
    """The points that make a change reliable, and the total that makes a case."""

    reliable: int
    caseness: int


Criteria = Mapping[Instrument, Criterion]

NHS_TALKING_THERAPIES: Final[Criteria] = MappingProxyType(
    {
        Instrument.PHQ9: Criterion(reliable=6, caseness=10),
        Instrument.GAD7: Criterion(reliable=4, caseness=8),
    }
)


class ReliableChange(StrEnum):
    """What the instruments say together; codes that clients never see."""

    IMPROVEMENT = "improvement"
    DETERIORATION = "deterioration"
    MIXED = "mixed"
    NONE = "none"


class Recovery(StrEnum):
    """Whether a client at caseness left it; codes that clients never see."""

    RECOVERED = "recovered"
    NOT_RECOVERED = "not-recovered"
    NOT_APPLICABLE = "not-applicable"


def reliable_change(
    totals: Totals, criteria: Criteria = NHS_TALKING_THERAPIES
) -> ReliableChange | None:
    """Return the verdict of all instruments; ``None`` if none was completed twice."""
    courses = [course for course in _courses(totals, criteria) if course.is_paired]
    if not courses:
        return None
    improved = any(course.fall >= course.criterion.reliable for course in courses)
    worsened = any(-course.fall >= course.criterion.reliable for course in courses)
    match improved, worsened:
        case True, True:
            return ReliableChange.MIXED
        case True, False:
            return ReliableChange.IMPROVEMENT
        case False, True:
            return ReliableChange.DETERIORATION
        case _:
            return ReliableChange.NONE


def recovery(
    totals: Totals, criteria: Criteria = NHS_TALKING_THERAPIES
) -> Recovery | None:
    """
    Return whether a client at caseness on any instrument ended below it on all.

    Not applicable when no first form is at caseness; ``None`` if no instrument was
    completed twice. A form without a second one is first and last: at caseness, it
    stands in the way of recovery.
    """
    courses = _courses(totals, criteria)
    if not any(course.is_paired for course in courses):
        return None
    if all(course.first < course.criterion.caseness for course in courses):
        return Recovery.NOT_APPLICABLE
    if all(course.last < course.criterion.caseness for course in courses):
        return Recovery.RECOVERED
    return Recovery.NOT_RECOVERED


def reliable_recovery(
    totals: Totals, criteria: Criteria = NHS_TALKING_THERAPIES
) -> Recovery | None:
    """Return whether there was both recovery and reliable improvement."""
    left = recovery(totals, criteria)
    improved = reliable_change(totals, criteria) is ReliableChange.IMPROVEMENT
    if left is Recovery.RECOVERED and not improved:
        return Recovery.NOT_RECOVERED
    return left


class _Course(NamedTuple):
    """One instrument in one episode: its first and its last complete form."""

    criterion: Criterion
    first: int
    last: int
    is_paired: bool

    @property
    def fall(self) -> int:
        return self.first - self.last


def _courses(totals: Totals, criteria: Criteria) -> list[_Course]:
    complete = {
        instrument: [total for total in series if total is not None]
        for instrument, series in totals.items()
    }
    return [
        _Course(criteria[instrument], series[0], series[-1], len(series) > 1)
        for instrument, series in complete.items()
        if series
    ]
