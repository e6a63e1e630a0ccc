"""
Child processes that die with us.

Each child leads a session of its own, so that a Ctrl-C in the terminal reaches
the supervisor alone, and everything a child started can be found and stopped.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM, Signals
from typing import IO

LEASH = Path(__file__).with_name("leash.py")
Output = IO[bytes] | int


class EmbeddedServerFailed(Exception):
    """A server or process of this machine could not start; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run, as whom and where, and the signal for when we die."""

    arguments: Sequence[str | Path]
    environ: Mapping[str, str]
    folder: Path
    user: str = ""
    death_signal: Signals = SIGTERM


def spawn(program: Program, output: Output) -> "subprocess.Popen[bytes]":
    """Start a program that gets its signal when this process dies, however it dies."""
    if threading.current_thread() is not threading.main_thread():
        # The kernel takes the end of the spawning thread for the parent's death.
        raise RuntimeError("Children are started by the main thread only.")
    leash: list[str | Path] = [sys.executable, "-I", "-S", LEASH, str(os.getpid())]
    leash += [str(int(program.death_signal)), program.user]
    return subprocess.Popen(  # noqa: S603 - our own programs, no shell
        [*leash, *program.arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=program.environ,
        cwd=program.folder,
    )


def stop(
    child: "subprocess.Popen[bytes]", *, by: Signals = SIGINT, grace: float = 10
) -> None:
    """Ask a child to stop; after the grace kill it and all that it started."""
    with suppress(ProcessLookupError):
        child.send_signal(by)
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    kill_session(child.pid)


def kill_session(leader: int) -> None:
    """Kill what is left of a session, also process groups split off from it."""
    for pid in session_members(leader):
        with suppress(ProcessLookupError):
            os.kill(pid, SIGKILL)


def session_members(leader: int) -> Iterator[int]:
    """Yield the living processes of the session that a child leads."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        state, _parent, _group, session = stat.rpartition(")")[2].split()[:4]
        if int(session) == leader and state not in "ZX":
            yield int(entry.name)
