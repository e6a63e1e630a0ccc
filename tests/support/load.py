"""
Load: several callers, each living one goal after another over HTTP, as clients do.

Every command carries an Idempotency-Key and is repeated until it is answered. What was
acknowledged is kept, and since every goal has the same life, what must come of it is
known beforehand: these facts in this order, these messages, these letters.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx

from tests.support.patience import eventually

CLINIC = UUID(int=0xC11C)
DAY = "2026-03-02"
PATIENCE = 120.0
PACE = 0.02  # seconds between two commands of one caller
NOT_NOW = frozenset({429, 502, 503, 504})

# What a goal's life leaves behind: its facts, and the messages by their kinds.
FACTS = [
    "guidepost.goal.created.v1",
    "guidepost.goal.measure-defined.v1",
    "guidepost.goal.milestone-added.v1",
    "guidepost.goal.agreed.v1",
    "guidepost.goal.agreed.v1",
    "guidepost.goal.activated.v1",
    "guidepost.goal.progress-recorded.v1",
    "guidepost.goal.progress-recorded.v1",
    "guidepost.goal.milestone-achieved.v1",
    "guidepost.goal.progress-corrected.v1",
    "guidepost.goal.progress-recorded.v1",
    "guidepost.goal.achieved.v1",
    "guidepost.goal.completed.v1",
]
MESSAGES = {"goal-noted": 1, "goal-started": 1, "celebration": 2}
LETTERS = 2


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A command that was answered: where it says the goal stands, and with what."""

    version: int
    facts: list[str]


@dataclass(slots=True)
class Life:
    """One goal of one client, and what was acknowledged about it."""

    client_id: UUID
    goal_id: UUID
    acknowledged: list[Acknowledged] = field(default_factory=list)
    whole: bool = False


@dataclass(slots=True)
class Load:
    """The callers' common book: every life, and every answer that should not be."""

    settings: Mapping[str, str]
    lives: list[Life] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    repeated: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def some_more(self, commands: int = 60) -> None:
        """Wait until so many more commands have been acknowledged."""
        enough = self._acknowledged() + commands

        def are_there() -> bool:
            assert self.surprises == [], self.surprises
            return self._acknowledged() >= enough

        eventually(are_there, seconds=PATIENCE)

    def last(self, seconds: float) -> None:
        """Let a fault last for a while; the callers go on meanwhile."""
        self.stopping.wait(seconds)
        assert self.surprises == [], self.surprises

    def live(self, life: Life, client: httpx.Client) -> None:
        """Live a goal's whole life."""
        if notifications := self.settings.get("NOTIFICATIONS_URL"):
            person = f"{notifications}/v1/people/{life.client_id}"
            self._ask(client, "PUT", f"{person}/preferences", wishes(life))
        goals = f"{self.settings['GOALS_URL']}/v1/goals"
        for path, body in commands(life):
            answer = self._ask(client, "POST", f"{goals}{path}", body)
            life.acknowledged.append(Acknowledged(answer["version"], answer["events"]))
            self.stopping.wait(PACE)
        life.whole = True

    def _ask(
        self, client: httpx.Client, method: str, url: str, body: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the answer to a request, asked again until there is one."""
        headers = {
            "Authorization": f"Bearer {self.settings['GUIDEPOST_TOKEN']}",
            "Guidepost-Clinic": str(CLINIC),
            "Idempotency-Key": str(uuid4()),
        }
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            try:
                answer = client.request(method, url, json=body, headers=headers)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.is_success:
                found: dict[str, Any] = answer.json()
                return found
            if answer is not None and answer.status_code not in NOT_NOW:
                raise AssertionError(f"{method} {url}: {answer.text}")
            self.repeated += 1
            threading.Event().wait(0.1)
        raise AssertionError(f"{method} {url}: no answer within {PATIENCE:g} s")

    def _acknowledged(self) -> int:
        return sum(len(life.acknowledged) for life in self.lives)

    def run(self) -> None:
        """Live one goal after another until told to stop, the last one to its end."""
        with httpx.Client(timeout=30) as client:
            while not self.stopping.is_set():
                life = Life(uuid4(), uuid4())
                self.lives.append(life)
                try:
                    self.live(life, client)
                except Exception as error:  # noqa: BLE001 - told where it is asserted
                    self.surprises.append(repr(error))
                    return


@contextmanager
def under_load(settings: Mapping[str, str], *, callers: int = 4) -> Iterator[Load]:
    """Have callers at work; afterwards each has lived its last goal to its end."""
    load = Load(settings)
    threads = [threading.Thread(target=load.run) for _ in range(callers)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stopping.set()
        for thread in threads:
            thread.join()


def wishes(life: Life) -> dict[str, Any]:
    """Return how the client wants to be reached."""
    address = f"{life.client_id}@clinic.test"
    return {"email": address, "time_zone": "UTC", "tone": "warm"}


def commands(life: Life) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every command of a goal's life: where it goes, and its body."""
    goal = f"/{life.goal_id}"
    measure, milestone, *entries = (
        str(uuid5(life.goal_id, name)) for name in ("measure", "stop", "1", "2", "3")
    )
    yield (
        "",
        {
            "goal_id": str(life.goal_id),
            "client_id": str(life.client_id),
            "own_words": "Call my sister",
        },
    )
    yield (
        f"{goal}/measures",
        {
            "measure_id": measure,
            "kind": "count",
            "baseline": 0,
            "target": {"low": 4},
            "cadence": {"every": "week"},
        },
    )
    yield (
        f"{goal}/milestones",
        {"milestone_id": milestone, "measure_id": measure, "target": {"low": 2}},
    )
    yield f"{goal}/agreements", {"party": "client"}
    yield f"{goal}/agreements", {"party": "clinician"}
    yield f"{goal}/activation", {"start_on": DAY}
    for number, entry in enumerate(entries):
        yield (
            f"{goal}/progress",
            {
                "entry_id": entry,
                "measure_id": measure,
                "occurred_on": DAY,
                "value": 1 if number < 2 else 2,
            },
        )
        if number == 1:
            yield (
                f"{goal}/progress/{entries[0]}/corrections",
                {"new_value": 2, "why": "Counted too low"},
            )
    yield f"{goal}/completion", {}
