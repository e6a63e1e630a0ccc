"""
A language, as the review needs to know it: one table of patterns.

The readings beside this module know no word of any language. A new language is a new
table of this shape; nothing else changes. Patterns ignore case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from re import Pattern

from shared.contracts.goals import Every


class Blurs(StrEnum):
    """What a vague word leaves open."""

    DOING = "what is done"
    CHANGE = "what changes"
    AMOUNT = "how much"
    TIME = "when"


class Part(StrEnum):
    """What can be added to a sentence; the first four are Bovend'Eerdt's (2009)."""

    ACTIVITY = "activity"
    SUPPORT = "support"
    QUANTITY = "quantity"
    PERIOD = "period"
    PURPOSE = "purpose"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """
    One way to say a cadence.

    Its groups ``times`` and ``every``, or words that each count once (``each``), win
    over the fixed values. No ``every``: a rhythm of no fixed length.
    """

    pattern: Pattern[str]
    every: Every | None = None
    times: int = 1
    each: Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the readings look for; groups are named in the readings' docstrings."""

    numbers: Mapping[str, float]
    units: Mapping[str, str]
    spans: Mapping[str, Every]
    rhythms: tuple[Rhythm, ...]
    periods: tuple[Pattern[str], ...]
    amounts: tuple[Pattern[str], ...]
    starting_points: Pattern[str]
    instruments: Pattern[str]
    reasons: Pattern[str]
    aims: Pattern[str]
    no_aim_after: frozenset[str]
    """Words that ask for what follows: "want to feel better"."""
    no_aim_soon_after: frozenset[str]
    """Words of asking others: "ask my sister to remember"."""
    means: Pattern[str]
    activities: Pattern[str]
    broad: Pattern[str]
    small_words: frozenset[str]
    support: Pattern[str]
    vague: tuple[tuple[Blurs, Pattern[str]], ...]
    prompts: Mapping[Part, str]

    def number(self, words: str) -> float:
        """Return the number that digits or words stand for."""
        known = self.numbers.get(" ".join(words.lower().split()))
        return float(words.replace(",", "")) if known is None else known
