"""The summary as tables on a terminal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rich.table import Table

from services.demo.summary import Celebration


def of_celebrations(found: Iterable[Celebration]) -> Table:
    """Return the celebrations as a table."""
    table = Table("when", "week", "who", "goal", "what", "why", title="Celebrated")
    for one in found:
        table.add_row(
            f"{one.at:%a %d %b %H:%M}",
            str(one.week),
            one.client,
            one.goal,
            one.title,
            one.because,
        )
    return table


def of_standings(found: Iterable[Mapping[str, Any]], day: date | None) -> Table:
    """Return where each goal stands as a table; what has no number shows a dash."""
    title = f"Progress on {day}" if day else "Progress today"
    table = Table("goal", "in their words", title=title)
    for name in ("baseline", "now", "target", "way", "milestones", "entries"):
        table.add_column(name, justify="right")
    table.add_column("status")
    for goal in found:
        [measure] = goal["measures"]
        stops = goal["milestones"]
        table.add_row(
            goal["number"],
            goal["words"],
            _number(measure["baseline"]),
            _number(measure["current"]),
            _target(measure["target"]),
            "-" if measure["percentage"] is None else f"{measure['percentage']} %",
            f"{stops['achieved']} of {stops['total']}",
            str(goal["entries"]),
            f"{goal['lifecycle_status']}, {goal['achievement_status']}",
        )
    return table


def of_levels(found: Iterable[Mapping[str, Any]]) -> Table:
    """Return what each rater said last of the goals with a scale of their own."""
    table = Table("goal", "in their words", title="Rated side by side (-2 to +2)")
    for name in ("weight", "at the start", "client", "clinician"):
        table.add_column(name, justify="right")
    for goal in found:
        [measure] = goal["measures"]
        if measure["kind"] == "gas":
            said = {one["rater"]: one["value"] for one in measure["raters"]}
            table.add_row(
                goal["number"],
                goal["words"],
                _number(measure["weight"]),
                _level(measure["baseline"]),
                _level(said.get("client")),
                _level(said.get("clinician")),
            )
    return table


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _level(value: float | None) -> str:
    return f"{value:+g}" if value else _number(value)


def _target(target: Mapping[str, Any]) -> str:
    strict = bool(target.get("strict"))
    if target.get("high") is not None:
        return f"{'<' if strict else '≤'} {target['high']:g}"
    return f"{'>' if strict else '≥'} {target['low']:g}"
