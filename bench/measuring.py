"""
How a figure is taken: beside its floor, in turns, and reported as a ratio.

The machine is shared and its speed drifts, so a figure is never a time. Floor and
figure are taken one after the other several times; the ratio of each pair is kept
and their median reported.
"""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]
Step = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the report: a ratio, what it is compared with, and what is asked."""

    name: str
    floor: str
    detail: str
    ratio: float
    must: float
    aim: float
    better: Better = "higher"

    @property
    def met(self) -> bool:
        return self._reaches(self.must)

    @property
    def aimed(self) -> bool:
        return self._reaches(self.aim)

    def _reaches(self, bound: float) -> bool:
        return self.ratio >= bound if self.better == "higher" else self.ratio <= bound


def in_turns(
    floor: Callable[[], float], figure: Callable[[], float], rounds: int
) -> tuple[float, float, float]:
    """Return the median ratio of figure to floor, and the medians of both."""
    pairs = [(floor(), figure()) for _ in range(rounds)]
    return (
        statistics.median(of / over for over, of in pairs),
        statistics.median(over for over, _ in pairs),
        statistics.median(of for _, of in pairs),
    )


def per_second(workers: Sequence[Step], seconds: float) -> float:
    """Return how often all workers together do their step, each in its own thread."""
    counts = [0] * len(workers)
    start = threading.Barrier(len(workers) + 1)
    failures: list[BaseException] = []

    def work(index: int) -> None:
        step = workers[index]
        try:
            for _ in range(6):
                step()
            start.wait()
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                step()
                counts[index] += 1
        except BaseException as failure:  # noqa: BLE001 - reported by the caller's thread
            failures.append(failure)
            start.abort()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(workers))]
    for thread in threads:
        thread.start()
    try:
        start.wait()
        began = time.perf_counter()
    except threading.BrokenBarrierError:
        began = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.perf_counter() - began)


def median_ms(step: Step, times: int) -> float:
    """Return how long a step takes in the middle of so many, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
