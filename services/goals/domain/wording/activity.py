"""
Activities: what somebody could be seen doing, and the support for it.

A word of the table, or, where the sentence says how much, whatever is left of it when
all else has been read. Broad words ("exercise", "socialise") name an activity only
together with an amount.
"""

import re

from services.goals.domain.wording.language import Language
from services.goals.domain.wording.quote import COVER, Quote, Sentence

STRETCH = re.compile(rf"[^{COVER}.,;:!?()\n]+")
WORD = re.compile(r"[^\W\d_]{3,}")


def read_activities(
    sentence: Sentence, language: Language, *, measured: bool
) -> list[Quote]:
    """Return the activities named in what is left of a sentence."""
    found = []
    for stretch in STRETCH.finditer(sentence.unread):
        match = language.activities.search(stretch[0])
        if match is None and measured:
            match = language.broad.search(stretch[0])
        if match:
            start = stretch.start() + match.start()
            found.append(_trimmed(sentence, start, stretch.end(), language))
    if found or not measured:
        return found
    return [
        _trimmed(sentence, stretch.start(), stretch.end(), language)
        for stretch in STRETCH.finditer(sentence.unread)
        if any(word not in language.small_words for word in _words(stretch[0]))
    ][:1]


def read_support(sentence: Sentence, language: Language) -> list[Quote]:
    """Return who or what helps, as far as the sentence says."""
    matches = language.support.finditer(sentence.unread)
    return [sentence.quoted(match) for match in matches]


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _trimmed(sentence: Sentence, start: int, end: int, language: Language) -> Quote:
    """Return the words between two places without small words at their end."""
    text = sentence.unread[start:end].rstrip()
    while (
        len(words := text.rsplit(None, 1)) > 1
        and words[1].lower() in language.small_words
    ):
        text = words[0]
    return sentence.quote(start, start + len(text))
