"""
Amounts: "10 minutes", "half an hour", "8 of 10 meetings", "below 8", "by 23:00".

A pattern's groups: ``number`` and perhaps ``most`` (a range's upper end), ``unit``; a
group ``of`` makes the unit a share ("8 of 10"), one named ``clock`` a time of day.
"""

from dataclasses import dataclass
from re import Match

from services.goals.domain.wording.language import Language
from services.goals.domain.wording.quote import Quote, Sentence

CLOCK = "clock time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Quote):
    """
    How much, as written and as a number with its unit.

    ``value`` is ``None`` for a time of day; ``most`` is the upper end of a range.
    """

    value: float | None
    most: float | None
    unit: str

    @property
    def is_share(self) -> bool:
        """Return whether this is a part of something or a time of day: no thing."""
        return self.unit == CLOCK or self.unit.startswith("of ")


def read_amounts(sentence: Sentence, language: Language) -> list[Amount]:
    """Return the amounts of a sentence, in the order of their places."""
    found: list[Amount] = []
    for pattern in language.amounts:
        matches = pattern.finditer(sentence.unread)
        new = [_amount(match, sentence, language) for match in matches]
        sentence = sentence.without(new)
        found += new
    return sorted(found, key=lambda one: one.start)


def names_a_starting_point(sentence: Sentence, language: Language) -> bool:
    """Return whether the sentence says where the client stands ("from 2 to 4")."""
    return language.starting_points.search(sentence.unread) is not None


def _amount(match: Match[str], sentence: Sentence, language: Language) -> Amount:
    quote, said = sentence.quoted(match), match.groupdict()
    unit = (said.get("unit") or "").lower()
    if said.get("of"):
        unit = f"of {said['of']} {unit}".strip()
    if said.get("clock"):
        unit = CLOCK
    number, most = said.get("number"), said.get("most")
    return Amount(
        text=quote.text,
        start=quote.start,
        end=quote.end,
        value=language.number(number) if number else None,
        most=language.number(most) if most else None,
        unit=language.units.get(unit, unit),
    )
