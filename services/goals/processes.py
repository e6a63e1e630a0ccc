"""The processes of the goals service."""

from shared.processes import Process, Ready, web_api

PROCESSES = (
    web_api("goals"),
    Process(
        name="goals-relay",
        command=("shared.cli", "relay"),
        ready=Ready.HEARTBEAT,
    ),
)
