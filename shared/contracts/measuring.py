"""What facts are told in: kinds of measure, parties, cadences, targets."""

from enum import StrEnum

import msgspec


class Term(StrEnum):
    """Whether a goal is a step or a direction."""

    SHORT = "short-term"
    LONG = "long-term"


class Party(StrEnum):
    """Who has to agree before a goal can start."""

    CLIENT = "client"
    CLINICIAN = "clinician"


class Rater(StrEnum):
    """Who gives a rating; each rater's ratings are kept side by side."""

    CLIENT = "client"
    CLINICIAN = "clinician"
    CAREGIVER = "caregiver"


class Instrument(StrEnum):
    """A published questionnaire with items, a total and bands."""

    PHQ9 = "phq9"
    GAD7 = "gad7"


class MeasureKind(StrEnum):
    """What a recorded value means; the arithmetic is in ``shared.measures``."""

    NUMERIC = "numeric"
    PRACTICE = "practice"
    COUNT = "count"
    GBO = "gbo"
    GAS = "gas"
    PHQ9 = "phq9"
    GAD7 = "gad7"


class Direction(StrEnum):
    """Which way is better."""

    UP = "increase"
    DOWN = "decrease"


class Every(StrEnum):
    """How often something is due."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"
    SESSION = "session"


class Cadence(msgspec.Struct, frozen=True, kw_only=True):
    """How often a measure is due: ``times`` per ``every`` (4 a week, daily ...)."""

    every: Every
    times: int = 1


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """
    The range a value must reach, as in FHIR ``Goal.target``.

    Only ``high``: met at any value at or below it. Only ``low``: at or above it.
    ``strict``: the bound itself does not meet it ("below 10" is not met by 10).
    For a practice measure the value is done days in one week.
    """

    low: float | None = None
    high: float | None = None
    strict: bool = False
