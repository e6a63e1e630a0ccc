"""A rule's docstring is what a person reads when it says no."""

import re
from collections.abc import Iterator

import pytest

from services.goals.domain.client.decide import decide as decide_on_client
from services.goals.domain.client.state import ClientError
from services.goals.domain.goal.decide import decide as decide_on_goal
from services.goals.domain.goal.state import GoalError

EVERY_TOPIC = (decide_on_goal.__module__, decide_on_client.__module__)
"""Importing them imports every topic, and so every rule."""

NEVER_SAID = {"missed", "failed", "broke", "lost", "streak", "overdue", "should"}


def rules(base: type[Exception]) -> Iterator[type[Exception]]:
    for rule in base.__subclasses__():
        yield rule
        yield from rules(rule)


@pytest.mark.parametrize(
    "rule",
    [*rules(GoalError), *rules(ClientError)],
    ids=lambda rule: f"{rule.__base__.__name__}-{rule.__name__}",
)
def test_every_rule_is_a_kind_sentence(rule: type[Exception]) -> None:
    sentence = rule.__doc__ or ""

    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not NEVER_SAID & set(re.findall(r"\w+", sentence.lower()))
