"""
Quotes: words of a sentence, with their place in it.

Places count characters from 0, the end exclusive, so ``sentence[start:end]`` is the
text. What has been read is covered before the next reading, never cut out, so that
places stay what they are and the client's words stay as they were written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import Match
from typing import Final, Self

COVER: Final = "\x00"
QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]")
"""What somebody says, or tells themselves, in quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words as they stand in the sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what of it has not been read yet."""

    words: str
    unread: str

    @classmethod
    def of(cls, words: str) -> Self:
        """Return a sentence of which nothing has been read."""
        return cls(words, words.replace(COVER, " "))

    def quote(self, start: int, end: int) -> Quote:
        """Return the words between two places, without the blanks around them."""
        text = self.words[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Quote(text=text, start=start, end=start + len(text))

    def quoted(self, match: Match[str]) -> Quote:
        """Return what a pattern matched."""
        return self.quote(*match.span())

    def without(self, quotes: Iterable[Quote]) -> "Sentence":
        """Return the sentence with some of it read."""
        unread = list(self.unread)
        for one in quotes:
            unread[one.start : one.end] = COVER * (one.end - one.start)
        return Sentence(self.words, "".join(unread))
