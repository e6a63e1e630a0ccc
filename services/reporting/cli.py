"""The service's part of the ``guidepost`` command: rebuilding, and checking."""

from time import sleep

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from services.reporting import wiring
from services.reporting.tasks import app
from shared.rebuild import CopyIsStillRead, Rebuilder, RebuildIsRunning
from shared.web.problems import sentence

LOOK = 0.25
NAMES = click.Choice([one.name for one in wiring.SUBSCRIPTIONS])


@click.command()
@click.argument("name", type=NAMES)
@click.option("--check", is_flag=True, help="Only compare what serves with a replay.")
@click.option("--cancel", is_flag=True, help="Stop the rebuild that is running.")
def rebuild(name: str, *, check: bool, cancel: bool) -> None:
    """
    Fold a projection anew from all events, and switch to the new copy.

    The present copy goes on serving. The work is done by the reporting-rebuilder;
    when this command is interrupted it goes on, and giving the command again shows
    how far it is.
    """
    if check:
        compare(name)
    elif cancel:
        wiring.rebuilder(app).cancel(name)
        click.echo(f"{name}: no rebuild is running now.")
    else:
        start_or_join(wiring.rebuilder(app), name)


def start_or_join(rebuilder: Rebuilder, name: str) -> None:
    """Start a rebuild, or watch the one that is running, to its end."""
    try:
        rebuilder.start(name)
    except RebuildIsRunning:
        click.echo(f"{name}: a rebuild is running; this is how far it is.")
    except CopyIsStillRead as error:
        raise click.ClickException(sentence(type(error))) from None
    try:
        watch(rebuilder, name)
    except KeyboardInterrupt:
        click.echo(
            f"The rebuild goes on. `guidepost rebuild {name}` shows how far it is,"
            f" `guidepost rebuild {name} --cancel` stops it."
        )


def watch(rebuilder: Rebuilder, name: str) -> None:
    """Show how far a rebuild is until it has ended."""
    with _bar() as bar:
        task = bar.add_task(name, total=None, speed="")
        while (now := rebuilder.progress(name)) and now.state == "running":
            if now.halted:
                raise click.ClickException(f"The rebuild stands still: {now.halted}.")
            bar.update(
                task,
                completed=now.position,
                total=now.head,
                speed=f"{now.events_per_second:,.0f} events/s",
            )
            sleep(LOOK)
    if now is None or now.state != "switched":
        raise click.ClickException("The rebuild was cancelled; nothing has changed.")
    click.echo(
        f"{name}: {now.events:,} events in {now.seconds:.1f} s"
        f" ({now.events_per_second:,.0f} a second); the new copy serves."
    )


def compare(name: str) -> None:
    """Say whether what serves is what the log says, or where they differ first."""
    with _bar() as bar:
        task = bar.add_task(f"{name}: replay", total=None, speed="")
        verdict = wiring.check(name).run(
            lambda done, whole: bar.update(task, completed=done, total=whole)
        )
    if not verdict.same:
        raise click.ClickException(
            f"{name} is not what the log says. The first row that differs:\n"
            f"  serving:  {verdict.live_row or 'none'}\n"
            f"  replayed: {verdict.replayed_row or 'none'}"
        )
    click.echo(
        f"{name}: {verdict.live.rows:,} rows are what the log says"
        f" (checksum {verdict.live.digest % 2**64:016x})."
    )


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )


commands: tuple[click.Command, ...] = (rebuild,)
