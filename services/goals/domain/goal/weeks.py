"""
What was done on each day, week by week, packed into bytes.

Weeks run from Monday to Sunday and are numbered from the first one of the
calendar. A week is a record of 60 bytes: its number and the amounts of its seven
days. The newest week stands apart, because that is where entries arrive.
"""

import struct
from collections.abc import Iterator

import msgspec

Amounts = tuple[float, ...]
"""The amounts of a week's seven days, Monday first."""

_WEEK = struct.Struct("<i7d")
_NUMBER = struct.Struct("<i")


def week_number(day: int) -> int:
    """Return the number of the week of a day (``date.toordinal``)."""
    return (day - 1) // 7


def first_day(week: int) -> int:
    """Return the Monday of a week, as a day number."""
    return week * 7 + 1


class Weeks(msgspec.Struct, frozen=True):
    """The weeks in which anything was recorded, oldest first."""

    earlier: bytes = b""
    newest: bytes = b""

    def __len__(self) -> int:
        return (len(self.earlier) + len(self.newest)) // _WEEK.size

    def newest_first(self) -> Iterator[tuple[int, Amounts]]:
        """Return the weeks with their amounts, the newest first."""
        for block in (self.newest, self.earlier):
            for at in range(len(block) - _WEEK.size, -1, -_WEEK.size):
                week, *amounts = _WEEK.unpack_from(block, at)
                yield week, tuple(amounts)

    def amounts(self, week: int) -> Amounts | None:
        """Return the amounts of a week, ``None`` when nothing was recorded in it."""
        if self.newest and _NUMBER.unpack_from(self.newest)[0] == week:
            return _WEEK.unpack(self.newest)[1:]
        at, present = _place(self.earlier, week)
        return _WEEK.unpack_from(self.earlier, at)[1:] if present else None

    def add(self, day: int, amount: float) -> "Weeks":
        """Return the weeks with an amount added to a day."""
        week, weekday = divmod(day - 1, 7)
        if self.newest:
            number, *amounts = _WEEK.unpack(self.newest)
            if number == week:
                amounts[weekday] += amount
                return Weeks(self.earlier, _WEEK.pack(week, *amounts))
        known = self.amounts(week)
        return self.put(day, amount if known is None else known[weekday] + amount)

    def put(self, day: int, amount: float) -> "Weeks":
        """Return the weeks with a day's whole amount set."""
        week = week_number(day)
        amounts = list(self.amounts(week) or (0.0,) * 7)
        amounts[(day - 1) % 7] = amount
        record = _WEEK.pack(week, *amounts)
        newest = _NUMBER.unpack_from(self.newest)[0] if self.newest else week
        if week == newest:
            return Weeks(self.earlier, record)
        if week > newest:
            return Weeks(self.earlier + self.newest, record)
        at, present = _place(self.earlier, week)
        rest = self.earlier[at + _WEEK.size * present :]
        return Weeks(self.earlier[:at] + record + rest, self.newest)

    def without(self, week: int) -> "Weeks":
        """Return the weeks as if nothing had been recorded in one of them."""
        if self.newest and _NUMBER.unpack_from(self.newest)[0] == week:
            return Weeks(self.earlier[: -_WEEK.size], self.earlier[-_WEEK.size :])
        at, present = _place(self.earlier, week)
        rest = self.earlier[at + _WEEK.size * present :]
        return Weeks(self.earlier[:at] + rest, self.newest)


def _place(block: bytes, week: int) -> tuple[int, bool]:
    low, high = 0, len(block) // _WEEK.size
    while low < high:
        middle = (low + high) // 2
        number = _NUMBER.unpack_from(block, middle * _WEEK.size)[0]
        if number == week:
            return middle * _WEEK.size, True
        if number < week:
            low = middle + 1
        else:
            high = middle
    return low * _WEEK.size, False
