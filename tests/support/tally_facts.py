"""Facts of the tests' own: what the tiny consumer hears, and what it does not."""

from typing import ClassVar
from uuid import UUID, uuid5

from shared.chain import lane_of
from shared.codec import Codec
from shared.contracts.fact import Fact

CLINIC = UUID("0c0c0c0c-0000-4000-8000-000000000001")


class Counted(Fact, frozen=True, kw_only=True):
    """Someone counted something."""

    type: ClassVar[str] = "guidepost.tally.counted.v1"
    amount: int


class CountedFinely(Fact, frozen=True, kw_only=True):
    """The same family, as newer code writes it."""

    type: ClassVar[str] = "guidepost.tally.counted.v2"
    amount: int
    parts: int = 1


class Remarked(Fact, frozen=True, kw_only=True):
    """Something that the tally does not want to hear."""

    type: ClassVar[str] = "guidepost.tally.remarked.v1"


class ClientErased(Fact, frozen=True, kw_only=True):
    """The client's key was destroyed."""

    type: ClassVar[str] = "guidepost.client.erased.v1"


EVERYTHING = Codec([Counted, CountedFinely, Remarked, ClientErased])
TODAY = Codec([Counted, Remarked, ClientErased])


def client(number: int) -> UUID:
    """Return the id of a client."""
    return uuid5(CLINIC, str(number))


def lane(number: int, lanes: int = 2) -> int:
    """Return the lane of a client."""
    return lane_of(client(number), lanes)
