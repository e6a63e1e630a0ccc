"""The store: appending is all or nothing, loading starts wherever it is cheapest."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa

from services.goals import event_store, loading, snapshots, streams
from services.goals.aggregates import GOAL
from services.goals.domain.goal.evolve import replay
from services.goals.domain.goal.state import Goal
from services.goals.event_store import NewEvent, StreamChanged, connected
from services.goals.idempotency import Answer, KeyWasUsedOtherwise, RequestKey
from services.goals.loading import facts_of
from services.goals.memory import Memory
from services.goals.snapshots import Mark
from shared.contracts.goals import GoalEvent, Party
from tests.support.examples import (
    CLIENT,
    goal_agreed,
    goal_created,
    progress_recorded,
)
from tests.support.goals_api import CLINIC, GoalsApi, append, new_event
from tests.support.goals_api import GOAL as GOAL_ID
from tests.support.histories import active_goal
from tests.support.servers import Urls

KEY = RequestKey("deployment", "monday-entry", b"h" * 32)
ANSWER = Answer(201, GOAL_ID, 1, b'{"version":1}')


def waiting(urls: Urls) -> list[tuple[int, int]]:
    with psycopg.connect(urls.admin) as connection:
        return connection.execute(
            "SELECT ordinal, version FROM pending JOIN events USING (ordinal)"
            " ORDER BY ordinal"
        ).fetchall()


def test_events_wait_for_the_relay_in_the_order_of_their_versions(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    history = active_goal()

    append(goals_api.engine, GOAL_ID, *history)

    versions = [version for _ordinal, version in waiting(goals_db)]
    assert versions == list(range(1, len(history) + 1))


def test_one_version_is_written_once(goals_api: GoalsApi, goals_db: Urls) -> None:
    append(goals_api.engine, GOAL_ID, goal_created())

    with pytest.raises(StreamChanged):
        append(goals_api.engine, GOAL_ID, goal_created())

    assert len(waiting(goals_db)) == 1
    assert goals_api.facts() == [goal_created()]


def test_of_several_events_none_is_written_when_one_cannot_be(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    append(goals_api.engine, GOAL_ID, goal_created(), goal_agreed(Party.CLIENT))
    clash = [
        new_event(GOAL_ID, goal_agreed(Party.CLINICIAN), version) for version in (3, 2)
    ]

    with pytest.raises(StreamChanged), connected(goals_api.engine) as connection:
        event_store.append(connection, clash, ANSWER, KEY)

    with connected(goals_api.engine) as connection:
        assert event_store.load(connection, GOAL_ID, key=KEY).answer is None
    assert len(goals_api.facts()) == len(waiting(goals_db)) == 2


def test_an_answer_is_kept_with_its_events_and_found_by_its_key(
    goals_api: GoalsApi,
) -> None:
    with connected(goals_api.engine) as connection:
        event_store.append(
            connection, [new_event(GOAL_ID, goal_created(), 1)], ANSWER, KEY
        )

        found = event_store.load(connection, UUID(int=9), key=KEY)

    assert found.answer == ANSWER


def test_an_answer_is_kept_when_nothing_was_to_be_recorded(
    goals_api: GoalsApi,
) -> None:
    with connected(goals_api.engine) as connection:
        event_store.append(connection, [], ANSWER, KEY)

        assert event_store.load(connection, GOAL_ID, key=KEY).answer == ANSWER


def test_a_key_is_for_one_request_only(goals_api: GoalsApi) -> None:
    other = RequestKey(KEY.principal, KEY.key, b"o" * 32)
    with connected(goals_api.engine) as connection:
        event_store.append(connection, [], ANSWER, KEY)

        with pytest.raises(KeyWasUsedOtherwise):
            event_store.load(connection, GOAL_ID, key=other)
        with pytest.raises(StreamChanged):
            event_store.append(connection, [], ANSWER, other)


def test_a_stream_loads_with_where_it_stands_and_whose_it_is(
    goals_api: GoalsApi,
) -> None:
    history = active_goal()
    append(goals_api.engine, GOAL_ID, *history)

    with connected(goals_api.engine) as connection:
        loaded = event_store.load(connection, GOAL_ID)

    last = new_event(GOAL_ID, history[-1], len(history))
    assert facts_of(loaded.events) == list(history)
    assert loaded.mark == Mark(GOAL_ID, len(history), last.recorded_at, CLINIC, CLIENT)


def test_a_stream_nobody_wrote_to_stands_nowhere(goals_api: GoalsApi) -> None:
    with connected(goals_api.engine) as connection:
        loaded = event_store.load(connection, GOAL_ID)

    assert (loaded.mark, loaded.snapshot, list(loaded.events)) == (None, None, [])


def kept(engine: sa.Engine, history: tuple[GoalEvent, ...], version: int) -> None:
    """Keep a snapshot of a history as it stood at a version."""
    with connected(engine) as connection:
        mark = event_store.load(connection, GOAL_ID).mark
        assert mark is not None
        at = Mark(GOAL_ID, version, mark.recorded_at, mark.clinic_id, mark.client_id)
        snapshots.save(connection, GOAL.kind, at, replay(history[:version]))


@pytest.mark.parametrize("version", [1, 4, 7])
def test_a_goal_from_a_snapshot_is_the_goal_of_all_its_events(
    goals_api: GoalsApi, version: int
) -> None:
    history = (*active_goal(), progress_recorded(3), progress_recorded(5, entry=2))
    append(goals_api.engine, GOAL_ID, *history)
    kept(goals_api.engine, history, version)

    with connected(goals_api.engine) as connection:
        loaded = event_store.load(connection, GOAL_ID, GOAL.kind.name)
        standing = loading.load(connection, Memory(), GOAL, GOAL_ID)

    assert loaded.snapshot is not None
    assert len(loaded.events) == len(history) - version
    assert standing.state == replay(history)
    assert standing.mark is not None
    assert standing.mark.version == len(history)


def test_a_snapshot_of_another_kind_is_passed_over(goals_api: GoalsApi) -> None:
    history = active_goal()
    append(goals_api.engine, GOAL_ID, *history)
    kept(goals_api.engine, history, 3)

    with connected(goals_api.engine) as connection:
        loaded = event_store.load(connection, GOAL_ID, "goal-of-yesterday")

    assert loaded.snapshot is None
    assert len(loaded.events) == len(history)


def test_a_snapshot_that_cannot_be_read_is_as_if_it_were_not_there(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    history = active_goal()
    append(goals_api.engine, GOAL_ID, *history)
    kept(goals_api.engine, history, 3)
    with psycopg.connect(goals_db.admin) as connection:
        connection.execute("UPDATE snapshots SET body = '\\xc1'")

    with connected(goals_api.engine) as connection:
        standing = loading.load(connection, Memory(), GOAL, GOAL_ID)

    assert standing.state == replay(history)


def test_an_older_snapshot_never_replaces_a_newer_one(goals_api: GoalsApi) -> None:
    history = active_goal()
    append(goals_api.engine, GOAL_ID, *history)
    kept(goals_api.engine, history, 4)
    kept(goals_api.engine, history, 2)

    with connected(goals_api.engine) as connection:
        loaded = event_store.load(connection, GOAL_ID, GOAL.kind.name)

    assert loaded.snapshot is not None
    assert loaded.snapshot.version == 4


def test_another_evolve_or_another_shape_is_another_kind_of_snapshot() -> None:
    names = {
        snapshots.kind_of(Goal, 1).name,
        snapshots.kind_of(Goal, 2).name,
        snapshots.kind_of(
            type("Goal", (Goal,), {"__annotations__": {"x": int}}), 1
        ).name,
    }

    assert len(names) == 3


def test_a_remembered_goal_hears_what_came_after(goals_api: GoalsApi) -> None:
    history, memory = active_goal(), Memory()
    append(goals_api.engine, GOAL_ID, *history)
    with connected(goals_api.engine) as connection:
        known = loading.load(connection, memory, GOAL, GOAL_ID)
        assert known.mark is not None
        memory.remember(known.mark, known.state, 0)
        append(goals_api.engine, GOAL_ID, progress_recorded(3), after=len(history))

        standing = loading.load(connection, memory, GOAL, GOAL_ID)

    assert standing.state == replay((*history, progress_recorded(3)))


def test_a_remembered_goal_is_forgotten_when_the_store_is_an_older_one(
    goals_api: GoalsApi,
) -> None:
    history, memory = active_goal(), Memory()
    append(goals_api.engine, GOAL_ID, *history[:3])
    with connected(goals_api.engine) as connection:
        restored = event_store.load(connection, GOAL_ID).mark
        assert restored is not None
        lost = new_event(GOAL_ID, history[3], 4)
        mark = Mark(GOAL_ID, 4, lost.recorded_at, CLINIC, CLIENT)
        memory.remember(mark, replay(history[:4]), 0)

        standing = loading.load(connection, memory, GOAL, GOAL_ID)

    assert (standing.mark, standing.state) == (restored, replay(history[:3]))
    assert memory.recall(GOAL_ID, Goal) is None


def test_memory_keeps_what_was_used_last_within_its_room() -> None:
    memory = Memory(room=3 * 4096)
    goals = [UUID(int=number) for number in range(4)]
    moment = new_event(GOAL_ID, goal_created(), 1).recorded_at

    for goal_id in goals:
        memory.remember(Mark(goal_id, 1, moment, CLINIC, CLIENT), Goal(), 0)
        memory.recall(goals[0], Goal)

    assert [memory.recall(goal_id, Goal) is not None for goal_id in goals] == [
        True,
        False,
        True,
        True,
    ]


def test_sixteen_writers_of_one_stream_leave_every_version_once(
    goals_api: GoalsApi, goals_db: Urls
) -> None:
    def write(number: int) -> int:
        written = 0
        for version in range(1, 21):
            event = new_event(GOAL_ID, progress_recorded(1, entry=number), version)
            with connected(goals_api.engine) as connection:
                written += _was_appended(connection, event)
        return written

    with ThreadPoolExecutor(16) as pool:
        written = sum(pool.map(write, range(16)))

    with connected(goals_api.engine) as connection:
        versions = [event.version for event in streams.read(connection, GOAL_ID)]
    assert versions == list(range(1, 21))
    assert written == len(waiting(goals_db)) == 20


def _was_appended(connection: event_store.Connection, event: NewEvent) -> bool:
    try:
        event_store.append(connection, [event])
    except StreamChanged:
        return False
    return True
