"""The words: what they say, and what no template ever says."""

from datetime import date

import pytest

from services.notifications.messages import (
    TEMPLATES,
    Story,
    Tone,
    outside,
    story,
    words,
)
from services.notifications.policy import Because, Kind

FORBIDDEN = (
    "missed",
    "failed",
    "broke",
    "lost",
    "streak",
    "overdue",
    "behind",
    "should",
)
FRIDAY = date(2025, 3, 7)
REASONS = [
    Because(milestones=milestones, goal_achieved=goal, entries=entries, on=FRIDAY)
    for milestones in (0, 1, 4)
    for goal in (True, False)
    for entries in (1, 5)
]


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("told", Story)
def test_no_template_says_a_forbidden_word(told: Story, tone: Tone) -> None:
    said = " ".join(TEMPLATES[told][tone]).lower()

    assert [word for word in FORBIDDEN if word in said] == []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("because", REASONS)
def test_no_message_says_a_forbidden_word_in_any_tone(
    kind: Kind, because: Because
) -> None:
    for tone in Tone:
        said = words(kind, because, tone)
        whole = f"{said.title} {said.text} {said.because}".lower()
        assert [word for word in FORBIDDEN if word in whole] == []
        assert "{" not in whole


def test_the_outside_of_a_message_says_no_forbidden_word() -> None:
    said = outside("https://guidepost.example/inbox")

    assert [word for word in FORBIDDEN if word in f"{said}".lower()] == []


@pytest.mark.parametrize("kind", Kind)
def test_every_message_explains_itself(kind: Kind) -> None:
    for tone in Tone:
        said = words(kind, Because(entries=1, on=FRIDAY), tone)
        assert "because" in said.because


def test_the_reason_names_the_day_of_the_entry() -> None:
    said = words(
        Kind.CELEBRATION, Because(milestones=1, entries=1, on=FRIDAY), Tone.WARM
    )

    assert said.because == (
        "You see this because your entry for 7 March 2025 shows it."
    )


def test_the_reason_speaks_of_entries_that_show_it_together() -> None:
    said = words(
        Kind.CELEBRATION, Because(milestones=1, entries=5, on=FRIDAY), Tone.PLAIN
    )

    assert said.because == (
        "You see this because your entries up to 7 March 2025 show it."
    )


def test_several_milestones_are_named_by_their_number() -> None:
    said = words(
        Kind.CELEBRATION, Because(milestones=3, entries=1, on=FRIDAY), Tone.WARM
    )

    assert said.title == "You reached 3 milestones at once!"


@pytest.mark.parametrize(
    ("milestones", "goal", "told"),
    [
        (0, True, Story.GOAL),
        (1, False, Story.MILESTONE),
        (1, True, Story.MILESTONE_AND_GOAL),
        (2, False, Story.MILESTONES),
        (3, True, Story.MILESTONES_AND_GOAL),
    ],
)
def test_a_milestone_and_its_goal_are_named_together(
    *, milestones: int, goal: bool, told: Story
) -> None:
    because = Because(milestones=milestones, goal_achieved=goal)

    assert story(Kind.CELEBRATION, because) is told


def test_without_a_tone_there_is_the_bare_fact() -> None:
    said = words(Kind.GOAL_STARTED, Because(on=FRIDAY), Tone.NONE)

    assert (said.title, said.text) == ("Goal started", "")


def test_an_email_says_that_there_is_a_message_and_no_more() -> None:
    said = outside("https://guidepost.example/inbox?a=1&b=2")

    assert said.subject == "You have a new message"
    assert said.text.splitlines()[-1] == "https://guidepost.example/inbox?a=1&b=2"
    assert 'href="https://guidepost.example/inbox?a=1&amp;b=2"' in said.html
    for tell_tale in ("milestone", "goal", "achieved", "reached"):
        assert tell_tale not in f"{said}".lower()
