"""Given a statement, the review names its parts; the words stay as they are."""

import re
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.goals.domain.wording.english import ENGLISH
from services.goals.domain.wording.language import Blurs, Part
from services.goals.domain.wording.quote import Quote
from services.goals.domain.wording.review import Finding, Review, review
from shared.contracts.goals import Cadence, Every
from tests.unit.goals.test_rules_speak_plainly import NEVER_SAID
from tests.unit.goals.wording.corpus import statements

GOOD = (
    "practice deep breathing techniques for 10 minutes every day"
    " to reduce anxiety before work"
)
PRESENT, MISSING, NOT_ASSESSED = Finding
SAID = [one.words for one in statements()]


def quotes(found: Review) -> list[Quote]:
    values = [getattr(found, field.name) for field in fields(found)]
    lists = [value for value in values if isinstance(value, tuple)]
    return [one for each in lists for one in each if isinstance(one, Quote)]


def parts(found: Review) -> list[Part]:
    return [proposal.part for proposal in found.proposals]


def test_reduce_anxiety_is_too_vague() -> None:
    found = review("reduce anxiety")

    assert found.specific is found.measurable is found.time_bound is MISSING
    assert found.relevant is MISSING
    assert found.achievable is NOT_ASSESSED
    assert [(one.text, one.start, one.end) for one in found.vague] == [
        ("reduce anxiety", 0, 14)
    ]
    assert parts(found) == list(Part)


def test_ten_minutes_of_breathing_every_day_is_not() -> None:
    found = review(GOOD)

    assert found.specific is found.measurable is PRESENT
    assert found.relevant is found.time_bound is PRESENT
    assert found.achievable is NOT_ASSESSED
    assert found.vague == ()
    assert parts(found) == [Part.SUPPORT, Part.BASELINE]


def test_a_cadence_is_time_bound_without_a_date() -> None:
    assert review("Walk every day").time_bound is PRESENT


def test_achievable_needs_a_baseline_and_something_to_hold_against_it() -> None:
    assert review("Walk twice a week").achievable is NOT_ASSESSED
    assert review("Walk twice a week", has_baseline=True).achievable is PRESENT
    assert review("feel better", has_baseline=True).achievable is NOT_ASSESSED
    assert review("Go from 2 to 4 walks a week").achievable is PRESENT


def test_a_linked_concern_is_a_purpose() -> None:
    assert review("Walk twice a week").relevant is MISSING
    assert review("Walk twice a week", has_purpose_elsewhere=True).relevant is PRESENT


@pytest.mark.parametrize(
    ("words", "times", "every"),
    [
        ("every day", 1, Every.DAY),
        ("each morning", 1, Every.DAY),
        ("twice a week", 2, Every.WEEK),
        ("2x/week", 2, Every.WEEK),
        ("2 x per week", 2, Every.WEEK),
        ("2\N{MULTIPLICATION SIGN}/week", 2, Every.WEEK),
        ("three times weekly", 3, Every.WEEK),
        ("4 nights a week", 4, Every.WEEK),
        ("on 5 of 7 days", 5, Every.WEEK),
        ("on weekdays", 5, Every.WEEK),
        ("on Mondays and Thursdays", 2, Every.WEEK),
        ("every Tuesday", 1, Every.WEEK),
        ("every other week", 1, Every.TWO_WEEKS),
        ("once a month", 1, Every.MONTH),
        ("every session", 1, Every.SESSION),
    ],
)
def test_a_cadence_is_read_as_a_measure_keeps_it(
    words: str, times: int, every: Every
) -> None:
    [read] = review(f"Walk {words}").cadences

    assert read.text in words
    assert read.cadence == Cadence(every=every, times=times)


@pytest.mark.parametrize(
    ("words", "value", "most", "unit"),
    [
        ("10 minutes", 10, None, "minute"),
        ("a 20-minute walk", 20, None, "minute"),
        ("half an hour", 0.5, None, "hour"),
        ("10 to 15 mins", 10, 15, "minute"),
        ("5,000 steps", 5000, None, "steps"),
        ("8 of 10 team meetings", 8, None, "of 10 meetings"),
        ("three planned activities", 3, None, "activities"),
        ("no alcohol", 0, None, "alcohol"),
        ("at least 80 %", 80, None, "percent"),
        ("by 23:00", None, None, "clock time"),
    ],
)
def test_an_amount_is_read_with_its_unit(
    words: str, value: float | None, most: float | None, unit: str
) -> None:
    [read] = review(f"Practise {words}").amounts

    assert (read.value, read.most, read.unit) == (value, most, unit)


@pytest.mark.parametrize(
    "words",
    [
        "by March",
        "for the next 3 months",
        "by the end of June",
        "until our next session",
        "by 1 June 2025",
        "by 2025-03-30",
        "before Christmas",
        "within two weeks",
        "this week",
        "on Friday",
    ],
)
def test_a_period_is_quoted_whole(words: str) -> None:
    assert [one.text for one in review(f"Walk {words}").periods] == [words]


@pytest.mark.parametrize(
    ("words", "quoted", "blurs"),
    [
        ("I want to feel less anxious", "feel less anxious", Blurs.DOING),
        ("Manage my stress", "Manage my stress", Blurs.CHANGE),
        ("Walk more", "more", Blurs.AMOUNT),
        ("Meditate regularly", "regularly", Blurs.TIME),
    ],
)
def test_a_vague_word_is_quoted_with_what_it_leaves_open(
    words: str, quoted: str, blurs: Blurs
) -> None:
    [vague] = review(words).vague

    assert (vague.text, vague.blurs) == (quoted, blurs)
    assert words[vague.start : vague.end] == quoted


def test_a_word_that_is_settled_otherwise_is_not_called_vague() -> None:
    assert review("Walk more: 20 minutes, regularly, every day").vague == ()


def test_what_people_say_in_quotation_marks_is_not_judged() -> None:
    assert review('Say "things get better" aloud every day').vague == ()


@pytest.mark.parametrize(
    "words",
    [
        "Meditate daily to feel calmer",
        "To feel calmer, meditate daily",
        "Meditate daily because it helps me sleep",
        "Meditate daily so that I can be patient with my son",
        "Reduce my stress by meditating daily",
        "Meditate daily for my health",
    ],
)
def test_a_purpose_can_be_said_in_many_ways(words: str) -> None:
    found = review(words)

    assert found.relevant is PRESENT
    assert found.specific is PRESENT


@pytest.mark.parametrize(
    "words", ["to feel better", "I want to sleep", "Learn to relax", "Go to bed at ten"]
)
def test_not_every_to_is_a_purpose(words: str) -> None:
    assert review(words).relevant is MISSING


def test_numbers_in_a_reason_are_no_part_of_the_goal() -> None:
    found = review("Call the clinic because I work 3 days a week")

    assert not found.cadences
    assert not found.amounts
    assert found.relevant is PRESENT


def test_support_is_quoted() -> None:
    found = review("Walk with my sister twice a week")

    assert [one.text for one in found.support] == ["with my sister"]
    assert Part.SUPPORT not in parts(found)


def test_an_amount_of_nothing_names_no_activity() -> None:
    assert review("10 minutes every day").specific is MISSING


@pytest.mark.parametrize("words", ["", "   ", "?", "\x00", "2025", "🙂", "to", "No"])
def test_words_that_say_nothing_are_reviewed_all_the_same(words: str) -> None:
    assert review(words).specific is MISSING


@settings(deadline=None, max_examples=60)
@given(st.text() | st.lists(st.sampled_from(" ".join(SAID).split())).map(" ".join))
def test_whatever_is_said_every_quote_is_in_its_place(words: str) -> None:
    found = review(words)

    assert all(words[one.start : one.end] == one.text for one in quotes(found))
    assert review(words) == found


@pytest.mark.parametrize(
    "piece", ["a ", "1 ", "monday, ", '"', "'", "to feel x", "by the ", "every 1 "]
)
def test_the_longest_words_are_reviewed_as_well(piece: str) -> None:
    assert review((piece * 4000)[:4000]).achievable is NOT_ASSESSED


def test_prompts_are_kind_questions() -> None:
    assert set(ENGLISH.prompts) == set(Part)
    for prompt in ENGLISH.prompts.values():
        assert prompt.endswith("?")
        assert not NEVER_SAID & set(re.findall(r"\w+", prompt.lower()))
