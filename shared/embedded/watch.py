"""
Outlive the supervisor by a moment, to end what it left behind.

A child's own wish to die with the supervisor (``leash.py``) does not reach the
children of that child, such as the pool of a Celery worker. This small program
is told each child by a line on its standard input; at the end of that input,
which comes however the supervisor dies, it kills what is left of their sessions.

Usage: ``python -I watch.py`` with lines ``+PID`` (kill it at once), ``~PID``
(a server: give it time to write everything out) and ``-PID`` (it is gone).
"""

import signal
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from shared.embedded.children import kill_session, session_members

SERVER_GRACE = 15.0


def main() -> None:
    """Read to the end, then clean up."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.SIG_IGN)
    at_once: set[int] = set()
    servers: set[int] = set()
    for line in sys.stdin:
        pid = int(line[1:])
        at_once.discard(pid)
        servers.discard(pid)
        if line[0] == "+":
            at_once.add(pid)
        elif line[0] == "~":
            servers.add(pid)
    for pid in at_once:
        kill_session(pid)
    deadline = time.monotonic() + SERVER_GRACE
    while time.monotonic() < deadline and any(map(_lives, servers)):
        time.sleep(0.1)
    for pid in servers:
        kill_session(pid)


def _lives(leader: int) -> bool:
    return next(session_members(leader), None) is not None


if __name__ == "__main__":
    main()
