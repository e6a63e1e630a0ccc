"""Begin a migration of a service: ``python -m shared.new_migration SERVICE NAME``."""

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import click
from alembic.script import ScriptDirectory

from shared.migrations import configured

TEMPLATE = '''\
"""{sentence}."""

from alembic import op

revision = "{revision}"
down_revision = {previous}


def upgrade() -> None:
    """Say what changes, and give each role what it needs of it."""
    op.execute("")
'''


def begin(service: str, name: str) -> Path:
    """Write the next numbered migration of a service, to be filled in."""
    package = f"services.{service}.migrations"
    if not re.fullmatch("[a-z]+", service) or not find_spec(f"services.{service}"):
        raise click.ClickException(f"There is no service {service!r} with migrations.")
    words = re.findall(r"[a-z0-9]+", name.lower())
    if not words:
        raise click.ClickException("Name the migration: make migration name=…")
    script = ScriptDirectory.from_config(configured(package))
    previous = script.get_current_head()
    number = 1 + sum(1 for _ in script.walk_revisions())
    revision = f"{number:04}"
    path = Path(script.versions) / f"{revision}_{'_'.join(words)}.py"
    path.write_text(
        TEMPLATE.format(
            sentence=" ".join(words).capitalize(),
            revision=revision,
            previous=f'"{previous}"' if previous else None,
        ),
        encoding="utf-8",
    )
    return path


if __name__ == "__main__":
    try:
        click.echo(begin(*[*sys.argv[1:], "", ""][:2]))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
