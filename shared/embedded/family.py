"""
All children of one supervisor, and the watch that survives it.

``adopt`` whatever is spawned; the watch then ends its whole session should this
process be killed, and forgets it when it was stopped in good order.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

WATCH = Path(__file__).with_name("watch.py")


class Family:
    """Tells the watch who lives."""

    def __init__(self) -> None:
        self._watch = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", "-S", WATCH],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )

    def adopt(self, pid: int, *, server: bool = False) -> None:
        """Have a child's session ended if we are killed; a server gets time."""
        self._say(f"{'~' if server else '+'}{pid}")

    def forget(self, pid: int) -> None:
        """Take a child that has been stopped off the watch's list."""
        self._say(f"-{pid}")

    def close(self) -> None:
        """Send the watch home; it ends whatever it was not told to forget."""
        if self._watch.stdin:
            with suppress(BrokenPipeError):
                self._watch.stdin.close()
        self._watch.wait()

    def _say(self, line: str) -> None:
        if self._watch.stdin:
            # Without its watch the family still has the leash of each child.
            with suppress(BrokenPipeError):
                self._watch.stdin.write(f"{line}\n".encode())
                self._watch.stdin.flush()
