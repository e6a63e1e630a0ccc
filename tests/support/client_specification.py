"""Specifications of a client's rules."""

from services.goals.domain.client.decide import ClientCommand, decide
from services.goals.domain.client.evolve import evolve
from services.goals.domain.client.state import Client
from shared.contracts.clients import ClientEvent
from tests.support.rules import Rules

CLIENTS: Rules[Client, ClientEvent, ClientCommand] = Rules(Client(), evolve, decide)

given = CLIENTS.given
