"""
Goal Based Outcomes: how far a client says they have come, goal by goal.

A rating is a whole number from 0 to 10, in points; ``ratings`` are one goal's, the
first one first. Sources: Law & Jacob 2015 (Goals and Goal Based Outcomes, 3rd ed.,
CAMHS Press) for the scale, the change and up to three goals; Edbrooke-Childs, Jacob,
Law, Deighton & Wolpert 2015 (Child Adolesc Ment Health 20:142-148) and NHS England
for 3 points as the change that means something.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

RATINGS: Final = range(11)
MEANINGFUL: Final = 3
MOST_GOALS: Final = 3


class MeanChange(NamedTuple):
    """The mean change in points, over ``rated`` of ``goals`` ("n of m rated")."""

    points: float | None
    rated: int
    goals: int


def change(ratings: Sequence[int]) -> int | None:
    """
    Return the latest rating minus the first; ``None`` with one rating or none.

    :raises RatingIsOutsideTheScale: if one is not a whole number from 0 to 10.
    """
    _check(ratings)
    return ratings[-1] - ratings[0] if len(ratings) > 1 else None


def last_step(ratings: Sequence[int]) -> int | None:
    """Return the latest rating minus the one before it; raises as ``change``."""
    return change(ratings[-2:])


def largest_fall(ratings: Sequence[int]) -> int | None:
    """
    Return the most points that one rating lay below the one before it.

    0 when none did, ``None`` with one rating or none; raises as ``change``.
    """
    _check(ratings)
    falls = [before - after for before, after in pairwise(ratings)]
    return max(0, *falls) if falls else None


def changed_meaningfully(ratings: Sequence[int], by: int = MEANINGFUL) -> bool | None:
    """
    Return whether one goal moved by enough points to mean something, either way.

    It takes ratings and no figure, because a mean is never judged by it. ``None``
    with one rating or none; raises as ``change``.
    """
    moved = change(ratings)
    return None if moved is None else abs(moved) >= by


def mean_change(goals: Iterable[Sequence[int]]) -> MeanChange:
    """Return the mean change over the goals rated twice; raises as ``change``."""
    changes = [change(ratings) for ratings in goals]
    known = [points for points in changes if points is not None]
    mean = sum(known) / len(known) if known else None
    return MeanChange(points=mean, rated=len(known), goals=len(changes))


def are_too_many(goals: int, most: int = MOST_GOALS) -> bool:
    """Return whether a client has more GBO goals than help; a warning, no refusal."""
    return goals > most


def _check(ratings: Sequence[int]) -> None:
    if any(rating not in RATINGS for rating in ratings):
        raise RatingIsOutsideTheScale


class RatingIsOutsideTheScale(ValueError):
    """A rating is a whole number from 0 to 10."""
