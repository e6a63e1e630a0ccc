"""
Write the generated documents: the event catalogue and the JSON Schemas.

Run by ``make docs``; with ``--check`` it writes nothing and exits 1 when a
committed document is not what the code says.
"""

import json
import sys
from pathlib import Path

from services.notifications import wiring as notifications
from services.reporting import wiring as reporting
from shared.catalogue import page, schema
from shared.codec import FACTS
from shared.contracts.fact import Fact

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "tests" / "contract" / "golden"


def documents() -> dict[Path, str]:
    """Return every generated document, by path."""
    examples = {
        fact.type: (GOLDEN / f"{fact.type}.json").read_bytes() for fact in FACTS
    }
    schemas = {
        HERE / "schemas" / f"{fact.type}.json": json.dumps(schema(fact), indent=2)
        + "\n"
        for fact in FACTS
    }
    return schemas | {HERE / "events.md": page(FACTS, examples, listeners())}


def listeners() -> dict[str, tuple[type[Fact], ...]]:
    """Return what each subscription wants, by its name."""
    return {
        one.name: one.wants
        for service in (notifications, reporting)
        for one in service.SUBSCRIPTIONS
    }


def stale() -> list[Path]:
    """Return the documents that are not what the code says."""
    return [
        path
        for path, content in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    """Write the documents, or with ``--check`` only compare them."""
    if "--check" in arguments:
        for path in stale():
            sys.stderr.write(f"{path} is out of date: run make docs.\n")
        return 1 if stale() else 0
    for path, content in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
