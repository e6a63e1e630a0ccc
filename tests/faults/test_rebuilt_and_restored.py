"""A rebuild killed half-way, and a store that came back from an older backup."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.support.audit import CONSUMERS, Audit
from tests.support.load import Load, under_load
from tests.support.patience import eventually

HELD = 3  # the lane that is kept from being filled


@contextmanager
def lane_held(audit: Audit) -> Iterator[None]:
    """Keep one lane of a rebuild waiting, so that it stands half-way."""
    with psycopg.connect(audit.stack.servers.admin("reporting")) as connection:
        connection.execute(
            "SELECT FROM checkpoints JOIN rebuilds USING (subscription, generation)"
            " WHERE lane = %s FOR UPDATE OF checkpoints",
            (HELD,),
        )
        yield


def filled(audit: Audit) -> int:
    """Return how many lanes of the new copy have been filled."""
    with psycopg.connect(audit.stack.servers.admin("reporting")) as connection:
        found = connection.execute(
            "SELECT FROM checkpoints JOIN rebuilds USING (subscription, generation)"
            " WHERE state = 'running' AND position > 0"
        )
        return found.rowcount


def rebuild_state(audit: Audit, name: str) -> str:
    with psycopg.connect(audit.stack.servers.admin("reporting")) as connection:
        found = connection.execute(
            "SELECT state FROM rebuilds WHERE subscription = %s", (name,)
        ).fetchone()
    return str(found[0]) if found else ""


def test_a_rebuild_killed_half_way_is_resumed_and_switched_under_live_load(
    audit: Audit,
) -> None:
    stack = audit.stack
    stack.kill("reporting-rebuilder")

    with audit.load() as load:
        load.some_more(100)
        begun = stack.guidepost("rebuild", "goal_progress", "--no-wait")
        with lane_held(audit):
            stack.start("reporting-rebuilder")
            eventually(lambda: filled(audit) == HELD)
            stack.kill("reporting-rebuilder")
        half_way = rebuild_state(audit, "goal_progress")
        stack.start("reporting-rebuilder")
        eventually(lambda: rebuild_state(audit, "goal_progress") == "switched")
        load.some_more()

    assert begun.returncode == 0, begun
    assert half_way == "running"
    audit.assert_sound()


def everyone_has_stopped(audit: Audit) -> bool:
    """Tell whether relay and subscribers say that they wait for an operator."""
    stack = audit.stack
    subscriptions = [
        one for setting in CONSUMERS for one in stack.subscriptions(setting).values()
    ]
    return (
        bool(stack.relay_facts(stack.leading_relay()).get("halted"))
        and all(one["halted"] for one in subscriptions)
        and not any(stack.health(setting).get("ready") for setting in CONSUMERS)
    )


def told(audit: Audit, load: Load) -> Counter[str]:
    """Return the messages of a load's people, with how many of each there are."""
    people = [life.client_id for life in load.lives]
    with psycopg.connect(audit.stack.servers.admin("notifications")) as connection:
        found = connection.execute(
            "SELECT id::text FROM messages WHERE person_id = ANY(%s)", (people,)
        )
        return Counter(row[0] for row in found)


def test_after_a_restored_backup_all_stop_until_recover_brings_everything_back(
    audit: Audit,
) -> None:
    stack = audit.stack
    with audit.load() as load:
        load.some_more()
    audit.assert_caught_up()
    stack.servers.back_up_goals()
    with under_load(stack.settings) as lost:
        lost.some_more()
    assert lost.surprises == []
    audit.assert_caught_up()
    before = told(audit, lost)

    stack.kill("goals-api")
    stack.servers.restore_goals(stack.settings)
    stack.start("goals-api")
    eventually(lambda: everyone_has_stopped(audit))
    recovered = stack.guidepost("recover")

    assert recovered.returncode == 0, recovered
    with audit.load() as load:
        load.some_more()
    audit.assert_sound()
    assert before
    assert told(audit, lost) == before
    assert {message for message in before if message in recovered.stdout} == set(before)
    assert stack.guidepost("verify").returncode == 0
    assert stack.guidepost("rebuild", "goal_progress", "--check").returncode == 0
