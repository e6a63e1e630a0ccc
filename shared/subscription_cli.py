"""
The operator's commands for subscriptions, for whatever consumers are installed.

Each service brings its part with ``consumer_commands``; the commands are the same
objects for all of them, and find out themselves whose subscription is meant.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from shared.checkpoints import RECOVERING
from shared.listening import Listener
from shared.parking import NothingWaitsThere
from shared.rebuild import (
    CannotBeRebuilt,
    CopyIsStillRead,
    Rebuilder,
    RebuildIsRunning,
)
from shared.rebuild_check import Check
from shared.rebuild_progress import Progress
from shared.recovery import Recovered

LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Consumer:
    """A service's subscriptions, built when a command needs them."""

    service: str
    listener: Callable[[], Listener]
    rebuilder: Callable[[], Rebuilder] | None = None
    check: Callable[[str], Check] | None = None
    told: Callable[[Sequence[Recovered], datetime], Iterable[str]] | None = None
    """Lists what people were told, before then, of events that are no more."""


_consumers: dict[str, Consumer] = {}


def consumer_commands(consumer: Consumer) -> tuple[click.Command, ...]:
    """Return what a consumer adds to the ``guidepost`` command."""
    _consumers[consumer.service] = consumer
    return subscriptions, rebuild, _recover_command(consumer)


@click.group(invoke_without_command=True)
@click.pass_context
def subscriptions(context: click.Context) -> None:
    """Show who listens and how far behind; help what is stuck."""
    if context.invoked_subcommand is None:
        context.invoke(lag)


@subscriptions.command()
def lag() -> None:
    """Show each lane: where it is, how far behind, whether it is stuck."""
    table = Table("subscription", "lane", "position", "lag", "parked", "halted")
    for consumer in _consumers.values():
        for one in consumer.listener().health():
            table.add_row(
                one.subscription,
                str(one.lane),
                str(one.position),
                "unknown" if one.lag is None else str(one.lag),
                str(one.parked),
                one.halted or "",
            )
    Console().print(table)


@subscriptions.command()
def parked() -> None:
    """List the clients that wait because an event could not be applied."""
    table = Table("subscription", "client", "position", "error", "copy", "since")
    for consumer in _consumers.values():
        for one in consumer.listener().parked():
            table.add_row(
                one.subscription,
                str(one.client_id),
                str(one.position),
                one.error,
                one.generation,
                f"{one.since:%Y-%m-%d %H:%M:%S}",
            )
    Console().print(table)


@subscriptions.command()
@click.argument("subscription")
@click.argument("client", type=click.UUID)
def retry(subscription: str, client: UUID) -> None:
    """Apply, in order, what waits for a parked CLIENT."""
    listener = _listening_to(subscription)
    _retry(listener, subscription, client)


@subscriptions.command()
@click.argument("subscription")
@click.argument("position", type=click.IntRange(min=1))
@click.option("--who", required=True, help="Who decides this; kept for ever.")
@click.option("--why", required=True, help="The reason; kept, so name no client.")
def skip(subscription: str, position: int, who: str, why: str) -> None:
    """Pass over the event at POSITION for ever, then go on with its client."""
    listener = _listening_to(subscription)
    waiting = [
        one.client_id
        for one in listener.parked()
        if (one.subscription, one.position) == (subscription, position)
    ]
    try:
        listener.skip(subscription, position, who=who, why=why)
    except NothingWaitsThere:
        raise click.ClickException(
            f"Nothing in {subscription} is held up by position {position}."
        ) from None
    click.echo(f"{subscription} passes over position {position}.")
    for client in set(waiting):
        _retry(listener, subscription, client)


@click.command()
@click.argument("name")
@click.option("--cancel", is_flag=True, help="Stop the rebuild that is running.")
@click.option("--no-wait", is_flag=True, help="Start it and return.")
@click.option("--check", is_flag=True, help="Only compare what is read with a replay.")
def rebuild(name: str, *, cancel: bool, no_wait: bool, check: bool) -> None:
    """Fill a second copy of a projection from the log, then switch to it."""
    if check:
        _compare(name)
        return
    rebuilder = _rebuilder_of(name)
    if cancel:
        rebuilder.cancel(name)
        click.echo(f"{name}: cancelled; what is read has not changed.")
        return
    if not _start(rebuilder, name):
        click.echo(f"{name}: is being rebuilt already.", err=True)
    if not no_wait:
        _watch(rebuilder, name)


def _compare(name: str) -> None:
    """Say whether what is read is what the log says, or where they differ first."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{name}: replaying", total=None)
        verdict = _check_of(name).run(
            lambda done, whole: bar.update(task, completed=done, total=whole)
        )
    if not verdict.same:
        raise click.ClickException(
            f"{name} is not what the log says. The first row that differs:\n"
            f"  is read:  {verdict.live_row or 'none'}\n"
            f"  replayed: {verdict.replayed_row or 'none'}"
        )
    click.echo(
        f"{name}: {verdict.live.rows} rows are what the log says"
        f" (checksum {verdict.live.digest % 2**64:016x})."
    )


def _watch(rebuilder: Rebuilder, name: str) -> None:
    """Show a rebuild's progress until it is over."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[speed]}"),
    )
    pause = Event()
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=None, speed="")
        while (progress := rebuilder.progress(name)) is not None:
            bar.update(
                task,
                total=progress.head,
                completed=progress.position,
                speed=_speed(progress),
            )
            if progress.state != "running":
                break
            pause.wait(LOOK_SECONDS)
    if progress is None or progress.state != "switched":
        click.echo(f"{name}: the rebuild was cancelled.", err=True)
        sys.exit(1)
    click.echo(
        f"{name}: {progress.events} events in {progress.seconds:.1f} s; switched."
    )


def _speed(progress: Progress) -> str:
    left = progress.seconds_left
    parts = [
        f"position {progress.position} of {progress.head}",
        f"{progress.events_per_second:,.0f} events/s",
        "" if left is None else f"{left:.0f} s left",
        f"halted: {progress.halted}" if progress.halted else "",
    ]
    return ", ".join(filter(None, parts))


def _recover_command(consumer: Consumer) -> click.Command:
    @click.command(f"recover-{consumer.service}")
    def recover() -> None:
        """After the store was restored: go back to what the log confirms."""
        listener = consumer.listener()
        began = datetime.now(UTC)  # noqa: TID251 - entry point
        went_back = listener.recover()
        for one in went_back:
            click.echo(
                f"{one.subscription} lane {one.lane}: back from {one.heard}"
                f" to {one.confirmed}"
            )
        if not went_back:
            click.echo(f"{consumer.service}: agrees with the log")
        elif consumer.told is not None:
            for line in consumer.told(went_back, began):
                click.echo(line)
        if consumer.rebuilder is None:
            return
        rebuilder = consumer.rebuilder()
        for name in {one.subscription for one in went_back} & set(rebuilder.names):
            rebuilder.cancel(name)  # what it has filled is of the other history
        for name in _recovering(listener):
            rebuilder.start_when_unread(name)
            click.echo(f"{name}: is being rebuilt")

    return recover


def _recovering(listener: Listener) -> list[str]:
    """Return the projections that serve rows of a history that is no more."""
    return sorted(
        {one.subscription for one in listener.health() if one.halted == RECOVERING}
    )


def _start(rebuilder: Rebuilder, name: str) -> bool:
    """Start a rebuild; return whether none was running."""
    try:
        rebuilder.start(name)
    except RebuildIsRunning:
        return False
    except CopyIsStillRead as error:
        raise click.ClickException(str(error.__doc__)) from None
    return True


def _retry(listener: Listener, subscription: str, client: UUID) -> None:
    applied = listener.retry(subscription, client)
    click.echo(f"{applied} events of {client} applied.")
    for one in listener.parked():
        if (one.subscription, one.client_id) == (subscription, client):
            raise click.ClickException(
                f"It still waits, at position {one.position}: {one.error}."
            )


def _listening_to(subscription: str) -> Listener:
    for consumer in _consumers.values():
        listener = consumer.listener()
        if subscription in listener.subscriptions:
            return listener
    raise click.ClickException(f"There is no subscription {subscription!r}.")


def _rebuilder_of(name: str) -> Rebuilder:
    for consumer in _consumers.values():
        rebuilder = consumer.rebuilder and consumer.rebuilder()
        if rebuilder and name in rebuilder.names:
            return rebuilder
    raise click.ClickException(str(CannotBeRebuilt.__doc__))


def _check_of(name: str) -> Check:
    for consumer in _consumers.values():
        if consumer.check and name in consumer.listener().subscriptions:
            return consumer.check(name)
    raise click.ClickException(str(CannotBeRebuilt.__doc__))
