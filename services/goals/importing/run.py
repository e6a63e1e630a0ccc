"""One import from beginning to end: check, send, and say what became of it."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from uuid import UUID

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from services.goals.importing.columns import Fault
from services.goals.importing.planning import PlannedGoal, client_numbers, plan
from services.goals.importing.reading import FileIsUnreadable, read
from services.goals.importing.sending import Outcome, send
from shared.asking import AskedInVain, Asking
from shared.settings import WEB, Environment, text, url


@dataclass(frozen=True, slots=True)
class Wish:
    """What was wished for beside the file."""

    clinic: UUID
    ids_to: Path | None
    dry_run: bool = False
    skip_faulty: bool = False
    patience: float = 20
    """For how many seconds a request is tried again."""


def run(content: bytes, wish: Wish, environment: Environment) -> bool:
    """
    Import a file and say what became of it; return whether every row is in.

    :raises click.ClickException: if it could not be done, or not to the end.
    """
    try:
        planned = plan(read(content), wish.clinic)
    except FileIsUnreadable as why:
        raise click.ClickException(str(why)) from None
    faults = [*planned.faults, *(planned.orphans if wish.skip_faulty else ())]
    _show(faults)
    left_out = len({fault.line for fault in faults})
    if left_out and not wish.skip_faulty:
        raise click.ClickException(
            f"{_counted(left_out, 'row')} with a fault; nothing was sent."
        )
    numbers = client_numbers(planned.goals)
    if wish.ids_to:
        _write(wish.ids_to, numbers)
    if wish.dry_run:
        sound = _counted(len(planned.goals), "goal")
        click.echo(f"{sound} to import, {left_out} left out; nothing was sent.")
    else:
        outcome = _sent(planned.goals, wish, environment)
        _show(outcome.refused)
        left_out += len({fault.line for fault in outcome.refused})
        click.echo(
            f"{_counted(outcome.new, 'new goal')}, {outcome.added_to} added to, "
            f"{outcome.unchanged} unchanged, {left_out} left out."
        )
    if not wish.ids_to:
        _print(numbers)
    return left_out == 0


def _sent(
    goals: Sequence[PlannedGoal], wish: Wish, environment: Environment
) -> Outcome:
    """Send the goals under a progress bar, which only a terminal shows."""
    asking = Asking(
        token=text(environment, "GUIDEPOST_TOKEN"),
        clinic_id=wish.clinic,
        patience=wish.patience,
    )
    goals_url = url(environment, "GOALS_URL", schemes=WEB).rstrip("/")
    bar = Progress(
        TextColumn("import"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        importing = bar.add_task("import", total=len(goals))
        try:
            return send(goals, asking, goals_url, lambda: bar.advance(importing))
        except AskedInVain as why:
            done = int(bar.tasks[importing].completed)
            raise click.ClickException(
                f"{why}\nDealt with: {done} of {_counted(len(goals), 'goal')}. "
                "The same command goes on from there."
            ) from None


def _show(faults: Iterable[Fault]) -> None:
    for fault in sorted(faults):
        click.echo(str(fault), err=True)


def _print(numbers: Mapping[str, UUID]) -> None:
    if numbers:
        widest = max(map(len, numbers))
        click.echo("Client numbers, and the ids that are made from them:")
        for number, client_id in numbers.items():
            click.echo(f"  {number:{widest}}  {client_id}")


def _write(path: Path, numbers: Mapping[str, UUID]) -> None:
    """Write the clients' ids for their owner's eyes: they say who is who."""
    table = StringIO()
    csv.writer(table).writerows([("client_number", "client_id"), *numbers.items()])
    try:
        path.touch(mode=0o600)
        path.write_text(table.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}.") from None


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
