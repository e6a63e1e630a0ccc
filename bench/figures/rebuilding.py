"""
Rebuilding ``goal_progress`` by one worker, beside a hand-written fold.

Everything runs as in the product: the feed over HTTP, a Celery worker with one
child, COPY into the second generation, the switch at the end. The largest memory
of that child is compared between a short log and a long one.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.floors import postgres as floor
from bench.ground import Ground, running, serving
from bench.history import write
from bench.measuring import Figure, in_turns
from services.goals.sequencing import connect, sequence
from services.reporting.processes import PROCESSES
from services.reporting.projections import goal_progress
from shared import rebuild_progress
from shared.database import make_engine

FEW, MANY = 100_000, 1_000_000
GOALS = 5_000
AT_ONCE = 5_000
PATIENCE_SECONDS = 900
MOST_MEMORY_MB = 50


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How one rebuild went: events a second, and the child's largest memory."""

    per_second: float
    megabytes: float


def figures(ground: Ground, _rounds: int, _seconds: float) -> list[Figure]:
    """Return how fast a rebuild is, and how its memory grows with the log."""
    _commit(ground, FEW)
    short = _rebuilt(ground)
    _commit(ground, MANY - FEW)
    runs: list[Rebuilt] = []

    def rebuild() -> float:
        runs.append(_rebuilt(ground))
        return runs[-1].per_second

    ratio, raw, ours = in_turns(
        lambda: floor.fold_per_second(ground.postgres_url, FEW, GOALS), rebuild, 1
    )
    grown = runs[-1].megabytes - short.megabytes
    return [
        Figure(
            name=f"rebuild goal_progress, {MANY:,} events, one worker",
            floor="read, decode, fold, COPY by hand",
            detail=f"{ours:,.0f}/s of {raw:,.0f}/s",
            ratio=ratio,
            must=0.6,
            aim=0.75,
        ),
        Figure(
            name=f"its memory at {MANY:,} events over {FEW:,}, in 50 MB",
            floor=f"{short.megabytes:.0f} MB at {FEW:,}",
            detail=f"{grown:+.0f} MB",
            ratio=grown / MOST_MEMORY_MB,
            must=1,
            aim=0.5,
            better="lower",
        ),
    ]


def _commit(ground: Ground, events: int) -> None:
    """Write a history and give each event its place in the log."""
    write(ground, events, goals=GOALS)
    with connect(ground.url("goals", "relay"), "bench") as connection:
        while sequence(connection, AT_ONCE):
            pass


def _rebuilt(ground: Ground) -> Rebuilt:
    with serving("services.goals.wsgi:app", ground.environment()) as api:
        environment = ground.environment(GOALS_URL=api)
        with _rebuilder(environment) as worker:
            subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "shared.cli", "rebuild", goal_progress.name],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_SECONDS,
            )
            megabytes = max(map(_largest_memory, _children(worker)))
    return Rebuilt(_events_per_second(ground), megabytes)


@contextmanager
def _rebuilder(environment: dict[str, str]) -> Iterator[int]:
    """Run the product's rebuilding worker; lend its process id."""
    [process] = [each for each in PROCESSES if each.name == "reporting-rebuilder"]
    with running(list(process.command), environment) as worker:
        yield worker


def _events_per_second(ground: Ground) -> float:
    engine = make_engine(ground.url("reporting", "worker"), application_name="bench")
    try:
        with engine.connect() as connection:
            progress = rebuild_progress.of(connection, goal_progress.name)
    finally:
        engine.dispose()
    if progress is None or progress.state != "switched":
        raise RuntimeError(f"The rebuild did not end well: {progress}")
    return progress.events_per_second


def _children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _largest_memory(process: int) -> float:
    """Return the most memory that a process has had so far, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024
