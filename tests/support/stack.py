"""
A whole stack: the servers, every process on them, and a second relay standing by.

Nothing of it is left afterwards, not even when the test's own process is killed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from redis import Redis

from shared.bus import Bus
from shared.embedded import ground
from shared.embedded.family import Family
from shared.first_start import DATABASES
from shared.processes import all_processes
from tests.support.patience import eventually
from tests.support.running import Processes, page_of
from tests.support.smtp import Postbox, mail_server
from tests.support.stack_servers import Servers, start_servers

APIS = ("GOALS_URL", "NOTIFICATIONS_URL", "REPORTING_URL")
RELAY, SECOND_RELAY = "goals-relay", "goals-relay-2"
BEAT, SECOND_BEAT = "beat", "beat-2"
DELIVERER = "notifications-deliverer"
SENDERS = 2  # the deliverer's children, each with at most one letter in hand


@dataclass(slots=True, kw_only=True)
class Stack(Processes):
    """The servers and processes of one installation."""

    servers: Servers
    postbox: Postbox

    @property
    def redis(self) -> Redis:
        """Return a client of the stack's Redis."""
        return Redis.from_url(self.settings["REDIS_URL"])

    @property
    def bus(self) -> Bus:
        """Return the bus as whoever holds its key sees it."""
        return Bus(self.redis, bytes.fromhex(self.settings["BUS_KEY"]))

    def leading_relay(self) -> str:
        """Wait until one relay leads; return its name."""
        leading: list[str] = []

        def one_leads() -> bool:
            leading[:] = [
                name
                for name in (RELAY, SECOND_RELAY)
                if self.relay_facts(name).get("role") == "leader"
            ]
            return len(leading) == 1

        eventually(one_leads)
        return leading[0]

    def relay_facts(self, name: str) -> dict[str, Any]:
        """Return what a relay's health page says; nothing if it does not answer."""
        try:
            answer = httpx.get(
                f"http://{ground.LOCAL}:{self.settings[page_of(name)]}/health/ready",
                timeout=2,
            )
        except httpx.TransportError:
            return {}
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Have a whole stack, every process of it at work, and nothing of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="guidepost-test-", dir="/var/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        postbox = ending.enter_context(mail_server())
        family = Family()
        ending.callback(family.close)
        servers = start_servers(folder, family)
        ending.callback(servers.stop)
        settings = servers.settings() | _addresses(postbox)
        for service in DATABASES:
            servers.set_up(settings, service)
        known = {process.name: process for process in all_processes()}
        known |= {SECOND_RELAY: known[RELAY], SECOND_BEAT: known[BEAT]}
        stack = Stack(
            folder=folder,
            settings=settings,
            family=family,
            known=known,
            servers=servers,
            postbox=postbox,
        )
        ending.callback(stack.kill_all)
        stack.start(*(name for name in known if name != SECOND_BEAT))
        yield stack


def _addresses(postbox: Postbox) -> dict[str, str]:
    return {name: f"http://{ground.LOCAL}:{ground.free_port()}" for name in APIS} | {
        **{page_of(name): str(ground.free_port()) for name in (RELAY, SECOND_RELAY)},
        "SMTP_URL": postbox.url,
        "MAIL_FROM": "guidepost@localhost.localdomain",
    }
