"""Given facts, when a command, then facts: a rule as one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from services.goals.domain.goal.decide import GoalCommand, decide
from services.goals.domain.goal.evolve import evolve, replay
from services.goals.domain.goal.state import Goal, GoalError
from shared.contracts.goals import GoalEvent


@dataclass(frozen=True, slots=True)
class When:
    """A history and what was asked then."""

    history: tuple[GoalEvent, ...]
    command: GoalCommand

    def then(self, *facts: GoalEvent) -> None:
        assert decide(replay(self.history), self.command) == list(facts)

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, rule: type[GoalError]) -> None:
        with pytest.raises(rule) as refusal:
            decide(replay(self.history), self.command)
        assert refusal.type is rule


@dataclass(frozen=True, slots=True)
class Given:
    """What has happened so far."""

    history: tuple[GoalEvent, ...]

    def when(self, *commands: GoalCommand) -> When:
        """Carry out all commands but the last one, which is the one looked at."""
        *earlier, last = commands
        return When((*self.history, *told(self.history, earlier)), last)


def given(*history: GoalEvent) -> Given:
    """Begin a specification with a history."""
    return Given(history)


def told(
    history: Iterable[GoalEvent], commands: Iterable[GoalCommand]
) -> list[GoalEvent]:
    """Return the facts that commands add to a history, one after the other."""
    goal: Goal = replay(history)
    added: list[GoalEvent] = []
    for command in commands:
        facts = decide(goal, command)
        for fact in facts:
            goal = evolve(goal, fact)
        added += facts
    return added
