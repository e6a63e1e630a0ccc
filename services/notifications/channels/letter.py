"""
What a channel carries, and how it says that it could not.

A failure is *later* when the same letter may go through another time, and *never*
when trying again cannot help. Its reason is a short code: no address and no text of
another server, which likes to quote addresses, ever reaches a row or a log.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One delivery, ready to be carried out: neutral on the outside."""

    delivery_id: UUID
    address: str
    subject: str
    text: str
    html: str
    written_at: datetime


class Channel(Protocol):
    """A way out of the house."""

    def carry(self, letter: Letter) -> None:
        """
        Carry one letter to its address.

        :raises Later: if it may work another time.
        :raises Never: if it never will.
        """


class Undelivered(Exception):
    """A letter was not taken; ``reason`` is a code that may be shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Later(Undelivered):
    """Try again later."""


class Never(Undelivered):
    """Do not try again."""
