"""Cadences: "every day", "twice a week", "2x/week", "on Mondays and Thursdays"."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from services.goals.domain.wording.language import Language, Rhythm
from services.goals.domain.wording.quote import Quote, Sentence
from shared.contracts.goals import Cadence

MOST_TIMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCadence(Quote):
    """
    How often, as written and as a measure's cadence.

    ``cadence`` is ``None`` for a rhythm that no measure keeps ("after every meal").
    """

    cadence: Cadence | None


def read_cadences(sentence: Sentence, language: Language) -> list[ReadCadence]:
    """Return the cadences of a sentence, in the order of their places."""
    found: list[ReadCadence] = []
    for rhythm in language.rhythms:
        new = list(_of(rhythm, sentence, language))
        sentence = sentence.without(new)
        found += new
    return sorted(found, key=lambda one: one.start)


def _of(
    rhythm: Rhythm, sentence: Sentence, language: Language
) -> Iterator[ReadCadence]:
    for match in rhythm.pattern.finditer(sentence.unread):
        quote = sentence.quoted(match)
        yield ReadCadence(
            text=quote.text,
            start=quote.start,
            end=quote.end,
            cadence=_cadence(rhythm, match, language),
        )


def _cadence(rhythm: Rhythm, match: Match[str], language: Language) -> Cadence | None:
    said = match.groupdict()
    every = rhythm.every
    if said.get("every"):
        every = language.spans.get(said["every"].lower())
    times: float = rhythm.times
    if said.get("times"):
        times = language.number(said["times"])
    elif rhythm.each is not None:
        times = len({day.lower() for day in rhythm.each.findall(match[0])})
    if every is None or not (1 <= times <= MOST_TIMES and times == int(times)):
        return None
    return Cadence(every=every, times=int(times))
