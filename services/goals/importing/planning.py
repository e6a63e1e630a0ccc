"""What a file asks for, known before anything is sent: its goals and its faults."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.goals.importing import families
from services.goals.importing.columns import Fault, Meaning, meaning
from services.goals.importing.reading import Table
from services.goals.importing.rehearsing import Rehearsed, RuleSaysNo, rehearse
from services.goals.importing.steps import client_id, goal_id, steps

PLACES = {
    "goal": "own_words",
    "measure": "measure",
    "milestone": "milestones",
    "agreement": "client_agreed",
    "activation": "start_on",
}
"""What a rule's "no" to a whole step is said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGoal:
    """A row without a fault, as the requests that make it a goal."""

    line: int
    goal_id: UUID
    parent_id: UUID | None
    client: str
    client_id: UUID
    steps: tuple[Rehearsed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Goals that can be sent, parents first; ``orphans`` have a parent with a fault.

    Orphans are sound by themselves, and go with the others once their parents do.
    """

    goals: tuple[PlannedGoal, ...]
    faults: tuple[Fault, ...]
    orphans: tuple[Fault, ...]


def plan(table: Table, clinic: UUID) -> Plan:
    """Return what a table asks for, in a clinic."""
    read = [meaning(row) for row in table.rows]
    rows = [row for row, _ in read]
    faults = [*table.faults, *families.faults(rows)]
    sound = dict[int, PlannedGoal]()
    for row, in_cells in read:
        faults += in_cells
        if not in_cells:
            try:
                sound[row.line] = _planned(clinic, row)
            except RuleSaysNo as no:
                faults.append(Fault(row.line, PLACES[no.topic], str(no)))
    known = families.by_external_id(rows)
    left_out = {fault.line for fault in faults}
    goals, orphans = list[PlannedGoal](), list[Fault]()
    for row in families.parents_first(rows, known):
        parent = known.get(row.parent or "")
        if row.line in left_out:
            continue
        if parent and parent.line in left_out:
            why = f"its parent (line {parent.line}) is left out"
            orphans.append(Fault(row.line, families.PARENT, why))
            left_out.add(row.line)
        else:
            goals.append(sound[row.line])
    return Plan(tuple(goals), tuple(sorted(faults)), tuple(sorted(orphans)))


def client_numbers(goals: Iterable[PlannedGoal]) -> dict[str, UUID]:
    """Return the ids of the clients that are given by a number."""
    found = {goal.client: goal.client_id for goal in goals}
    return {
        client: found[client]
        for client in sorted(found)
        if client != str(found[client])
    }


def _planned(clinic: UUID, row: Meaning) -> PlannedGoal:
    values = row.values
    return PlannedGoal(
        line=row.line,
        goal_id=goal_id(clinic, values["external_id"]),
        parent_id=goal_id(clinic, row.parent) if row.parent else None,
        client=values["client_id"],
        client_id=client_id(clinic, values["client_id"]),
        steps=rehearse(steps(clinic, row)),
    )
