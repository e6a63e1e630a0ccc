"""Given facts, when a command, then facts: a rule as one sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

import pytest

S = TypeVar("S")
F = TypeVar("F")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Rules(Generic[S, F, C]):
    """What facts add up to, and which facts a command leads to."""

    unborn: S
    evolve: Callable[[S, F], S]
    decide: Callable[[S, C], list[F]]

    def replayed(self, history: Iterable[F]) -> S:
        """Return what a history adds up to."""
        return reduce(self.evolve, history, self.unborn)

    def decided(self, history: Iterable[F], command: C) -> list[F]:
        """Return the facts that a command adds to a history."""
        return self.decide(self.replayed(history), command)

    def told(self, history: Iterable[F], commands: Iterable[C]) -> list[F]:
        """Return the facts that commands add to a history, one after the other."""
        state = self.replayed(history)
        added: list[F] = []
        for command in commands:
            facts = self.decide(state, command)
            state = reduce(self.evolve, facts, state)
            added += facts
        return added

    def given(self, *history: F) -> "Given[S, F, C]":
        """Begin a specification with a history."""
        return Given(self, history)


@dataclass(frozen=True, slots=True)
class When(Generic[S, F, C]):
    """A history and what was asked then."""

    rules: Rules[S, F, C]
    history: tuple[F, ...]
    command: C

    def then(self, *facts: F) -> None:
        assert self.rules.decided(self.history, self.command) == list(facts)

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, rule: type[Exception]) -> None:
        with pytest.raises(rule) as refusal:
            self.rules.decided(self.history, self.command)
        assert refusal.type is rule


@dataclass(frozen=True, slots=True)
class Given(Generic[S, F, C]):
    """What has happened so far."""

    rules: Rules[S, F, C]
    history: tuple[F, ...]

    def when(self, *commands: C) -> When[S, F, C]:
        """Carry out all commands but the last one, which is the one looked at."""
        *earlier, last = commands
        told = self.rules.told(self.history, earlier)
        return When(self.rules, (*self.history, *told), last)
