"""A rule's docstring is what a person reads when it says no."""

import re
from collections.abc import Iterator

import pytest

from services.goals.domain.goal.decide import decide
from services.goals.domain.goal.state import GoalError

EVERY_TOPIC = decide.__module__
"""Importing it imports every topic, and so every rule."""

NEVER_SAID = {"missed", "failed", "broke", "lost", "streak", "overdue", "should"}


def rules(base: type[GoalError]) -> Iterator[type[GoalError]]:
    for rule in base.__subclasses__():
        yield rule
        yield from rules(rule)


@pytest.mark.parametrize("rule", [*rules(GoalError)], ids=lambda rule: rule.__name__)
def test_every_rule_is_a_kind_sentence(rule: type[GoalError]) -> None:
    sentence = rule.__doc__ or ""

    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not NEVER_SAID & set(re.findall(r"\w+", sentence.lower()))
