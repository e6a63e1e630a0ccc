"""The relay as a process: built from its settings, watched, and stopped politely."""

import os
import signal
from functools import partial
from typing import Any

import structlog

from services.goals.pruning import pruning
from services.goals.publishing import Publisher
from services.goals.relay import Parts, Relay
from services.goals.relay_facts import RelayFacts
from services.goals.relay_health import serve
from services.goals.relay_settings import RelaySettings
from services.goals.ringing import Ringer, sender
from services.goals.sequencing import connect
from shared.bus import Bus
from shared.bus import connect as connect_redis
from shared.telemetry import configure_logging

log = structlog.get_logger()


def build(settings: RelaySettings, facts: RelayFacts) -> Relay:
    """Return a relay; nothing is connected before it runs."""
    bus = Bus(connect_redis(settings.redis_url), settings.bus_key)
    # Hints have a client of their own, which is given up soon: see POLL.
    hints = Bus(connect_redis(settings.redis_url, patience=1), settings.bus_key)
    parts = Parts(
        connect=partial(connect, settings.database_url, "goals-relay"),
        hints=hints,
        publisher=Publisher(bus, kept=settings.kept),
        ringer=Ringer(bus, sender(settings.redis_url)),
        heartbeat=settings.heartbeat,
    )
    return Relay(parts, facts)


def run(settings: RelaySettings) -> None:
    """Relay until SIGTERM or SIGINT."""
    configure_logging(os.environ.get("GUIDEPOST_PROCESS", "goals-relay"))
    facts = RelayFacts()
    relay = build(settings, facts)

    def stop(_signal: int, _frame: Any) -> None:
        relay.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if settings.health_port:
        serve(facts, settings.health_host, settings.health_port)
    prunes_with = partial(connect, settings.database_url, "goals-pruning")
    with pruning(prunes_with, settings.idempotency_days):
        log.info("relay started")
        relay.run()
    log.info("relay stopped", head=facts.head, published=facts.published)
