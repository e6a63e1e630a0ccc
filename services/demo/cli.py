"""The demo's command: ``guidepost demo``."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from services.demo import story, tables
from services.demo.days import weeks_until
from services.demo.player import introduce, play, require_demo_clock
from services.demo.stack import DemoStopped, Stack
from services.demo.summary import await_caught_up, celebrations, standings
from services.demo.telling import DEMO_CLINIC, Step, Telling
from shared.settings import text, url

WIDTH_WITHOUT_A_TERMINAL = 150


@click.command()
@click.option(
    "--until",
    type=click.Choice(["today"]),
    help="Let the twelfth week be this one; what lies ahead is left out.",
)
@click.option(
    "--clinic",
    type=click.UUID,
    help="Play it in another clinic; the same clinic adds nothing.",
)
def demo(until: str | None, clinic: UUID | None) -> None:
    """Play the demo clinic's twelve weeks and show what came of them."""
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    telling = told(now.date() if until else None, clinic)
    steps = story.steps(telling, until=now)
    stack = _stack(telling.clinic_id)
    day = telling.day_after() if telling.day_after() <= now.date() else None
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_WITHOUT_A_TERMINAL)
    try:
        require_demo_clock(stack)
        introduce(stack, telling)
        versions = _played(stack, telling, steps, console)
        with console.status("Until everybody has heard of it ..."):
            progress = standings(stack, telling, versions, day)
            await_caught_up(stack)
        celebrated = celebrations(stack, telling)
    except DemoStopped as stopped:
        raise click.ClickException(str(stopped)) from None
    console.print(tables.of_celebrations(celebrated))
    console.print(tables.of_standings(progress, day))
    console.print(tables.of_levels(progress))
    console.print(f"{len(celebrated)} celebrations, {len(progress)} goals.")


def told(until: date | None = None, clinic: UUID | None = None) -> Telling:
    """
    Return the telling that is asked for.

    One that is shifted has a clinic of its own, so that both can be looked at.
    """
    later = weeks_until(until) if until else 0
    if clinic is None:
        clinic = uuid5(DEMO_CLINIC, f"{later} weeks later") if later else DEMO_CLINIC
    return Telling(clinic, later)


def _played(
    stack: Stack, telling: Telling, steps: Sequence[Step], console: Console
) -> dict[UUID, int]:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
    ) as bar:
        playing = bar.add_task("Twelve weeks", total=len(steps))
        return play(
            stack,
            telling,
            steps,
            lambda step: bar.update(
                playing, advance=1, description=f"{step.at:%A %d %B %Y}"
            ),
        )


def _stack(clinic: UUID) -> Stack:
    http = ("http", "https")
    return Stack(
        goals_url=url(os.environ, "GOALS_URL", schemes=http),
        notifications_url=url(os.environ, "NOTIFICATIONS_URL", schemes=http),
        reporting_url=url(os.environ, "REPORTING_URL", schemes=http),
        token=text(os.environ, "GUIDEPOST_TOKEN"),
        clinic_id=clinic,
    )


commands = (demo,)
