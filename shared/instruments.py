"""
PHQ-9 and GAD-7: totals and bands, as their authors published them.

Goals decides by them and reporting shows them. A total is in points. Sources:
Kroenke, Spitzer & Williams 2001 (J Gen Intern Med 16:606-613) for the PHQ-9, cut
points 5, 10, 15, 20; Spitzer, Kroenke, Williams & Löwe 2006 (Arch Intern Med
166:1092-1097) for the GAD-7, cut points 5, 10, 15. "Minimal" names what lies below
the first cut point.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from shared.contracts.measuring import Instrument

ANSWERS: Final = range(4)
"""From "not at all" (0) to "nearly every day" (3)."""

SAFETY_ITEM: Final = 9
"""The item of the PHQ-9, counted from 1, that somebody must look at when above 0."""


class Band(StrEnum):
    """How severe a total is, in the words of the publications; a code, no phrase."""

    MINIMAL = "minimal"
    MILD = "mild"
    MODERATE = "moderate"
    MODERATELY_SEVERE = "moderately-severe"
    SEVERE = "severe"


class Scale(NamedTuple):
    """How many items a questionnaire has, and the total on which each band begins."""

    items: int
    bands: Mapping[int, Band]

    @property
    def highest(self) -> int:
        """The largest total there is."""
        return self.items * ANSWERS[-1]


SCALES: Final[Mapping[Instrument, Scale]] = MappingProxyType(
    {
        Instrument.PHQ9: Scale(
            items=9,
            bands={
                0: Band.MINIMAL,
                5: Band.MILD,
                10: Band.MODERATE,
                15: Band.MODERATELY_SEVERE,
                20: Band.SEVERE,
            },
        ),
        Instrument.GAD7: Scale(
            items=7,
            bands={0: Band.MINIMAL, 5: Band.MILD, 10: Band.MODERATE, 15: Band.SEVERE},
        ),
    }
)


def total(instrument: Instrument, items: Sequence[int | None]) -> int | None:
    """
    Return the sum of a form's items, in points; ``None`` while one is unanswered.

    ``items`` are in the order of the form, ``None`` where nothing was answered.

    :raises ItemIsOutsideItsScale: also when another item is unanswered.
    :raises FormHasTooManyItems: if there are more items than the form has.
    """
    wanted = SCALES[instrument].items
    if len(items) > wanted:
        raise FormHasTooManyItems
    answered = [item for item in items if item is not None]
    if any(item not in ANSWERS for item in answered):
        raise ItemIsOutsideItsScale
    return sum(answered) if len(answered) == wanted else None


def band(instrument: Instrument, total: int | None) -> Band | None:
    """
    Return the published band of a total; ``None`` for an incomplete form.

    :raises TotalIsOutsideTheScale: if no complete form can have this total.
    """
    scale = SCALES[instrument]
    if total is None:
        return None
    if total not in range(scale.highest + 1):
        raise TotalIsOutsideTheScale
    return scale.bands[max(start for start in scale.bands if start <= total)]


def needs_a_look(instrument: Instrument, items: Sequence[int | None]) -> bool:
    """Return whether item 9 of a PHQ-9 is above 0, on an incomplete form too."""
    if instrument is not Instrument.PHQ9 or len(items) < SAFETY_ITEM:
        return False
    return (items[SAFETY_ITEM - 1] or 0) > 0


class ItemIsOutsideItsScale(ValueError):
    """An item is answered with 0, 1, 2 or 3."""


class FormHasTooManyItems(ValueError):
    """A form has no more items than its questionnaire."""


class TotalIsOutsideTheScale(ValueError):
    """A total lies from 0 to the highest that a complete form can have."""
