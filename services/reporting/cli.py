"""The service's part of the ``guidepost`` command: its subscriptions and rebuilds."""

from services.reporting import tasks, wiring
from shared.subscription_cli import Consumer, consumer_commands

commands = consumer_commands(
    Consumer(
        "reporting",
        listener=lambda: wiring.listener(tasks.app),
        rebuilder=lambda: wiring.rebuilder(tasks.app),
        check=wiring.check,
    )
)
