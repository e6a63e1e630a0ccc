"""
The stack that runs from this checkout: where its folder is and how to reach it.

``guidepost up`` writes ``stack.json`` there while it runs, and holds a lock; every
other command takes from it the settings that its environment does not give.
"""

import fcntl
import hashlib
import json
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import IO

from shared.embedded import ground
from shared.embedded.children import EmbeddedServerFailed

HERE = Path(__file__).resolve().parent.parent
SYSTEM_FOLDER = Path("/var/lib/guidepost")


def folder(environ: Mapping[str, str]) -> Path:
    """
    Return the one folder of all data: GUIDEPOST_FOLDER, or .guidepost in the checkout.

    Root's servers run as another account; where that account cannot reach the
    checkout (a private home), the folder is one of /var/lib/guidepost.
    """
    if named := environ.get("GUIDEPOST_FOLDER"):
        return Path(named).resolve()
    checkout = HERE if (HERE / "pyproject.toml").exists() else Path.cwd()
    here, elsewhere = folders_of(checkout)
    account = ground.unprivileged_account(here / "postgres")
    if account and not ground.can_walk_to(checkout, account):
        return elsewhere
    return here


def folders_of(checkout: Path, system: Path = SYSTEM_FOLDER) -> tuple[Path, Path]:
    """Return a checkout's own folders: the one in it, and that of the system's."""
    name = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    return checkout / ".guidepost", system / name


def hold(place: Path) -> IO[str]:
    """
    Hold the lock of a folder for as long as the file is open.

    :raises EmbeddedServerFailed: if another stack runs in that folder.
    """
    lock = (place / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EmbeddedServerFailed(
            f"Guidepost is already running in {place}."
        ) from error
    return lock


def announce(place: Path, settings: Mapping[str, str]) -> None:
    """Write down how the running stack is reached: addresses, and files of secrets."""
    new = place / "stack.json.new"
    new.write_text(json.dumps(dict(settings), indent=2) + "\n", encoding="utf-8")
    new.chmod(0o600)
    new.replace(place / "stack.json")


def withdraw(place: Path) -> None:
    """Say that no stack runs here any more."""
    (place / "stack.json").unlink(missing_ok=True)


def complete(environ: MutableMapping[str, str]) -> bool:
    """Add the running stack's settings to those given; tell whether there is one."""
    try:
        place = folder(environ)
        settings = json.loads((place / "stack.json").read_text(encoding="utf-8"))
        hold(place).close()
    except EmbeddedServerFailed:
        pass  # someone holds it: it runs
    except OSError:
        return False
    else:
        return False  # left behind by a stack that was killed
    for name, value in settings.items():
        given = name.removesuffix("_FILE")
        if given not in environ and f"{given}_FILE" not in environ:
            environ[name] = value
    return True
