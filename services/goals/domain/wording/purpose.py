"""
Purposes: what for ("to reduce anxiety before work", "because my children matter").

A goal that is nothing but an outcome ("reduce anxiety", "to feel better") says what,
not what for. "Reduce anxiety by walking" says both.
"""

from collections.abc import Iterator
from typing import Final

from services.goals.domain.wording.language import Language
from services.goals.domain.wording.quote import COVER, Quote, Sentence

SHORTLY: Final = 3
"""Words between asking and what somebody is asked to do: "ask my sister to"."""


def read_reasons(sentence: Sentence, language: Language) -> list[Quote]:
    """Return the clauses that give a reason; the amounts within them are no goal's."""
    matches = language.reasons.finditer(sentence.unread)
    return [sentence.quoted(match) for match in matches]


def read_aims(sentence: Sentence, language: Language) -> list[Quote]:
    """Return the aims ("to feel calmer"), up to what has been read already."""
    return [*_aims(sentence, language), *_ends_of_means(sentence, language)]


def _aims(sentence: Sentence, language: Language) -> Iterator[Quote]:
    """
    Return the infinitives that say what for.

    Groups of the pattern: ``before``, the word before; ``aim``; ``then``, what makes an
    aim at the start an introduction ("To feel calmer, I ...").
    """
    for match in language.aims.finditer(sentence.unread):
        before = (match["before"] or "").lower()
        opens = not sentence.unread[: match.start("aim")].strip(f" \n\t{COVER}")
        shortly_before = (
            sentence.unread[: match.start("aim")].lower().split()[-SHORTLY:]
        )
        if (
            before in language.no_aim_after
            or language.no_aim_soon_after.intersection(shortly_before)
            or (opens and not match["then"])
        ):
            continue
        yield sentence.quote(*match.span("aim"))


def _ends_of_means(sentence: Sentence, language: Language) -> Iterator[Quote]:
    """Return the ends that a means is named for; groups ``end`` and ``means``."""
    match = language.means.search(sentence.unread)
    if match:
        yield sentence.quote(*match.span("end"))
