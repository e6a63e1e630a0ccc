"""A stack in containers of its own: what the tests ask of it, in their words."""

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROJECT = "guidepost-test"
LOG = "SELECT coalesce(max(position), 0) FROM log"
HEARD = """
SELECT min(position) FROM checkpoints
JOIN generations USING (subscription) WHERE live = generation
"""
COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
PROGRESS = re.compile(r"━ +\d+/\d+$")
KILL = """
import os, pathlib, signal
[main] = pathlib.Path("/proc/1/task/1/children").read_text().split()
os.kill(int(main), signal.SIGKILL)
"""


def _free_ports() -> dict[str, str]:
    names = ("GOALS_PORT", "NOTIFICATIONS_PORT", "REPORTING_PORT")
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in names]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        ports = [str(one.getsockname()[1]) for one in sockets]
    return dict(zip(names, ports, strict=True))


@dataclass(frozen=True)
class Containers:
    """The stack, and the environment that makes it one of its own."""

    ports: dict[str, str] = field(default_factory=_free_ports)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.ports, "COMPOSE_PROJECT_NAME": PROJECT}

    def run(self, *command: str, limit: float = 1200) -> str:
        """Return what a command says; it must succeed."""
        done = subprocess.run(  # noqa: S603 - commands of these tests
            command,
            cwd=ROOT,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
            timeout=limit,
        )
        assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def begun(self, *command: str) -> Iterator["subprocess.Popen[str]"]:
        """Run a command beside the test, no longer than the test goes on."""
        with subprocess.Popen(  # noqa: S603 - commands of these tests
            command,
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as running:
            try:
                yield running
            finally:
                running.kill()

    def compose(self, *arguments: str) -> str:
        return self.run("docker", "compose", "--profile", "*", *arguments)

    def inside(self, service: str, *command: str, index: int = 1) -> str:
        """Return what a command says that is run inside a container."""
        return self.compose("exec", "-T", f"--index={index}", service, *command)

    def all(self) -> list[dict[str, Any]]:
        """Return every container of the stack, as Docker describes it."""
        ids = self.compose("ps", "--all", "--quiet").split()
        described: list[dict[str, Any]] = json.loads(
            self.run("docker", "inspect", *ids)
        )
        return described

    def kill_worker(self, service: str, index: int) -> None:
        """Kill the process of one container with signal 9."""
        # Detached, since whoever is inside dies with it.
        chosen = ("exec", "--detach", f"--index={index}", service)
        self.compose(*chosen, "python", "-c", KILL)

    def sql(self, database: str, query: str) -> int:
        """Return the number that a query answers with."""
        psql = ("psql", "-U", "postgres", "-d", database, "-Atqc", query)
        return int(self.inside("postgres", *psql) or 0)

    def lag(self) -> int:
        """Return how far the last subscriber is behind the log."""
        heard = [self.sql(name, HEARD) for name in ("notifications", "reporting")]
        return self.sql("goals", LOG) - min(heard)

    def left(self) -> list[str]:
        """Return what Docker still keeps of this stack."""
        mine = f"label=com.docker.compose.project={PROJECT}"
        kinds = (("ps", "--all"), ("volume", "ls"), ("network", "ls"))
        return [
            line
            for kind in kinds
            for line in self.run("docker", *kind, "--quiet", "--filter", mine).split()
        ]


def eventually(holds: Callable[[], bool], *, within: float = 60) -> None:
    """Ask again until something holds; fail when the time is over."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "It did not become so in time."
        time.sleep(0.5)


def summary(said: str) -> list[str]:
    """Return what the demo prints in the end, without its progress and colours."""
    lines = list(_lasting(COLOURS.sub("", said)))
    return lines[next(n for n, line in enumerate(lines) if "Celebrated" in line) :]


def _lasting(said: str) -> Iterator[str]:
    for line in said.splitlines():
        text = line.rpartition("\r")[2].rstrip()
        if text and not PROGRESS.search(text):
            yield text
