"""The command that takes over a clinic's spreadsheet: ``guidepost import``."""

import os
import sys
from pathlib import Path
from uuid import UUID

import click

from services.goals.importing.columns import COLUMNS
from services.goals.importing.run import Wish, run

STDIN = "-"
WIDEST = max(len(column.name) for column in COLUMNS)
# \b keeps click from filling the lines.
NAMED = "\b\nColumns, in any order; * is required:\n" + "\n".join(
    f"  {column.name + '*' * column.required:{WIDEST}}  {column.takes}"
    for column in COLUMNS
)


@click.command("import", epilog=NAMED)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--clinic", type=click.UUID, required=True, help="Whose goals these are.")
@click.option("--dry-run", is_flag=True, help="Check everything, send nothing.")
@click.option("--skip-faulty", is_flag=True, help="Import the rows without a fault.")
@click.option(
    "--ids-to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the ids of numbered clients into a file.",
)
def import_goals(
    file: str,
    clinic: UUID,
    ids_to: Path | None,
    *,
    dry_run: bool,
    skip_faulty: bool,
) -> None:
    """
    Import goals from a CSV FILE, or from - for standard input.

    All rows are checked first, and nothing is sent while one has a fault. The same
    file, or a longer one, may be imported again: nothing is added twice. Needs
    GOALS_URL and GUIDEPOST_TOKEN, unless a Guidepost runs here.
    """
    if ids_to and file != STDIN and ids_to.exists() and ids_to.samefile(file):
        raise click.UsageError("--ids-to would overwrite the file to import.")
    wish = Wish(clinic, ids_to, dry_run=dry_run, skip_faulty=skip_faulty)
    with click.open_file(file, "rb") as opened:
        content = opened.read()
    sys.exit(0 if run(content, wish, os.environ) else 1)
