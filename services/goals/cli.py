"""
The goals service's commands: relay, and look after the log.

A command is an entry point, like a route: it reads its settings, calls one
function and says what came of it. Facts' words are shown only when asked for.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from services.goals import checkpoint as checkpoints
from services.goals import log, relay_process
from services.goals.importing.cli import import_goals
from services.goals.recover import recover_bus
from services.goals.relay_settings import RelaySettings, database_url
from services.goals.sequencing import connect
from services.goals.tailing import follow, shown
from services.goals.verify import Verdict
from services.goals.verify import verify as walk
from shared.bus import Bus, Head
from shared.bus import connect as connect_redis
from shared.settings import secret

CheckpointFile = click.Path(dir_okay=False, path_type=Path)


@click.command()
def relay() -> None:
    """Sequence and publish events until stopped; several may run, one leads."""
    relay_process.run(RelaySettings.from_environment(os.environ))


@click.command()
@click.option("--checkpoint", type=CheckpointFile, help="A file kept elsewhere.")
def verify(checkpoint: Path | None) -> None:
    """Recompute the whole chain; name the first event that is not as it was."""
    kept = checkpoint and checkpoints.read(checkpoint, secret(os.environ, "BUS_KEY"))
    verdict = _walk(kept or None)
    click.echo(f"{verdict.checked} events checked.")
    if verdict.damage is None:
        click.echo("Each is what it was when it was recorded.")
        return
    where, what = verdict.damage.position, verdict.damage.what
    click.echo(f"Position {where}: {what}." if where else f"{what}.", err=True)
    sys.exit(1)


@click.command()
@click.argument("file", type=CheckpointFile)
def checkpoint(file: Path) -> None:
    """Write where the log stands now, signed, into FILE: keep it elsewhere."""
    key = secret(os.environ, "BUS_KEY")
    with connect(database_url(os.environ), "checkpoint") as connection:
        head = log.head(connection)
    checkpoints.write(file, key, head, datetime.now(UTC))  # noqa: TID251 - entry point
    click.echo(f"Position {head.position} is signed in {file}.")


@click.command()
@click.option("--after", default=0, show_default=True, help="Begin after a position.")
@click.option("--last", type=int, help="Begin with the last so many.")
@click.option("--follow", "following", is_flag=True, help="Go on as events come.")
@click.option("--json", "as_json", is_flag=True, help="Whole events, one a line.")
def events(after: int, last: int | None, *, following: bool, as_json: bool) -> None:
    """Show the log: positions, ids and types."""
    with connect(database_url(os.environ), "events") as connection:
        if last is not None:
            after = max(after, log.head(connection).position - last)
        try:
            for event in follow(connection, after, forever=following):
                click.echo(shown(event, as_json=as_json))
        except KeyboardInterrupt:
            return


@click.command("recover-bus")
def recover() -> None:
    """After the store was restored: delete what the bus knows beyond the log."""
    settings = RelaySettings.from_environment(os.environ)
    bus = Bus(connect_redis(settings.redis_url), settings.bus_key)
    with connect(settings.database_url, "recover") as connection:
        click.echo(f"goals: {recover_bus(connection, bus).value}")


def _walk(kept_elsewhere: Head | None) -> Verdict:
    """Walk the log under a progress bar, which only a terminal shows."""
    bar = Progress(
        TextColumn("verify"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with connect(database_url(os.environ), "verify") as connection, bar:
        walking = bar.add_task("verify", total=log.head(connection).position)
        return walk(
            connection,
            kept_elsewhere=kept_elsewhere,
            progress=lambda position: bar.update(walking, completed=position),
        )


commands = (relay, verify, checkpoint, events, import_goals, recover)
