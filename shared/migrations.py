"""Where Alembic finds the migrations of a service, without a file of its own."""

from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def upgrade(package: str, connection: sa.Connection) -> None:
    """Run all new migrations of ``services.<x>.migrations`` in one transaction."""
    command.upgrade(configured(package, connection), "head")


def configured(package: str, connection: sa.Connection | None = None) -> Config:
    """Return what Alembic needs to know about a package of migrations."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No package named {package!r}", name=package)
    config = Config()
    folder = str(Path(spec.origin).parent).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    return config
