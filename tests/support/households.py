"""Whole process trees for the tests: who lives, who is an orphan, who acts as whom."""

import os
import pwd
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.embedded.children import session_members
from shared.embedded.ground import can_walk_to

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0


def eventually(true: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until something that another process brings about is so."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"not so within {within:g} s"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Tell whether a process, and all of the session it led, has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        state = "X"
    return state in "ZX" and next(session_members(pid), None) is None


def ordinary_user() -> str | None:
    """Return an account to act as if we are root and it can run this program."""
    if os.geteuid() == 0 and any(
        can_walk_to(path.parent, "nobody") for path in _interpreters()
    ):
        return "nobody"
    return None


def _interpreters() -> list[Path]:
    """Return this Python, and the system's own of the same version."""
    mine = f"python{sys.version_info.major}.{sys.version_info.minor}"
    known = (Path(sys.executable).resolve(), Path("/usr/bin") / mine)
    return [path for path in known if path.exists()]


@contextmanager
def python(
    script: str, *arguments: object, user: str | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """Run a script as a process of its own, perhaps as another account."""
    program = Path(sys.executable)
    if user:
        program = next(p for p in _interpreters() if can_walk_to(p.parent, user))
    installed = [path for path in sys.path if path.endswith("site-packages")]
    paths = [ROOT, *installed, os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(  # noqa: S603 - the tests' own scripts
        [program, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        env={**os.environ, "PYTHONPATH": ":".join(map(str, paths))},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
