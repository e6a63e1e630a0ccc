"""The supervisor keeps processes running and takes all of them along."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.embedded.children import session_members
from tests.support.households import eventually, is_gone, python

# A process with a pool, as Celery has one: its children ignore polite requests.
POOL = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setpgid(0, 0)
os.write(1, f"pool {os.getpid()}\\n".encode())
while True:
    pathlib.Path(os.environ["HEARTBEAT_FILE"]).touch()
    time.sleep(0.1)
"""
POLITE = """
import os, signal, time
print("polite", os.getpid(), flush=True)
time.sleep(600)
"""
SUPERVISE = """
import os, sys
from pathlib import Path
from shared import supervisor
from shared.embedded.family import Family
from shared.processes import Process, Ready
supervisor.GRACE = 1.0
folder = Path(sys.argv[1])
family = Family()
team = supervisor.Supervisor({**os.environ, "PYTHONPATH": str(folder)}, folder, family)
team.heed_signals()
team.add(
    Process(name="pool", command=("pool",), ready=Ready.HEARTBEAT),
    Process(name="polite", command=("polite",), ready=Ready.RUNNING),
)
team.run_until(team.all_ready)
print("ready", family._watch.pid, flush=True)
team.run_until(lambda: False)
team.stop()
family.close()
print("stopped", flush=True)
"""


@dataclass(slots=True)
class Household:
    """A supervisor of two processes, one of which has a child of its own."""

    supervisor: int
    lines: Iterator[str]
    watch: int

    def pid(self, name: str) -> int:
        """Return the process id in the next line that a process prints."""
        for line in self.lines:
            prefix, _, said = line.partition("| ")
            if prefix.strip() == name and said.startswith(name):
                return int(said.split()[1])
        raise AssertionError(f"{name} said nothing")


@contextmanager
def household(folder: Path) -> Iterator[tuple[Household, dict[str, list[int]]]]:
    (folder / "pool.py").write_text(POOL)
    (folder / "polite.py").write_text(POLITE)
    with python(SUPERVISE, folder) as process:
        assert process.stdout
        members: dict[str, list[int]] = {"pool": [], "polite": []}
        watch = 0
        while not (watch and len(members["pool"]) == 2 and members["polite"]):
            line = process.stdout.readline()
            assert line, "the supervisor ended"
            if line.startswith("ready"):
                watch = int(line.split()[1])
            elif "| " in line:
                name, pid = line.partition("| ")[2].split()
                members[name].append(int(pid))
        lines = iter(process.stdout.readline, "")
        yield Household(process.pid, lines, watch), members


def everyone(members: dict[str, list[int]]) -> list[int]:
    return [pid for pids in members.values() for pid in pids]


def test_ctrl_c_stops_everyone_also_who_does_not_listen(folder: Path) -> None:
    with household(folder) as (home, members):
        os.kill(home.supervisor, signal.SIGINT)

        assert "stopped\n" in list(home.lines)
        assert all(map(is_gone, everyone(members)))
        eventually(lambda: is_gone(home.watch))


def test_a_killed_supervisor_leaves_no_orphan_within_seconds(folder: Path) -> None:
    with household(folder) as (home, members):
        os.kill(home.supervisor, signal.SIGKILL)

        eventually(lambda: all(map(is_gone, everyone(members))), within=5)
        eventually(lambda: is_gone(home.watch), within=5)


def test_a_process_that_ends_is_started_again(folder: Path) -> None:
    with household(folder) as (home, members):
        [first] = members["polite"]
        os.kill(first, signal.SIGKILL)

        assert home.pid("polite") != first


def test_a_pool_does_not_outlive_its_process(folder: Path) -> None:
    with household(folder) as (home, members):
        leader = next(
            pid for pid in members["pool"] if pid in set(session_members(pid))
        )
        os.kill(leader, signal.SIGKILL)

        assert home.pid("pool") not in members["pool"]
        eventually(lambda: all(map(is_gone, members["pool"])))
