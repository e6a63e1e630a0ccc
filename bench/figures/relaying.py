"""Sequencing and publishing a backlog, in raw one-connection appends."""

import time
from threading import Thread

import psycopg
from redis import Redis

from bench.floors import postgres as floor
from bench.ground import Ground
from bench.history import write
from bench.measuring import Figure, in_turns
from services.goals.relay_facts import RelayFacts
from services.goals.relay_process import build
from services.goals.relay_settings import RelaySettings
from shared.bus import STREAM

BACKLOG = 60_000
GOALS = 2_000


def figures(ground: Ground, rounds: int, seconds: float) -> list[Figure]:
    """Return how fast a relay works off what waits."""
    ratio, raw, ours = in_turns(
        lambda: floor.appends_per_second(ground.postgres_url, 1, seconds),
        lambda: _relayed_per_second(ground),
        rounds,
    )
    return [
        Figure(
            name=f"sequence and publish a backlog of {BACKLOG:,}",
            floor="raw appends, one connection",
            detail=f"{ours:,.0f}/s over {raw:,.0f}/s",
            ratio=ratio,
            must=10,
            aim=20,
        )
    ]


def _relayed_per_second(ground: Ground) -> float:
    write(ground, BACKLOG, goals=GOALS)
    with psycopg.connect(ground.url("goals", "relay")) as connection:
        [head] = connection.execute("SELECT count(*) FROM log").fetchone() or (0,)
    facts = RelayFacts()
    relay = build(relay_settings(ground), facts)
    working = Thread(target=relay.run)
    redis = Redis.from_url(ground.redis_url)
    last = f"{head + BACKLOG}-0"
    began = time.perf_counter()
    working.start()
    try:
        while (facts.published or 0) < head + BACKLOG:
            time.sleep(0.005)
        took = time.perf_counter() - began
        if not redis.xrange(STREAM, last, last):
            raise RuntimeError(f"{last} is not on the bus")
    finally:
        relay.stop()
        working.join()
        redis.close()
    return BACKLOG / took


def relay_settings(ground: Ground) -> RelaySettings:
    """Return what a relay of this ground is told."""
    return RelaySettings.from_environment(ground.environment())
