"""
Real processes of the product, each of which a test may kill, stop and start again.

They are those that the services list, under real settings, started as the supervisor
starts them; none outlives the test's process, however that ends.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared.embedded.children import Program, kill_session, session_members, spawn
from shared.embedded.family import Family
from shared.processes import Process, Ready
from tests.support.patience import eventually

STARTING = 180.0
ROOT = Path(__file__).parents[2]
OURS = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
}


@dataclass(slots=True, kw_only=True)
class Processes:
    """Processes of one installation, by name, and the settings they share."""

    folder: Path
    settings: dict[str, str]
    family: Family
    known: Mapping[str, Process]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start processes that are not running, and wait until each does its work."""
        for name in names:
            self._spawn(name)
        for name in names:
            self.await_ready(name)

    def await_ready(self, name: str) -> None:
        """Wait until a process does its work."""
        eventually(lambda: self._is_ready(name), seconds=STARTING)

    def kill(self, name: str) -> None:
        """Kill a process and all that it started, as the end of a container does."""
        leader = self.running.pop(name)
        for pid in {leader.pid, *session_members(leader.pid)}:
            _send(pid, signal.SIGKILL)
        leader.wait()
        kill_session(leader.pid)
        self.family.forget(leader.pid)

    def kill_child(self, name: str) -> None:
        """Kill one of the processes that a pool or a server keeps."""
        leader = self.running[name].pid
        children: list[int] = []

        def there_are_some() -> bool:
            children[:] = sorted(set(session_members(leader)) - {leader})
            return bool(children)

        eventually(there_are_some)
        _send(children[-1], signal.SIGKILL)

    def restart(self, *names: str) -> None:
        """Kill processes, and start them again."""
        for name in names:
            self.kill(name)
        self.start(*names)

    def revive(self) -> None:
        """Start again what has ended by itself, as supervisor and containers do."""
        for name, leader in list(self.running.items()):
            if leader.poll() is not None:
                kill_session(leader.pid)
                self.family.forget(leader.pid)
                self._spawn(name)

    @contextmanager
    def standing_still(self, name: str) -> Iterator[None]:
        """Have a process, and all that it started, stopped for a while."""
        held = list(session_members(self.running[name].pid))
        for pid in held:
            _send(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in held:
                _send(pid, signal.SIGCONT)

    def log(self, name: str) -> str:
        """Return what a process has printed so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def health(self, setting: str) -> dict[str, Any]:
        """Return what a service says about itself; nothing if it does not answer."""
        try:
            answer = httpx.get(f"{self.settings[setting]}/health/ready", timeout=10)
        except httpx.TransportError:
            return {}
        found: dict[str, Any] = answer.json()
        return found

    def subscriptions(self, setting: str) -> dict[str, dict[str, Any]]:
        """Wait until a service answers; return what it says of its subscriptions."""
        found: dict[str, dict[str, Any]] = {}

        def answers() -> bool:
            found.update(self.health(setting).get("subscriptions", {}))
            return bool(found)

        eventually(answers)
        return found

    def guidepost(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Give an operator's command."""
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "shared.cli", *arguments],
            env=self._environ("operator"),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def kill_all(self) -> None:
        """End every process."""
        for name in list(self.running):
            self.kill(name)

    def _is_ready(self, name: str) -> bool:
        status = self.running[name].poll()
        assert status is None, f"{name} ended with {status}:\n{self.log(name)[-3000:]}"
        process = self.known[name]
        if process.ready is Ready.HTTP:
            return bool(self.health(process.port_setting))
        return self._heartbeat(name).exists()

    def _spawn(self, name: str) -> None:
        self._heartbeat(name).unlink(missing_ok=True)
        address = urlsplit(self.settings.get(self.known[name].port_setting, ""))
        command = [
            part.replace("{host}", address.hostname or "").replace(
                "{port}", str(address.port or "")
            )
            for part in self.known[name].command
        ]
        program = Program(
            arguments=[sys.executable, "-m", *command],
            environ=self._environ(name),
            folder=self.folder,
            death_signal=signal.SIGKILL,
        )
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = spawn(program, log)
        self.family.adopt(self.running[name].pid)

    def _environ(self, name: str) -> dict[str, str]:
        inherited = {
            key: value
            for key, value in os.environ.items()
            if not key.endswith(("_URL", "_URL_FILE"))
        }
        own = {
            "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
            "GUIDEPOST_PROCESS": name,
            "HEARTBEAT_FILE": str(self._heartbeat(name)),
            "RELAY_HEALTH_PORT": self.settings.get(page_of(name), "0"),
        }
        return inherited | OURS | self.settings | own

    def _heartbeat(self, name: str) -> Path:
        return self.folder / f"{name}.heartbeat"


def page_of(name: str) -> str:
    """Return the setting that holds the port of a relay's own health page."""
    return f"PORT_OF_{name}"


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
