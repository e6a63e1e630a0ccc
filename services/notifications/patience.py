"""How long a delivery that did not work waits, and when to give up: pure."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """
    Each wait is twice the one before, up to a longest, less some luck.

    As set here the attempts reach over more than a day, so that a mail server that is
    away from one morning to the next costs nobody a letter.
    """

    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(hours=3)
    attempts: int = 20

    def wait(self, attempts: int, luck: float) -> timedelta:
        """
        Return the wait after so many attempts.

        :param luck: from 0 to 1; it spreads those that failed together over time.
        """
        doubled: timedelta = self.first * (1 << min(attempts - 1, 32))
        return min(doubled, self.longest) * (1 - luck / 4)

    def is_over(self, attempts: int) -> bool:
        """Return whether so many attempts were enough."""
        return attempts >= self.attempts

    def exceeded(self, attempts: int) -> bool:
        """Return whether there were more attempts than that: their senders died."""
        return attempts > self.attempts
