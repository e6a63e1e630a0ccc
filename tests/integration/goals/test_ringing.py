"""Ringing: one task per lane that has news, by name, and never a long wait."""

import json
from base64 import b64decode
from time import monotonic
from uuid import UUID

import pytest
from redis import Redis

from services.goals.ringing import Ringer, sender
from shared.bell import Bell
from shared.bus import Sequenced, connect
from shared.chain import GENESIS, lane_key, lane_of
from tests.support.loopback import free_port

CLIENT, OTHER = UUID(int=1), UUID(int=2)
QUEUE = "reporting.drain"


@pytest.fixture
def bell(redis: Redis) -> Bell:
    bell = Bell(redis)
    bell.register("goal_progress", 4, QUEUE, QUEUE)
    return bell


def published(client_id: UUID) -> Sequenced:
    return Sequenced(1, lane_key(client_id), GENESIS, GENESIS, b"{}")


def test_a_lane_with_news_gets_one_task_that_says_where_to_look(
    bell: Bell, redis: Redis, redis_url: str
) -> None:
    ringer = Ringer(bell, sender(redis_url))

    assert ringer.ring([published(CLIENT), published(CLIENT)]) == 1
    assert ringer.ring([published(CLIENT)]) == 0

    assert redis.llen(QUEUE) == 1
    message = json.loads(redis.lindex(QUEUE, 0) or b"")
    assert message["headers"]["task"] == QUEUE
    assert json.loads(b64decode(message["body"]))[1] == {
        "subscription": "goal_progress",
        "lane": lane_of(CLIENT, 4),
    }


def test_only_lanes_with_news_are_rung(bell: Bell, redis_url: str) -> None:
    Ringer(bell, sender(redis_url)).ring([published(CLIENT), published(OTHER)])

    rung = {lane for lane in range(4) if bell.marked("goal_progress", lane)}
    assert rung == {lane_of(CLIENT, 4), lane_of(OTHER, 4)}


def test_a_broker_that_is_away_costs_little_and_then_nothing() -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    ringer = Ringer(Bell(connect(nowhere, patience=1)), sender(nowhere))
    began = monotonic()

    assert ringer.ring([published(CLIENT)]) == 0
    for _ in range(1_000):
        ringer.ring([published(CLIENT)])

    assert monotonic() - began < 3
