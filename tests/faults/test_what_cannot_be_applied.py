"""A database away, poison, and facts of the future: one waits, the others go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID, uuid4

import httpx
import psycopg

from services.goals.event_store import NewEvent, append
from shared.chain import lane_of
from shared.codec import Codec
from shared.contracts.fact import Fact
from tests.support.audit import Audit
from tests.support.load import CLINIC, Life, Load
from tests.support.patience import eventually

AWAY = 10.0
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
POISON = """
CREATE FUNCTION public.choke() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'indigestible'; END $$;
CREATE TRIGGER choke BEFORE INSERT OR UPDATE ON generation_a.goal_progress
    FOR EACH ROW WHEN (NEW.client_id = '{client}') EXECUTE FUNCTION public.choke();
CREATE TRIGGER choke BEFORE INSERT OR UPDATE ON generation_b.goal_progress
    FOR EACH ROW WHEN (NEW.client_id = '{client}') EXECUTE FUNCTION public.choke();
"""


class GoalSungAbout(Fact, frozen=True, kw_only=True):
    """A fact of a family that nobody knows yet."""

    type: ClassVar[str] = "guidepost.goal.sung-about.v1"


class ProgressRecordedAnew(Fact, frozen=True, kw_only=True):
    """A version of a wanted family that this code cannot read."""

    type: ClassVar[str] = "guidepost.goal.progress-recorded.v99"


def test_reportings_database_away_under_load(audit: Audit) -> None:
    with audit.load() as load:
        load.some_more(40)
        with audit.stack.servers.database_away("reporting"):
            load.last(AWAY)
        load.some_more(40)

    audit.assert_sound()


@contextmanager
def poison_for(audit: Audit, client_id: UUID) -> Iterator[None]:
    """Have one projection choke on whatever one client does."""
    admin = audit.stack.servers.admin("reporting")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(POISON.format(client=client_id).encode())
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION public.choke CASCADE")


def live(load: Load, life: Life) -> None:
    """Let one client of our own live a goal's life among the others."""
    load.lives.append(life)
    with httpx.Client(timeout=10) as client:
        load.live(life, client)


def parked(audit: Audit) -> int:
    found = audit.stack.subscriptions("REPORTING_URL")
    waiting: int = found["goal_progress"]["parked"]
    return waiting


def test_poison_for_one_client_holds_up_nobody_else_until_it_is_retried(
    audit: Audit,
) -> None:
    life = Life(uuid4(), uuid4())

    with poison_for(audit, life.client_id):
        with audit.load() as load:
            load.some_more(20)
            live(load, life)
            eventually(lambda: parked(audit) == 1)
            load.some_more(20)
        audit.assert_caught_up()
        audit.assert_told_once()
        in_vain = audit.stack.guidepost(
            "subscriptions", "retry", "goal_progress", str(life.client_id)
        )
    retried = audit.stack.guidepost(
        "subscriptions", "retry", "goal_progress", str(life.client_id)
    )

    assert in_vain.returncode != 0, in_vain
    assert retried.returncode == 0, retried
    assert parked(audit) == 0
    audit.assert_sound()


def record(audit: Audit, fact: Fact) -> UUID:
    """Append a fact that today's code does not write; return its client."""
    stream_id = client_id = uuid4()
    body = Codec([type(fact)]).encode(
        fact,
        event_id=(event_id := uuid4()),
        clinic_id=CLINIC,
        client_id=client_id,
        subject=f"goals/{stream_id}",
        version=1,
        recorded_at=NOW,
        actor="system:test",
    )
    event = NewEvent(
        id=event_id,
        clinic_id=CLINIC,
        client_id=client_id,
        stream_id=stream_id,
        version=1,
        type=fact.type,
        recorded_at=NOW,
        body=body,
    )
    url = audit.stack.settings["GOALS_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        append(connection, [event])
    return client_id


def test_a_family_that_nobody_knows_is_passed_over(audit: Audit) -> None:
    with audit.load() as load:
        load.some_more(20)
        record(audit, GoalSungAbout())
        load.some_more(20)

    audit.assert_sound()


def halted(audit: Audit, setting: str) -> dict[str, str | None]:
    found = audit.stack.subscriptions(setting)
    return {name: facts["halted"] for name, facts in found.items()}


def test_an_unknown_version_halts_its_lane_of_those_who_want_it_and_nobody_else(
    audit: Audit,
) -> None:
    with audit.load() as load:
        load.some_more(20)
        client_id = record(audit, ProgressRecordedAnew())
        eventually(lambda: all(halted(audit, "REPORTING_URL").values()))
        load.some_more(20)
    audit.assert_told_once()
    with psycopg.connect(audit.stack.servers.admin("reporting")) as connection:
        stopped = connection.execute(
            "SELECT lane FROM checkpoints c JOIN generations g"
            " ON g.subscription = c.subscription AND g.live = c.generation"
            " WHERE halted IS NOT NULL"
        ).fetchall()
    with psycopg.connect(audit.stack.servers.admin("goals")) as connection:
        [[position]] = connection.execute(
            "SELECT position FROM log JOIN events USING (ordinal) WHERE client_id = %s",
            (client_id,),
        ).fetchall()

    assert {lane for [lane] in stopped} == {lane_of(client_id, 4)}
    assert halted(audit, "NOTIFICATIONS_URL") == {"inbox": None}
    for name in halted(audit, "REPORTING_URL"):
        skipped = audit.stack.guidepost(
            *("subscriptions", "skip", name, str(position)),
            *("--who", "the operator", "--why", "a fact of the future"),
        )
        assert skipped.returncode == 0, skipped
    audit.assert_sound()
