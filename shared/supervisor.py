"""
Keep processes running, in the foreground, until told to stop.

One thread does everything: it starts children (the kernel ties a child to the
thread that started it), copies their output with a prefix for each, starts what
has ended again with growing pauses, and asks whether each does its work.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import click

from shared.embedded.children import Program, kill_session, spawn
from shared.embedded.family import Family
from shared.processes import Process, Ready

COLOURS = ("cyan", "green", "yellow", "blue", "magenta", "bright_cyan", "bright_green")
GRACE = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 60.0  # a process that ran so long starts with the first pause again
LOOK_EVERY = 0.3
STALE_AFTER = 60.0  # a heartbeat older than this is a process that is stuck


@dataclass(slots=True, kw_only=True)
class Child:
    """A process as it is now: running, or waiting to be started again."""

    process: Process
    prefix: str
    running: "subprocess.Popen[bytes] | None" = None
    ready: bool = False
    once: bool = False  # its end is what we wait for
    status: int | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    look_at: float = 0.0
    pause: float = FIRST_PAUSE
    rest: bytes = b""  # the beginning of a line that has not ended yet


@dataclass(slots=True)
class Supervisor:
    """The processes of one stack, their settings, and what they write to."""

    environ: Mapping[str, str]
    folder: Path
    family: Family
    output: IO[str] = field(default_factory=lambda: sys.stdout)
    children: list[Child] = field(default_factory=list)
    stopping: bool = False
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def add(self, *processes: Process) -> None:
        """Take processes under supervision; the next ``tick`` starts them."""
        known = len(self.children)
        width = max(map(len, [*(p.name for p in processes), *self.names()]))
        for number, process in enumerate(processes, known):
            colour = COLOURS[number % len(COLOURS)]
            prefix = click.style(f"{process.name:{width}} | ", fg=colour)
            self.children.append(Child(process=process, prefix=prefix))

    def names(self) -> list[str]:
        """Return the names of all processes, in the order of their start."""
        return [child.process.name for child in self.children]

    def heed_signals(self) -> None:
        """Stop at Ctrl-C, at a polite kill, and when the terminal goes away."""

        def heard(_number: int, _frame: object) -> None:
            self.stopping = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, heard)

    def run_until(self, done: Callable[[], bool]) -> None:
        """Supervise until something is so, or until told to stop."""
        while not (self.stopping or done()):
            self.tick()

    def run_once(self, process: Process) -> int | None:
        """Run a process to its end; return its status, None if we were stopped."""
        self.add(process)
        child = self.children[-1]
        child.once = True
        self.run_until(lambda: child.status is not None)
        self._bury(child)
        self.children.remove(child)
        return child.status

    def all_ready(self) -> bool:
        """Tell whether every process does its work."""
        return all(child.ready for child in self.children)

    def tick(self) -> None:
        """Do what is due: start, listen, look after the ended and the stuck."""
        now = time.monotonic()
        for child in self.children:
            over = child.once and child.status is not None
            if child.running is None and child.start_at <= now and not over:
                self._start(child)
        for key, _ in self._selector.select(timeout=0.1):
            self._copy(key.data)
        for child in self.children:
            if child.running is not None and child.running.poll() is not None:
                self._ended(child, f"ended with status {child.running.returncode}")
            elif child.running is not None and child.look_at <= now:
                child.look_at = now + LOOK_EVERY
                self._look(child)

    def stop(self) -> None:
        """Stop all: ask each once, then end what has not stopped in time."""
        for child in self.children:
            if child.running is not None:
                child.running.terminate()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and any(
            child.running and child.running.poll() is None for child in self.children
        ):
            for key, _ in self._selector.select(timeout=0.1):
                self._copy(key.data)
        for child in self.children:
            self._bury(child)

    def _start(self, child: Child) -> None:
        process = child.process
        heartbeat = self._heartbeat(child)
        heartbeat.parent.mkdir(exist_ok=True)
        heartbeat.unlink(missing_ok=True)
        address = urlsplit(self.environ.get(process.port_setting, ""))
        command = [
            part.replace("{host}", address.hostname or "").replace(
                "{port}", str(address.port or "")
            )
            for part in process.command
        ]
        child.running = spawn(
            Program(
                arguments=[sys.executable, "-m", *command],
                environ={
                    **self.environ,
                    "GUIDEPOST_PROCESS": process.name,
                    "HEARTBEAT_FILE": str(heartbeat),
                    "PYTHONUNBUFFERED": "1",
                },
                folder=self.folder,
                death_signal=signal.SIGKILL,
            ),
            subprocess.PIPE,
        )
        self.family.adopt(child.running.pid)
        child.started_at = time.monotonic()
        if child.running.stdout:
            os.set_blocking(child.running.stdout.fileno(), False)
            self._selector.register(child.running.stdout, selectors.EVENT_READ, child)

    def _ended(self, child: Child, how: str) -> None:
        child.status = child.running.returncode if child.running else None
        self._bury(child)
        if child.once:
            return
        if time.monotonic() - child.started_at > STEADY_AFTER:
            child.pause = FIRST_PAUSE
        self._print(child, f"{how}; it starts again in {child.pause:g} s")
        child.start_at = time.monotonic() + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _bury(self, child: Child) -> None:
        """Take the last words of a child, and end whatever it has left behind."""
        if child.running is None:
            return
        kill_session(child.running.pid)
        child.running.wait()
        self._copy(child)
        if child.running.stdout and not child.running.stdout.closed:
            self._selector.unregister(child.running.stdout)
            child.running.stdout.close()
        self.family.forget(child.running.pid)
        child.running, child.ready, child.rest = None, False, b""

    def _look(self, child: Child) -> None:
        match child.process.ready:
            case Ready.RUNNING:
                child.ready = True
            case Ready.HTTP if not child.ready:
                url = self.environ[child.process.port_setting]
                child.ready = _answers(f"{url}/health/ready")
            case Ready.HTTP:
                pass  # it was ready once; its health page says what it lacks now
            case Ready.HEARTBEAT:
                age = _age(self._heartbeat(child))
                child.ready = age is not None and age < STALE_AFTER
                if age is not None and age >= STALE_AFTER:
                    self._ended(child, f"made no progress for {age:.0f} s")

    def _copy(self, child: Child) -> None:
        stream = child.running and child.running.stdout
        if not stream or stream.closed:
            return
        while part := stream.read(65536):
            *lines, child.rest = (child.rest + part).split(b"\n")
            for line in lines:
                self._print(child, line.decode(errors="replace"))
        if part == b"":  # it has closed its output; None would be silence
            self._selector.unregister(stream)
            stream.close()

    def _print(self, child: Child, line: str) -> None:
        try:
            click.echo(child.prefix + line, file=self.output)
        except OSError:
            self.stopping = True  # nobody reads any more: the terminal is gone

    def _heartbeat(self, child: Child) -> Path:
        return self.folder / "heartbeats" / child.process.name


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)  # noqa: PLR2004
    except (OSError, urllib.error.URLError):
        return False


def _age(heartbeat: Path) -> float | None:
    try:
        return time.time() - heartbeat.stat().st_mtime
    except FileNotFoundError:
        return None
