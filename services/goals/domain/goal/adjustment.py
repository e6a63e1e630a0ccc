"""Changing the plan for a reason: the step for a while, or the target for good."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.goals.domain.goal.achievement import after_adjustment
from services.goals.domain.goal.evolve import evolve
from services.goals.domain.goal.guards import (
    must_be_a_number,
    must_have_a_reason,
    must_have_happened,
    must_have_started,
)
from services.goals.domain.goal.measures import AmountIsNotPositive, must_be_measured
from services.goals.domain.goal.plan import Measure, amount_in_force, due_in_a_week
from services.goals.domain.goal.state import Goal, GoalError, ImpossibleRequest
from services.goals.domain.goal.values import (
    must_be_a_cadence,
    must_be_a_target,
    must_fit_a_week,
)
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    Cadence,
    GoalAdjusted,
    GoalEvent,
    MeasureKind,
    Party,
    Target,
)
from shared.measures import has_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustGoal:
    """``by`` is the one who wants another target or cadence; the other is asked."""

    measure_id: UUID
    reason: str
    today: date
    effective_on: date | None = None
    amount: float | None = None
    step: float | None = None
    target: Target | None = None
    cadence: Cadence | None = None
    by: Party | None = None


class AdjustmentChangesStepOrTarget(ImpossibleRequest):
    """An adjustment changes either the step or the target and cadence, not both."""


class AdjustmentSaysNothing(ImpossibleRequest):
    """Say what to change: the amount, the step, the target or the cadence."""


class AdjustmentNeedsAParty(ImpossibleRequest):
    """Say who asks for the new target or cadence, so that the other can agree."""


class OnlyPracticeHasAnAmount(GoalError):
    """Only a practice measure has an amount that makes a day count."""


class StepIsNotPositive(ImpossibleRequest):
    """What is due in a week must be above zero."""


class ScaleHasItsTarget(GoalError):
    """The target of a GAS scale is its level 0; how often it is rated can change."""


class TargetIsMissing(ImpossibleRequest):
    """A target needs a lower or an upper end."""


def adjust(goal: Goal, command: AdjustGoal) -> list[GoalEvent]:
    """Return the change of plan, and what is reached now that less is asked."""
    must_have_started(goal)
    measure = goal.measures[must_be_measured(goal, command.measure_id)]
    must_have_a_reason(command.reason)
    step = command.amount is not None or command.step is not None
    target = command.target is not None or command.cadence is not None
    if step and target:
        raise AdjustmentChangesStepOrTarget
    if not step and not target:
        raise AdjustmentSaysNothing
    day = _effective(goal, command)
    adjusted = (
        _another_step(measure, command, day)
        if step
        else _another_target(measure, command, day)
    )
    if adjusted is None:
        return []
    after = evolve(goal, adjusted)
    reached = replace(after, achieved_before=goal.achieved_before)
    return [adjusted, *after_adjustment(reached, day)]


def _effective(goal: Goal, command: AdjustGoal) -> date:
    if command.effective_on is not None:
        must_have_happened(goal, command.effective_on, command.today)
        return command.effective_on
    return max(command.today, goal.start_on or command.today)


def _another_step(
    measure: Measure, command: AdjustGoal, day: date
) -> GoalAdjusted | None:
    must_be_a_number(command.amount, command.step)
    practice = measure.kind is MeasureKind.PRACTICE
    amount = amount_in_force(measure, week_number(day.toordinal()))
    due = due_in_a_week(measure)
    if command.amount is not None:
        if not practice:
            raise OnlyPracticeHasAnAmount
        if command.amount <= 0:
            raise AmountIsNotPositive
    if command.step is not None:
        if command.step <= 0:
            raise StepIsNotPositive
        if practice:
            must_fit_a_week(command.step)
    amount_to = None if command.amount == amount else command.amount
    step_to = None if command.step == due else command.step
    if amount_to is None and step_to is None:
        return None
    return GoalAdjusted(
        measure_id=measure.measure_id,
        effective_on=day,
        amount_from=None if amount_to is None else amount,
        amount_to=amount_to,
        step_from=None if step_to is None else due,
        step_to=step_to,
        reason=command.reason,
    )


def _another_target(
    measure: Measure, command: AdjustGoal, day: date
) -> GoalAdjusted | None:
    target_to, cadence_to = command.target, command.cadence
    if target_to is not None:
        if measure.kind is MeasureKind.GAS:
            raise ScaleHasItsTarget
        if not has_bound(target_to):
            raise TargetIsMissing
        must_be_a_target(measure.kind, target_to)
    must_be_a_cadence(measure.kind, cadence_to)
    if target_to == measure.target:
        target_to = None
    if cadence_to == measure.cadence:
        cadence_to = None
    if target_to is None and cadence_to is None:
        return None
    if command.by is None:
        raise AdjustmentNeedsAParty
    return GoalAdjusted(
        measure_id=measure.measure_id,
        effective_on=day,
        target_from=None if target_to is None else measure.target,
        target_to=target_to,
        cadence_from=None if cadence_to is None else measure.cadence,
        cadence_to=cadence_to,
        asks=_other(command.by),
        reason=command.reason,
    )


def _other(party: Party) -> Party:
    return Party.CLIENT if party is Party.CLINICIAN else Party.CLINICIAN
