"""The processes of the goals service."""

from shared.processes import Process, Ready

PROCESSES = (
    Process(
        name="goals-api",
        command=(
            "gunicorn",
            "--config",
            "python:shared.serving",
            "--bind",
            "{host}:{port}",
            "services.goals.wsgi:app",
        ),
        ready=Ready.HTTP,
        port_setting="GOALS_URL",
    ),
    Process(
        name="goals-relay",
        command=("shared.cli", "relay"),
        ready=Ready.HEARTBEAT,
    ),
)
