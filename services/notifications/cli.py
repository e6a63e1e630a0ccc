"""The service's part of the ``guidepost`` command."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import click
from rich.console import Console
from rich.table import Table

from services.notifications import deliveries, inbox, tasks, wiring
from services.notifications.outbox import DeliveryIsNotParked
from services.notifications.tables import State
from shared.recovery import Recovered
from shared.subscription_cli import Consumer, consumer_commands


@click.group("deliveries")
def deliveries_group() -> None:
    """Show what goes out by e-mail, and try again what was given up."""


@deliveries_group.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]))
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
def list_deliveries(state: str | None, limit: int) -> None:
    """List deliveries, newest first; whom they go to is not shown."""
    with wiring.worker_engine().connect() as connection:
        rows = deliveries.listed(
            connection, state=State(state) if state else None, limit=limit
        )
        counts = deliveries.counted(connection)
    table = Table("delivery", "channel", "state", "attempts", "outcome", "next attempt")
    for row in rows:
        waits = row["state"] in {State.WAITING, State.SENDING}
        table.add_row(
            str(row["id"]),
            row["channel"],
            row["state"],
            str(row["attempts"]),
            row["outcome"] or "",
            f"{row['next_attempt_at']:%Y-%m-%d %H:%M:%S}" if waits else "",
        )
    Console().print(table)
    click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))


@deliveries_group.command()
@click.argument("delivery_id", type=click.UUID)
def retry(delivery_id: UUID) -> None:
    """Try a delivery again that is parked or was stopped."""
    try:
        wiring.outbox().retry(delivery_id)
    except DeliveryIsNotParked:
        raise click.ClickException(
            "There is no such delivery among those parked or stopped."
        ) from None
    click.echo("It goes out with the next sweep.")


def told(went_back: Sequence[Recovered], before: datetime) -> Iterator[str]:
    """Yield a line for each message of an event that a restored log has lost."""
    with wiring.worker_engine().connect() as connection:
        for row in deliveries.of_lost_events(
            connection, inbox.subscription.lanes, went_back, before
        ):
            sent = f", e-mail {row.state}" if row.state else ""
            yield (
                f"told of a lost event: message {row.id} ({row.kind}{sent})"
                f" to {row.person_id} about goal {row.goal_id}, event {row.cause_id}"
            )


commands = (
    deliveries_group,
    *consumer_commands(
        Consumer(
            "notifications", listener=lambda: wiring.listener(tasks.app), told=told
        )
    ),
)
