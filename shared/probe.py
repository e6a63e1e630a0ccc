"""
Ask one process whether it makes progress: ``python -m shared.probe WHERE``.

The health check of every container. WHERE is the address of a health page, or
the file that a process without one touches as it works. Nothing heavy is
imported: this runs every few seconds beside each process.
"""

import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

STALE = 60.0  # seconds; a process touches its file every ten, a busy one less often


def main(arguments: list[str]) -> str:
    """Return what is wrong, or nothing."""
    [where] = arguments
    return page(where) if "://" in where else heartbeat(Path(where), now=time.time())


def page(url: str) -> str:
    """Return what a health page complains about."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=4)
    try:
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        said = answer.read(4000).decode(errors="replace")
    except (OSError, HTTPException) as error:
        return f"{url}: {error}"
    finally:
        connection.close()
    return "" if answer.status == HTTPStatus.OK else f"{url}: {answer.status} {said}"


def heartbeat(path: Path, *, now: float) -> str:
    """Return that a file has not been touched lately, if so."""
    try:
        age = now - path.stat().st_mtime
    except FileNotFoundError:
        return f"{path} has not been touched yet."
    return f"{path} was last touched {age:.0f} s ago." if age > STALE else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
