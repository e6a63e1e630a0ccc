"""
Vague words: those that two people would measure differently.

A word is quoted only while it leaves something open: "walk more" does, "walk more, 20
minutes every day" does not.
"""

from collections.abc import Container
from dataclasses import dataclass

from services.goals.domain.wording.language import Blurs, Language
from services.goals.domain.wording.quote import Quote, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueWords(Quote):
    """Words too vague to measure, and what they leave open."""

    blurs: Blurs


def read_vague_words(
    sentence: Sentence, language: Language, settled: Container[Blurs] = ()
) -> list[VagueWords]:
    """Return the vague words of a sentence, except for what is settled otherwise."""
    found: list[VagueWords] = []
    for blurs, pattern in language.vague:
        quotes = [sentence.quoted(match) for match in pattern.finditer(sentence.unread)]
        sentence = sentence.without(quotes)
        if blurs not in settled:
            found += [
                VagueWords(text=one.text, start=one.start, end=one.end, blurs=blurs)
                for one in quotes
            ]
    return sorted(found, key=lambda one: one.start)
