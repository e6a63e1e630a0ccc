"""
From the commit to the moment its effect can be read, over the bare bus hop.

Everything runs as in the product: the relay, a Celery worker, the feed. The moment
is taken by a trigger that tells, on the projection's own commit, which version of
the goal can now be read. Commands follow one another every 15 ms.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import psycopg

from bench.floors import celery_hop
from bench.floors.redis_stream import hop_ms
from bench.ground import Ground, running, serving
from bench.measuring import Figure
from services.goals.afterwards import Afterwards
from services.goals.aggregates import GOAL
from services.goals.domain.goal.agreement import AgreeGoal
from services.goals.domain.goal.creation import CreateGoal
from services.goals.domain.goal.decide import GoalCommand
from services.goals.domain.goal.journey import ActivateGoal
from services.goals.domain.goal.measures import DefineMeasure
from services.goals.domain.goal.progress import RecordProgress
from services.goals.handler import Goals, Request, handle
from services.reporting.processes import PROCESSES
from shared.bell import Bell
from shared.bus import connect
from shared.contracts.goals import MeasureKind, Party, Target
from shared.database import make_engine

SAMPLES = 200
PAUSE_SECONDS = 0.015
WARM_UP = 40
PATIENCE_SECONDS = 60
TODAY = date(2025, 1, 6)
NOON = datetime(2025, 1, 6, 12, tzinfo=UTC)
TELL = """
CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('visible', NEW.version::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON generation_a.goal_progress
  FOR EACH ROW EXECUTE FUNCTION public.tell();
"""


def figures(ground: Ground, rounds: int, _seconds: float) -> list[Figure]:
    """Return how long an effect takes to be readable."""
    with _product(ground):
        taken = [_round(ground) for _ in range(rounds)]
    floor, hop, reach = (statistics.median(each) for each in zip(*taken, strict=True))
    return [
        Figure(
            name="commit to projection visible, p50",
            floor="XADD to blocking XREAD; must + one Celery no-op hop",
            detail=f"{reach:.2f} ms; bus hop {floor:.2f}, Celery hop {hop:.2f}",
            ratio=statistics.median(each[2] / each[0] for each in taken),
            must=11 + hop / floor,
            aim=11,
            better="lower",
        )
    ]


def _round(ground: Ground) -> tuple[float, float, float]:
    floor = statistics.median(hop_ms(ground.redis_url, SAMPLES))
    with running(
        ["celery", "--app", "bench.floors.celery_hop", "worker", "--concurrency", "2"],
        ground.environment(BENCH_REDIS_URL=ground.redis_url),
    ):
        hop = statistics.median(celery_hop.hop_ms(ground.redis_url, SAMPLES))
    return floor, hop, statistics.median(_reach_ms(ground, SAMPLES))


@contextmanager
def _product(ground: Ground) -> Iterator[None]:
    """Run the relay, the feed and the reporting worker."""
    with psycopg.connect(_reporting(ground), autocommit=True) as connection:
        connection.execute(TELL)
    [worker] = [each for each in PROCESSES if each.name == "reporting-worker"]
    with ExitStack() as stack:
        api = stack.enter_context(
            serving("services.goals.wsgi:app", ground.environment())
        )
        environment = ground.environment(GOALS_URL=api)
        stack.enter_context(running(["shared.cli", "relay"], environment))
        stack.enter_context(running(list(worker.command), environment))
        _reach_ms(ground, WARM_UP)
        yield


@dataclass(frozen=True, slots=True)
class Desk:
    """Where commands are given to one goal, as the API's handler gives them."""

    goals: Goals
    goal_id: UUID

    def ask(self, command: type[GoalCommand], **values: object) -> int:
        """Carry out a command and return the goal's new version."""
        request = Request(
            aggregate=GOAL,
            stream_id=self.goal_id,
            command=command,
            values=values,
            now=NOON,
            actor="system:bench",
            clinic_id=UUID(int=1),
        )
        return handle(self.goals, request).version


def _reach_ms(ground: Ground, times: int) -> list[float]:
    """Return the milliseconds from commit to readable, of each of so many entries."""
    engine = make_engine(ground.url("goals", "api"), application_name="bench")
    bell = Bell(connect(ground.redis_url))
    desk = Desk(Goals(engine, Afterwards(engine, bell.hint)), uuid4())
    try:
        with psycopg.connect(_reporting(ground), autocommit=True) as listening:
            listening.execute("LISTEN visible")
            measure_id = _begin(desk)
            return [_once(desk, measure_id, listening) for _ in range(times)]
    finally:
        engine.dispose()


def _begin(desk: Desk) -> UUID:
    measure_id = uuid4()
    desk.ask(CreateGoal, client_id=uuid4(), own_words="Walk by the river")
    desk.ask(
        DefineMeasure,
        measure_id=measure_id,
        kind=MeasureKind.COUNT,
        baseline=0,
        target=Target(low=1_000_000),
    )
    desk.ask(AgreeGoal, party=Party.CLIENT)
    desk.ask(AgreeGoal, party=Party.CLINICIAN)
    desk.ask(ActivateGoal, start_on=TODAY)
    return measure_id


def _once(desk: Desk, measure_id: UUID, listening: psycopg.Connection) -> float:
    time.sleep(PAUSE_SECONDS)
    version = desk.ask(
        RecordProgress, entry_id=uuid4(), measure_id=measure_id, occurred_on=TODAY
    )
    committed = time.perf_counter()
    for told in listening.notifies(timeout=PATIENCE_SECONDS):
        if told.payload == str(version):
            return (time.perf_counter() - committed) * 1000
    raise TimeoutError(f"Version {version} was not readable in {PATIENCE_SECONDS} s.")


def _reporting(ground: Ground) -> str:
    """Return the superuser's URL of the reporting database."""
    server, _, _ = ground.postgres_url.rpartition("/")
    return f"{server}/reporting"
