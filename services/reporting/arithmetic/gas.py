"""
Goal Attainment Scaling: what the levels of several goals come to.

A level is a whole number from -2 to +2, where 0 is the realistic goal; it has no
unit. T is a score with mean 50 and standard deviation 10 if attainment is as
expected. Levels are ordinal, so they are shown first and T second. Sources: Kiresuk
& Sherman 1968 (Community Ment Health J 4:443-453) for T and rho = 0.3;
Turner-Stokes 2009 (Clin Rehabil 23:362-370, with its erratum) for practice.

``levels`` are one rater's, by goal, ``None`` where the goal is not rated yet.
``weights`` are by goal too, any number at or above 0; what they leave out weighs 1.
"""

import math
from collections.abc import Hashable, Mapping
from typing import Final, Generic, NamedTuple, TypeVar

from shared.contracts.measuring import Rater

K = TypeVar("K", bound=Hashable)

LEVELS: Final = range(-2, 3)
RHO: Final = 0.3
"""The correlation between goals that the literature assumes."""


class Score(NamedTuple, Generic[K]):
    """A rater's levels, and what they come to."""

    levels: dict[K, int]
    t: float | None


class Change(NamedTuple, Generic[K]):
    """The goals that a rater rated both times, then and now."""

    first: Score[K]
    latest: Score[K]

    @property
    def t(self) -> float | None:
        """The change in T, in points of T."""
        if self.first.t is None or self.latest.t is None:
            return None
        return self.latest.t - self.first.t


def score(
    levels: Mapping[K, int | None],
    weights: Mapping[K, float] | None = None,
    rho: float = RHO,
) -> Score[K]:
    """
    Return one rater's levels and their T.

    ``T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2)`` over the rated
    goals; ``None``, never 50, when no goal is rated or no rated goal has any weight.

    :raises LevelIsOutsideTheScale: if a level is not a whole number from -2 to +2.
    :raises WeightIsBelowZero: if a weight is negative, infinite or not a number.
    :raises RhoIsNoCorrelation: if rho lies outside 0 to 1.
    """
    if not 0 <= rho <= 1:
        raise RhoIsNoCorrelation
    rated = {goal: level for goal, level in levels.items() if level is not None}
    if any(level not in LEVELS for level in rated.values()):
        raise LevelIsOutsideTheScale
    given = weights or {}
    if not all(math.isfinite(weight) and weight >= 0 for weight in given.values()):
        raise WeightIsBelowZero
    heaviest = max((given.get(goal, 1.0) for goal in rated), default=0.0)
    if heaviest == 0:
        return Score(rated, None)
    shares = {goal: given.get(goal, 1.0) / heaviest for goal in rated}
    attained = math.fsum(shares[goal] * level for goal, level in rated.items())
    squares = math.fsum(share**2 for share in shares.values())
    spread = math.sqrt((1 - rho) * squares + rho * math.fsum(shares.values()) ** 2)
    return Score(rated, 50 + 10 * attained / spread)


def by_rater(
    levels: Mapping[Rater, Mapping[K, int | None]],
    weights: Mapping[K, float] | None = None,
    rho: float = RHO,
) -> dict[Rater, Score[K]]:
    """Return each rater's own score; raters are never mixed. Raises as ``score``."""
    return {rater: score(theirs, weights, rho) for rater, theirs in levels.items()}


def change(
    first: Mapping[K, int | None],
    latest: Mapping[K, int | None],
    weights: Mapping[K, float] | None = None,
    rho: float = RHO,
) -> Change[K]:
    """Return a rater's change, over the goals rated both times; raises as ``score``."""
    both = [
        goal
        for goal, level in first.items()
        if level is not None and latest.get(goal) is not None
    ]
    return Change(
        score({goal: first[goal] for goal in both}, weights, rho),
        score({goal: latest[goal] for goal in both}, weights, rho),
    )


class LevelIsOutsideTheScale(ValueError):
    """A level is a whole number from -2 to +2."""


class WeightIsBelowZero(ValueError):
    """A weight is a number at or above 0."""


class RhoIsNoCorrelation(ValueError):
    """The correlation between goals lies from 0 to 1."""
