"""
Facts with their envelopes, as a subscription hears them.

Every recorded fact has been through the codec, so a test hears what the bus
would carry. A test names only what it is about; dates are literal.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from shared.chain import GENESIS
from shared.codec import CODEC
from shared.contracts.fact import Fact
from shared.contracts.goals import (
    Direction,
    GoalActivated,
    GoalAgreed,
    GoalCreated,
    MeasureDefined,
    MeasureKind,
    Party,
    ProgressCorrected,
    ProgressRecorded,
    Target,
)
from shared.envelope import AnyRecorded

CLINIC = UUID(int=0xC1)
CLIENT = UUID(int=0xC2)
GOAL = UUID(int=0x60)
MEASURE = UUID(int=0x3E)
MONDAY = date(2025, 1, 6)
TEN = Target(low=10)
MORNING = datetime(2025, 1, 6, 8, tzinfo=UTC)


def recorded(
    *facts: Fact, goal: UUID = GOAL, client: UUID = CLIENT, position: int = 1
) -> list[AnyRecorded]:
    """Return one goal's facts as they were recorded, minute by minute."""
    return history(*((goal, client, fact) for fact in facts), position=position)


def history(
    *told: tuple[UUID, UUID, Fact], position: int = 1, clinic: UUID = CLINIC
) -> list[AnyRecorded]:
    """Return many goals' facts (goal, client, fact) in the order of the log."""
    versions: dict[UUID, count[int]] = {}
    return [
        CODEC.decode(
            CODEC.encode(
                fact,
                event_id=UUID(int=0xE0000 + place),
                clinic_id=clinic,
                client_id=client,
                subject=f"goals/{goal}",
                version=next(versions.setdefault(goal, count(1))),
                recorded_at=MORNING + timedelta(minutes=place),
                actor=f"client:{client}",
            ),
            place,
            GENESIS,
        )
        for place, (goal, client, fact) in enumerate(told, position)
    ]


def active_goal(  # noqa: PLR0913 - what a test may be about, each by its name
    kind: MeasureKind = MeasureKind.NUMERIC,
    *,
    baseline: float | None = 0,
    target: Target = TEN,
    amount: float = 1,
    start_on: date = MONDAY,
    continuous: bool = False,
) -> tuple[Fact, ...]:
    """Return the facts that lead to a goal in progress, with one measure."""
    return (
        GoalCreated(client_id=CLIENT),
        MeasureDefined(
            measure_id=MEASURE,
            kind=kind,
            direction=Direction.DOWN if target.low is None else Direction.UP,
            baseline=baseline,
            target=target,
            amount=amount,
        ),
        GoalAgreed(party=Party.CLIENT),
        GoalAgreed(party=Party.CLINICIAN),
        GoalActivated(start_on=start_on, continuous=continuous),
    )


def entry(
    value: float | None,
    on: date = MONDAY,
    *,
    number: int = 1,
    measure: UUID = MEASURE,
) -> ProgressRecorded:
    """Return an entry; its number makes its id."""
    return ProgressRecorded(
        entry_id=UUID(int=0xE5000 + number),
        measure_id=measure,
        occurred_on=on,
        value=value,
    )


def correction(
    number: int, old: float, new: float, on: date = MONDAY
) -> ProgressCorrected:
    """Return the correction of the entry with a number."""
    return ProgressCorrected(
        entry_id=UUID(int=0xE5000 + number),
        measure_id=MEASURE,
        occurred_on=on,
        old_value=old,
        new_value=new,
    )
