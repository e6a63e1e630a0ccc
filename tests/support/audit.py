"""
The audit after a fault: has anything been lost, doubled, reordered or forged?

It asks the stores, the stream and the mail server themselves, and compares them with
what the callers were told and with what each goal's life must have led to. Nobody helps
the stack meanwhile; all that is waited for must come by itself within two minutes,
which is long because the machine may be busy with something else.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from services.goals.sequencing import connect
from services.goals.verify import verify
from services.reporting import wiring
from shared.database import make_engine
from shared.feed import Feed
from shared.rebuild_check import Check
from tests.support.load import FACTS, LETTERS, MESSAGES, Load, under_load
from tests.support.patience import eventually
from tests.support.relaying import assert_bus_is_end_of_log, assert_one_order
from tests.support.stack import Stack

BY_ITSELF = 120.0
READING = 600  # seconds that the audit's own reader may sit idle
CONSUMERS = ("NOTIFICATIONS_URL", "REPORTING_URL")

# Whose lease may be taken to hold up nobody alive: a ring that is not under way any
# more, and a claim that is older than any sender needs.
RUNG = ("waiting", 5)
CLAIMED = ("sending", 20)

Letter = tuple[str, str]
"""Whom a letter is to, and its Message-ID."""


@dataclass(slots=True)
class Audit:
    """A stack, and all that callers have done to it so far."""

    stack: Stack
    loads: list[Load] = field(default_factory=list)
    sound: bool = True
    came_again: Counter[Letter] = field(default_factory=Counter)

    def load(self, *, callers: int = 4) -> Any:
        """Have callers at work for as long as the block lasts."""
        beginning = under_load(self.stack.settings, callers=callers)
        return _Remembered(beginning, self.loads)

    def assert_sound(self, *, senders_died: int = 0) -> None:
        """Check everything; no more letters may come again than senders died."""
        self.assert_all_answered()
        self.assert_caught_up()
        self.assert_kept()
        self.assert_one_history()
        self.assert_projections_equal_their_replay()
        self.assert_told_once(senders_died=senders_died)
        self.sound = True

    def assert_all_answered(self) -> None:
        """Check that every command was answered as it should be, in the end."""
        assert [one for load in self.loads for one in load.surprises] == []
        assert all(life.whole for life in self.lives)

    def assert_caught_up(self) -> None:
        """Wait until every subscription has heard everything, without help."""
        try:
            eventually(self.caught_up, seconds=BY_ITSELF)
        except AssertionError:
            found = {setting: self.stack.health(setting) for setting in CONSUMERS}
            logs = {name: self.stack.log(name)[-1500:] for name in self.stack.running}
            raise AssertionError(f"Not caught up: {found}\n{logs}") from None

    def assert_kept(self) -> None:
        """Check law 1, and that no command took effect twice."""
        stored: defaultdict[UUID, list[str]] = defaultdict(list)
        for goal_id, kind in self._ask(
            "goals", "SELECT stream_id, type FROM events ORDER BY stream_id, version"
        ):
            stored[goal_id].append(kind)
        for life in self.lives:
            facts = stored[life.goal_id]
            for answer in life.acknowledged:
                begun = answer.version - len(answer.facts)
                assert facts[begun : answer.version] == answer.facts
            assert facts == FACTS

    def assert_one_history(self) -> None:
        """Check that log and stream are one sound order of all that was stored."""
        stack, url = self.stack, self.stack.settings["GOALS_RELAY_DATABASE_URL"]
        self.assert_published()
        with (
            connect(url, "audit", seconds=READING) as reader,
            stack.redis as redis,
        ):
            stored = self._stored()
            verdict = verify(reader)
            assert (verdict.checked, verdict.damage) == (stored, None)
            assert_one_order(reader, stack.servers.admin("goals"), stored)
            assert_bus_is_end_of_log(reader, stack.bus, redis)

    def assert_published(self) -> None:
        """Wait until all that was stored is on the bus and was rung for."""
        stack, bus = self.stack, self.stack.bus

        def is_published() -> bool:
            stored, head = self._stored(), bus.head()
            relay = stack.relay_facts(stack.leading_relay())
            on_the_bus = head is not None and head.position == stored
            return on_the_bus and relay.get("published") == stored

        eventually(is_published, seconds=BY_ITSELF)

    def assert_projections_equal_their_replay(self) -> None:
        """Check law 5, by checksum."""
        settings = self.stack.settings
        feed = Feed(settings["GOALS_URL"], settings["GUIDEPOST_TOKEN"])
        url = settings["REPORTING_WORKER_DATABASE_URL"]
        engine = make_engine(url, application_name="audit")
        for subscription in wiring.SUBSCRIPTIONS:
            verdict = Check(engine, feed, subscription).run()
            assert verdict.same, f"{subscription.name}: {verdict}"
            assert verdict.live.rows > 0
        engine.dispose()
        feed.close()

    def assert_told_once(self, *, senders_died: int = 0) -> None:
        """
        Check law 7: each message once, and each letter once, under one Message-ID.

        A sender that died between the mail server's yes and the row that says so had
        one letter in hand, and that may come again. What came again in an earlier
        story was judged there; no later one may add to it.
        """
        eventually(self._all_told, seconds=BY_ITSELF)
        held_up = (RUNG, CLAIMED) if senders_died else (RUNG,)
        eventually(lambda: self._nothing_to_send(held_up), seconds=BY_ITSELF)
        letters = self._letters()
        written = Counter(address for address, _ in letters)
        for life in self.lives:
            address = f"{life.client_id}@clinic.test"
            assert written[address] == LETTERS, (address, written[address])
        came_again = letters - Counter(set(letters))
        now = came_again - self.came_again
        assert now.total() <= senders_died, now
        self.came_again = came_again

    @property
    def lives(self) -> Sequence[Any]:
        return [life for load in self.loads for life in load.lives]

    def caught_up(self) -> bool:
        """Return whether every subscription has heard everything."""
        self.stack.revive()
        stored = self._stored()
        for setting in CONSUMERS:
            found = self.stack.health(setting)
            if found.get("head") != stored:
                return False
            lags = [one["lag"] for one in found["subscriptions"].values()]
            if any(lags):
                return False
        return True

    def _all_told(self) -> bool:
        told: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
        for person, kind in self._ask(
            "notifications", "SELECT person_id, kind FROM messages"
        ):
            told[person][kind] += 1
        return all(told[life.client_id] == MESSAGES for life in self.lives)

    def _nothing_to_send(self, held_up: Sequence[tuple[str, int]]) -> bool:
        """Return whether all went out; leases that would hold it up run out now."""
        self.stack.revive()
        with self._admin("notifications") as connection:
            for state, seconds in held_up:
                connection.execute(
                    "UPDATE deliveries SET leased_until = now() WHERE state = %s"
                    " AND leased_until > now()"
                    " AND updated_at < now() - make_interval(secs => %s)",
                    (state, seconds),
                )
            found = connection.execute("SELECT FROM deliveries WHERE state <> 'sent'")
            return not found.rowcount

    def _letters(self) -> Counter[Letter]:
        return Counter(
            (str(letter["To"]), str(letter["Message-ID"]))
            for letter in list(self.stack.postbox.taken)
        )

    def _stored(self) -> int:
        [[stored]] = self._ask("goals", "SELECT count(*) FROM events")
        return int(stored)

    def _ask(self, service: str, question: str) -> list[Any]:
        with self._admin(service) as connection:
            return connection.execute(question.encode()).fetchall()

    def _admin(self, service: str) -> psycopg.Connection:
        return psycopg.connect(self.stack.servers.admin(service), autocommit=True)


@dataclass(slots=True)
class _Remembered:
    """A load that the audit will ask about."""

    load: Any
    loads: list[Load]

    def __enter__(self) -> Load:
        found: Load = self.load.__enter__()
        self.loads.append(found)
        return found

    def __exit__(self, *how: object) -> None:
        self.load.__exit__(*how)
