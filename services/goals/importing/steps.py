"""
A goal's beginning as requests: its words, measure, milestones, agreements and start.

Every id is made from the clinic and the file's own, so that the same row is the same
goal whenever it is sent. A milestone is known by its place, because an id made from
words would tell them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from services.goals.importing.cells import is_an_id
from services.goals.importing.columns import COLUMNS, Meaning
from shared.contracts.goals import Party

PATHS = {
    "goal": "",
    "measure": "/measures",
    "milestone": "/milestones",
    "agreement": "/agreements",
    "activation": "/activation",
}

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One request about a goal; its name tells it from the goal's other steps."""

    topic: str
    name: str
    body: Body


def goal_id(clinic: UUID, external_id: str) -> UUID:
    """Return the id of the goal that a clinic's files call so."""
    return uuid5(clinic, f"imported goal {external_id}")


def client_id(clinic: UUID, client: str) -> UUID:
    """Return a client's id: the one that is given, or one made from their number."""
    if is_an_id(client):
        return UUID(client)
    return uuid5(clinic, f"imported client {client}")


def steps(clinic: UUID, row: Meaning) -> Iterator[Step]:
    """Yield what is asked for a row; a step of which nothing is said is left out."""
    values = row.values
    own_id = goal_id(clinic, values["external_id"])
    ids = {
        "goal_id": str(own_id),
        "client_id": str(client_id(clinic, values["client_id"])),
    }
    if row.parent:
        ids["parent_id"] = str(goal_id(clinic, row.parent))
    yield Step("goal", "goal", ids | _body("goal", values))
    measure = _body("measure", values)
    if measure:
        measure["measure_id"] = str(uuid5(own_id, "measure"))
        yield Step("measure", "measure", measure)
    for number, text in enumerate(values.get("milestones", ()), 1):
        name = f"milestone {number}"
        body = {"milestone_id": str(uuid5(own_id, name)), "words": text}
        yield Step("milestone", name, body)
    for party in Party:
        if values.get(f"{party.value}_agreed"):
            name = f"{party.value}'s agreement"
            yield Step("agreement", name, {"party": party.value})
    activation = _body("activation", values)
    if activation:
        yield Step("activation", "activation", activation)


def _body(topic: str, values: Mapping[str, Any]) -> Body:
    """Return what the row's columns put into the body of a step."""
    body: Body = {}
    for column in COLUMNS:
        wanted, *path = column.place.split(".")
        if wanted == topic and column.name in values:
            inner = body
            for name in path[:-1]:
                inner = inner.setdefault(name, {})
            inner[path[-1]] = values[column.name]
    return body
