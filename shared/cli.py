"""
The ``guidepost`` command: its own commands, and those that services bring.

A service's commands are found by the entry points ``guidepost.commands``. They
take their settings from the environment and, while a stack runs here, from it.
"""

import os
import shlex
import sys

import click

from shared import stack
from shared.embedded.children import EmbeddedServerFailed
from shared.migrating import migrate_all
from shared.processes import brought
from shared.settings import SettingIsWrong


@click.group()
def root() -> None:
    """Goals that clients and clinicians set together."""


@root.command()
def up() -> None:
    """Run the whole product on this machine until Ctrl-C."""
    # The embedded servers are no part of an image that runs one service.
    from shared.up import up as run  # noqa: PLC0415

    run(os.environ)


@root.command()
def migrate() -> None:
    """Create roles and databases and run all new migrations."""
    for service in migrate_all(os.environ):
        click.echo(f"{service}: up to date")


@root.command()
@click.pass_context
def recover(context: click.Context) -> None:
    """Go on after a restored backup: the bus first, then each service."""
    for name in sorted(root.commands):
        if name.startswith("recover-"):
            click.echo(f"{name}:")
            context.invoke(root.commands[name])


@root.command()
def env() -> None:
    """Print the running stack's settings, for a shell to take over."""
    found = {k: v for k, v in os.environ.items() if k == "GUIDEPOST_FOLDER"}
    if not stack.complete(found):
        raise click.ClickException("No stack runs here; `make run` starts one.")
    for name, value in sorted(found.items()):
        click.echo(f"export {name}={shlex.quote(value)}")


def main() -> None:
    """Run a command; a wrong setting is one sentence and status 2."""
    starts = sys.argv[1:2] == ["up"]
    running = not starts and stack.complete(os.environ)
    try:
        # These two need no service's code to be loaded.
        if sys.argv[1:2] not in (["up"], ["migrate"]):
            for commands in brought("guidepost.commands"):
                for command in commands:
                    root.add_command(command)
        root()
    except (SettingIsWrong, EmbeddedServerFailed) as error:
        click.echo(f"guidepost: {error}", err=True)
        if isinstance(error, SettingIsWrong) and not (starts or running):
            click.echo("No stack runs here; `make run` starts one.", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
