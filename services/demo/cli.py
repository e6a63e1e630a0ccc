"""The demo's command: ``guidepost demo``."""

import os
from uuid import NAMESPACE_DNS, UUID, uuid5

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from services.demo.player import DemoStopped, Stack, introduce, play, require_demo_clock
from services.demo.story import Story
from services.demo.summary import (
    await_caught_up,
    celebrations,
    standings,
    table_of_celebrations,
    table_of_standings,
)
from shared.settings import text, url

DEMO_CLINIC = uuid5(NAMESPACE_DNS, "demo.guidepost.example")
WIDTH_WITHOUT_A_TERMINAL = 150


@click.command()
@click.option(
    "--clinic",
    type=click.UUID,
    default=DEMO_CLINIC,
    help="Play it in another clinic; the same clinic adds nothing.",
)
def demo(clinic: UUID) -> None:
    """Play the demo clinic's twelve weeks and show what came of them."""
    stack, story = _stack(clinic), Story(clinic)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_WITHOUT_A_TERMINAL)
    try:
        require_demo_clock(stack)
        introduce(stack, story)
        versions = _played(stack, story, console)
        with console.status("Until everybody has heard of it ..."):
            progress = standings(stack, story, versions)
            await_caught_up(stack)
        celebrated = celebrations(stack, story)
    except DemoStopped as stopped:
        raise click.ClickException(str(stopped)) from None
    console.print(table_of_celebrations(celebrated))
    console.print(table_of_standings(progress))
    console.print(f"{len(celebrated)} celebrations, {len(progress)} goals.")


def _played(stack: Stack, story: Story, console: Console) -> dict[UUID, int]:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
    ) as bar:
        playing = bar.add_task("Twelve weeks", total=len(story.steps()))
        return play(
            stack,
            story,
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
