"""Periods: until when ("by March") or how long ("for the next 3 months")."""

from services.goals.domain.wording.language import Language
from services.goals.domain.wording.quote import Quote, Sentence


def read_periods(sentence: Sentence, language: Language) -> list[Quote]:
    """Return the periods of a sentence, in the order of their places."""
    found: list[Quote] = []
    for pattern in language.periods:
        new = [sentence.quoted(match) for match in pattern.finditer(sentence.unread)]
        sentence = sentence.without(new)
        found += new
    return sorted(found, key=lambda one: one.start)
