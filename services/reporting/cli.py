"""The service's part of the ``guidepost`` command."""

import click

commands: tuple[click.Command, ...] = ()
