"""Posting a progress entry over HTTP, as a share of a bare validated INSERT."""

import itertools
import json
import uuid
from collections.abc import Iterator
from datetime import date

import httpx

from bench.clients import answers_per_second, post
from bench.floors import postgres as floor
from bench.ground import Ground, serving
from bench.measuring import Figure, in_turns

CLIENTS = 8
ENTRIES = 100
"""How many entries each goal has before it is posted to."""

TODAY = date(2025, 1, 6).isoformat()


def figures(ground: Ground, rounds: int, seconds: float) -> list[Figure]:
    """Return the share of the floor that our API answers, with eight clients."""
    bare = ground.environment(BENCH_POSTGRES_URL=ground.postgres_url)
    with (
        serving("bench.floors.web:app", bare) as floor_at,
        serving("services.goals.wsgi:app", ground.environment()) as goals_at,
    ):
        headers = {
            "Authorization": f"Bearer {ground.secrets.value('GUIDEPOST_TOKEN')}",
            "Guidepost-Clinic": str(uuid.uuid4()),
        }
        goals = [_loaded_goal(goals_at, headers) for _ in range(CLIENTS)]
        event = post(f"{floor_at}/events", _floor_body(), {})
        ratio, raw, ours = in_turns(
            lambda: answers_per_second(
                floor_at, CLIENTS, seconds, lambda _: itertools.repeat(event)
            ),
            lambda: answers_per_second(
                goals_at,
                CLIENTS,
                seconds,
                lambda number: _entries(goals_at, *goals[number], headers),
            ),
            rounds,
        )
    return [
        Figure(
            name=f"POST a progress entry, {CLIENTS} clients",
            floor="Flask, marshmallow, one INSERT",
            detail=f"{ours:,.0f}/s of {raw:,.0f}/s",
            ratio=ratio,
            must=0.5,
            aim=0.8,
        )
    ]


def _floor_body() -> dict[str, object]:
    body: dict[str, object] = json.loads(floor.body(7))
    return body


def _entries(
    address: str, goal: str, measure: str, headers: dict[str, str]
) -> Iterator[bytes]:
    while True:
        yield post(
            f"{address}/v1/goals/{goal}/progress",
            _entry(measure),
            headers | {"Idempotency-Key": str(uuid.uuid4())},
        )


def _entry(measure: str) -> dict[str, object]:
    return {
        "measure_id": measure,
        "occurred_on": TODAY,
        "value": 1,
        "note": "On the train, before the first meeting of the day",
    }


def _loaded_goal(address: str, headers: dict[str, str]) -> tuple[str, str]:
    """Create an active goal that counts, with its entries; return goal and measure."""
    goal, measure = str(uuid.uuid4()), str(uuid.uuid4())
    created = {
        "goal_id": goal,
        "client_id": str(uuid.uuid4()),
        "own_words": "Write in the memory journal",
    }
    measured = {
        "measure_id": measure,
        "kind": "count",
        "unit": "entries",
        "baseline": 0,
        "target": {"low": 1_000_000},
    }
    with httpx.Client(headers=headers) as client:
        for path, body in (
            ("", created),
            (f"/{goal}/measures", measured),
            (f"/{goal}/agreements", {"party": "client"}),
            (f"/{goal}/agreements", {"party": "clinician"}),
            (f"/{goal}/activation", {"start_on": TODAY}),
            *[(f"/{goal}/progress", _entry(measure))] * ENTRIES,
        ):
            at = f"{address}/v1/goals{path}"
            client.post(at, json=body).raise_for_status()
    return goal, measure
