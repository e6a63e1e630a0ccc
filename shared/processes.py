"""
What a service tells the supervisor about its processes.

Each service lists them in ``services/<x>/processes.py`` as ``PROCESSES``, found
through the entry points ``guidepost.processes``. A command is what follows
``python -m``; ``{host}`` and ``{port}`` in it become those of the process's URL.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any


class Ready(Enum):
    """How a process shows that it does its work."""

    HTTP = auto()  # GET <url_setting>/health/ready answers 200
    HEARTBEAT = auto()  # it touches the file in HEARTBEAT_FILE as it makes progress
    RUNNING = auto()  # it has not ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process of the product; it can be started, stopped and started again."""

    name: str
    command: tuple[str, ...]
    ready: Ready
    port_setting: str = ""  # the setting with the URL of its port: "GOALS_URL"


def web_api(service: str) -> Process:
    """Return a service's API, as gunicorn serves it."""
    return Process(
        name=f"{service}-api",
        command=(
            "gunicorn",
            "--config",
            "python:shared.serving",
            "--bind",
            "{host}:{port}",
            f"services.{service}.wsgi:app",
        ),
        ready=Ready.HTTP,
        port_setting=f"{service.upper()}_URL",
    )


def celery_worker(service: str, *queues: str, name: str, children: int) -> Process:
    """Return a Celery worker that takes a service's tasks from some queues."""
    return Process(
        name=name,
        command=(
            "celery",
            "--quiet",
            "--app",
            f"services.{service}.tasks",
            "worker",
            "--queues",
            ",".join(queues),
            "--concurrency",
            str(children),
            "--hostname",
            f"{name}@%h",
            "--without-gossip",
            "--without-mingle",
        ),
        ready=Ready.HEARTBEAT,
    )


def all_processes() -> tuple[Process, ...]:
    """Return the processes of every service that this installation has."""
    return tuple(
        process for listed in brought("guidepost.processes") for process in listed
    )


def brought(group: str) -> Iterator[tuple[Any, ...]]:
    """
    Yield what each service brings through an entry point.

    An image holds one service only, so one that is absent is passed over;
    anything wrong within one that is there is an error.
    """
    for point in sorted(entry_points(group=group)):
        package = find_spec(point.module.rpartition(".")[0])
        if package and package.origin:
            yield point.load()
