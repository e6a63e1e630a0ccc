"""
One command starts the whole product, and nothing of it is left afterwards.

The same command as ``make run``, in a folder of its own and without the demo.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shared.processes import all_processes
from tests.support.households import eventually, is_gone

STARTING = 100.0
GUIDEPOST = Path(sys.executable).with_name("guidepost")


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack: its supervisor, its folder and what it has printed."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    printed: str

    def settings(self) -> dict[str, str]:
        """Return how the stack is reached."""
        found: dict[str, str] = json.loads((self.folder / "stack.json").read_text())
        return found

    def everyone(self) -> set[int]:
        """Return all processes that came from the supervisor."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text()
                except (FileNotFoundError, ProcessLookupError):
                    continue
                parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
        found = {self.process.pid}
        while (
            more := {pid for pid, parent in parents.items() if parent in found} - found
        ):
            found |= more
        return found - {self.process.pid}


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    (folder / "demo-played").touch()
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith(("_URL", "_URL_FILE"))
    }
    process = subprocess.Popen(  # noqa: S603 - our own program
        [GUIDEPOST, "up"],
        env=environ | {"GUIDEPOST_FOLDER": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield Stack(process, folder, _until_ready(process))
    finally:
        process.terminate()
        try:
            process.wait(40)
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _until_ready(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout
    printed, deadline = "", time.monotonic() + STARTING
    while "Ctrl-C stops everything" not in printed:
        left = deadline - time.monotonic()
        assert left > 0, f"not ready within {STARTING:g} s:\n{printed}"
        if select.select([process.stdout], [], [], left)[0]:
            part = os.read(process.stdout.fileno(), 65536)
            assert part, f"it ended:\n{printed}"
            printed += part.decode()
    return printed


def test_one_command_starts_everything_and_ctrl_c_stops_it(folder: Path) -> None:
    with stack(folder) as running:
        settings = running.settings()
        token = Path(settings["GUIDEPOST_TOKEN_FILE"]).read_text()
        answers = [
            httpx.get(f"{settings[name]}/health/ready").status_code
            for name in ("GOALS_URL", "NOTIFICATIONS_URL", "REPORTING_URL")
        ]
        events = httpx.get(
            f"{settings['GOALS_URL']}/v1/events",
            headers={"Authorization": f"Bearer {token}"},
        )
        everyone = running.everyone()

        running.process.send_signal(signal.SIGINT)
        status = running.process.wait(40)

    assert "Guidepost is ready" in running.printed
    assert token in running.printed
    assert answers == [200, 200, 200]
    assert events.status_code == 200
    assert status == 0
    assert len(everyone) > len(all_processes())
    assert all(map(is_gone, everyone))
    assert not (folder / "stack.json").exists()


def test_a_kill_leaves_no_orphan_and_the_next_start_goes_on(folder: Path) -> None:
    with stack(folder) as killed:
        token = (folder / "secrets/guidepost_token").read_text()
        everyone = killed.everyone()
        killed.process.send_signal(signal.SIGKILL)

        eventually(lambda: all(map(is_gone, everyone)), within=15)

    begun = time.monotonic()
    with stack(folder) as again:
        assert time.monotonic() - begun < STARTING
        assert token not in again.printed
        assert (folder / "secrets/guidepost_token").read_text() == token
