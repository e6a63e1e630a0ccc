"""A process's heartbeat: a file that it touches whenever it gets on with its work."""

import os
from pathlib import Path


def touch_heartbeat() -> None:
    """Touch the file that HEARTBEAT_FILE names, if anyone wants to know."""
    path = os.environ.get("HEARTBEAT_FILE")
    if path:
        Path(path).touch()
