"""
The review of a sentence: which of S, M, A, R and T it has, and what could be added.

It advises and never blocks, changes no word, and gives the same answer to the same
sentence for ever; every finding is a quote with its place. The criteria are those of
docs/domain.md section 1, the parts those of Bovend'Eerdt, Botell and Wade (2009).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.goals.domain.wording.activity import read_activities, read_support
from services.goals.domain.wording.amounts import (
    Amount,
    names_a_starting_point,
    read_amounts,
)
from services.goals.domain.wording.cadence import ReadCadence, read_cadences
from services.goals.domain.wording.english import ENGLISH
from services.goals.domain.wording.language import Blurs, Language, Part
from services.goals.domain.wording.periods import read_periods
from services.goals.domain.wording.purpose import read_aims, read_reasons
from services.goals.domain.wording.quote import QUOTED, Quote, Sentence
from services.goals.domain.wording.vague import VagueWords, read_vague_words

LANGUAGES: Final[Mapping[str, Language]] = {"en": ENGLISH}


class Finding(StrEnum):
    """What the review found of one criterion."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A part that could be added, and a question that helps to find it."""

    part: Part
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a sentence says, what it leaves open, and what could be added."""

    specific: Finding
    measurable: Finding
    achievable: Finding
    relevant: Finding
    time_bound: Finding
    vague: tuple[VagueWords, ...]
    activities: tuple[Quote, ...]
    support: tuple[Quote, ...]
    amounts: tuple[Amount, ...]
    cadences: tuple[ReadCadence, ...]
    periods: tuple[Quote, ...]
    purposes: tuple[Quote, ...]
    proposals: tuple[Proposal, ...]


def review(
    own_words: str,
    language: Language = ENGLISH,
    *,
    has_baseline: bool = False,
    has_purpose_elsewhere: bool = False,
) -> Review:
    """
    Return the review of a goal's words.

    :param has_baseline: whether it is known where the client stands now.
    :param has_purpose_elsewhere: whether a concern or a value is linked to the goal.
    """
    sentence = Sentence.of(own_words)
    reasons = read_reasons(sentence, language)
    names = [sentence.quoted(m) for m in language.instruments.finditer(own_words)]
    rest = sentence.without(reasons).without(names)
    based = has_baseline or names_a_starting_point(rest, language)
    cadences = read_cadences(rest, language)
    rest = rest.without(cadences)
    periods = read_periods(rest, language)
    rest = rest.without(periods)
    amounts = read_amounts(rest, language)
    rest = rest.without(amounts)
    aims = read_aims(rest, language)
    rest = rest.without(aims)
    settled = {
        **dict.fromkeys((Blurs.AMOUNT, Blurs.CHANGE), bool(amounts)),
        Blurs.TIME: bool(cadences or periods),
    }
    said = [rest.quoted(match) for match in QUOTED.finditer(rest.unread)]
    vague = read_vague_words(
        rest.without(said), language, [blurs for blurs, yes in settled.items() if yes]
    )
    rest = rest.without(vague)
    activities = read_activities(rest, language, measured=bool(amounts))
    activities = activities or [*names, *_things(amounts, language)][: len(amounts)]
    blurred = {one.blurs for one in vague}

    specific = bool(activities) and not blurred & {Blurs.DOING, Blurs.CHANGE}
    countable = specific and Blurs.AMOUNT not in blurred and bool(cadences or periods)
    measurable = bool(amounts) or countable
    relevant = bool(reasons or aims) or has_purpose_elsewhere
    support = read_support(sentence, language)
    open_parts = {
        Part.ACTIVITY: not specific,
        Part.SUPPORT: not support,
        Part.QUANTITY: not measurable,
        Part.PERIOD: not (cadences or periods),
        Part.PURPOSE: not relevant,
        Part.BASELINE: not based,
    }
    return Review(
        specific=_found(specific),
        measurable=_found(measurable),
        achievable=Finding.PRESENT if based and measurable else Finding.NOT_ASSESSED,
        relevant=_found(relevant),
        time_bound=_found(bool(cadences or periods)),
        vague=tuple(vague),
        activities=tuple(activities),
        support=tuple(support),
        amounts=tuple(amounts),
        cadences=tuple(cadences),
        periods=tuple(periods),
        purposes=tuple(sorted([*reasons, *aims], key=lambda one: one.start)),
        proposals=tuple(_proposals(open_parts, language)),
    )


def _things(amounts: Iterable[Amount], language: Language) -> Iterator[Quote]:
    """Return the amounts that name what is done: "three planned activities"."""
    for one in amounts:
        if one.unit and not one.is_share and one.unit not in language.units.values():
            yield Quote(text=one.text, start=one.start, end=one.end)


def _found(present: bool) -> Finding:  # noqa: FBT001 - it is what the function maps
    return Finding.PRESENT if present else Finding.MISSING


def _proposals(
    open_parts: Mapping[Part, bool], language: Language
) -> Iterator[Proposal]:
    for part, is_open in open_parts.items():
        if is_open:
            yield Proposal(part=part, prompt=language.prompts[part])
