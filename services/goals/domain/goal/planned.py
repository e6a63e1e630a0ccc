"""What changes of the plan do to a goal: measures, milestones, steps, adjustments."""

from msgspec.structs import replace

from services.goals.domain.goal.plan import (
    ActionStep,
    Measure,
    Milestone,
    put,
    stepped,
)
from services.goals.domain.goal.state import (
    Goal,
    place_of_measure,
    place_of_milestone,
    place_of_step,
)
from services.goals.domain.goal.tally import Tally
from services.goals.domain.goal.weeks import week_number
from shared.contracts.goals import (
    ActionStepAssigned,
    ActionStepCompleted,
    GasScaleDefined,
    GoalAdjusted,
    MeasureDefined,
    MeasureKind,
    MilestoneAchieved,
    MilestoneAdded,
    MilestoneReopened,
    MilestoneWithdrawn,
    Target,
)

REALISTIC = Target(low=0)
"""The level of a GAS scale at which its goal is achieved."""


def measured(goal: Goal, event: MeasureDefined) -> Goal:
    """Return the goal with one more measure."""
    measure = Measure(
        measure_id=event.measure_id,
        kind=event.kind,
        unit=event.unit,
        direction=event.direction,
        baseline=event.baseline,
        target=event.target,
        cadence=event.cadence,
        amount=event.amount,
        hold=event.hold,
    )
    return _with(goal, measure)


def scaled(goal: Goal, event: GasScaleDefined) -> Goal:
    """Return the goal with a scale of its own: a measure of kind ``gas``."""
    measure = Measure(
        measure_id=event.measure_id,
        kind=MeasureKind.GAS,
        baseline=event.baseline_level,
        target=REALISTIC,
        cadence=event.cadence,
        weight=event.weight,
    )
    return _with(goal, measure)


def with_milestone(goal: Goal, event: MilestoneAdded) -> Goal:
    """Return the goal with one more stop on the way."""
    milestone = Milestone(
        milestone_id=event.milestone_id,
        measure=place_of_measure(goal, event.measure_id),
        target=event.target,
        weeks_met=event.weeks_met,
    )
    return replace(goal, milestones=(*goal.milestones, milestone))


def without_milestone(goal: Goal, event: MilestoneWithdrawn) -> Goal:
    """Return the goal without a stop; its place stays, for the entries that name it."""
    place = place_of_milestone(goal, event.milestone_id)
    if place is None:
        return goal
    milestone = replace(goal.milestones[place], withdrawn=True)
    return replace(goal, milestones=put(goal.milestones, place, milestone))


def reached(goal: Goal, event: MilestoneAchieved) -> Goal:
    """Return the goal with a milestone reached."""
    place = place_of_milestone(goal, event.milestone_id)
    if place is None:
        return goal
    old = goal.milestones[place]
    milestone = replace(old, reached=True, shown_by=old.shown_by or event.caused_by)
    return replace(goal, milestones=put(goal.milestones, place, milestone))


def reopened(goal: Goal, event: MilestoneReopened) -> Goal:
    """Return the goal with a milestone that lies ahead again."""
    place = place_of_milestone(goal, event.milestone_id)
    if place is None:
        return goal
    milestone = replace(goal.milestones[place], reached=False)
    return replace(goal, milestones=put(goal.milestones, place, milestone))


def with_step(goal: Goal, event: ActionStepAssigned) -> Goal:
    """Return the goal with one more thing to do next."""
    step = ActionStep(event.step_id, event.assigned_to, event.due_on)
    return replace(goal, steps=(*goal.steps, step))


def step_done(goal: Goal, event: ActionStepCompleted) -> Goal:
    """Return the goal with a step that is done."""
    place = place_of_step(goal, event.step_id)
    if place is None:
        return goal
    step = replace(goal.steps[place], done_on=event.occurred_on)
    return replace(goal, steps=put(goal.steps, place, step))


def adjusted(goal: Goal, event: GoalAdjusted) -> Goal:
    """Return the goal under its new plan; a new target is not achieved yet."""
    if event.asks is not None:
        goal = replace(goal, agreed=goal.agreed - {event.asks})
    place = place_of_measure(goal, event.measure_id)
    if place is None:
        return goal
    measure = goal.measures[place]
    if event.amount_to is not None:
        week = week_number(event.effective_on.toordinal())
        measure = stepped(measure, week, event.amount_to)
    if event.step_to is not None:
        measure = replace(measure, step=event.step_to)
    if event.cadence_to is not None:
        measure = replace(measure, cadence=event.cadence_to, step=None)
    if event.target_to is not None:
        measure = replace(measure, target=event.target_to)
        goal = replace(goal, achieved=False, achieved_before=False, maintained=False)
    return replace(goal, measures=put(goal.measures, place, measure))


def _with(goal: Goal, measure: Measure) -> Goal:
    return replace(
        goal, measures=(*goal.measures, measure), tallies=(*goal.tallies, Tally())
    )
