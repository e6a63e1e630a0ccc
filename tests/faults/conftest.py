"""One stack for the stories; one that came out of a story unsound is not used again."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.audit import Audit
from tests.support.stack import running_stack


class Holder:
    """Has the stack that the next story is about."""

    def __init__(self) -> None:
        self._ending = ExitStack()
        self._audit: Audit | None = None

    def audit(self) -> Audit:
        """Return a sound stack; whoever gets it has to prove that it still is."""
        if self._audit is None or not self._audit.sound:
            self.close()
            self._audit = Audit(self._ending.enter_context(running_stack()))
        self._audit.sound = False
        return self._audit

    def close(self) -> None:
        """End the stack."""
        self._ending.close()
        self._audit = None


@pytest.fixture(scope="session")
def holder() -> Iterator[Holder]:
    """Have at most one stack at a time."""
    holder = Holder()
    yield holder
    holder.close()


@pytest.fixture
def audit(holder: Holder) -> Audit:
    """Have a whole stack at work, whose books are in order."""
    return holder.audit()
