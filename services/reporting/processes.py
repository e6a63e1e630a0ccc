"""The processes of the service, as the supervisor starts them."""

from shared.processes import Process, Ready


def _worker(*queues: str, name: str, children: int) -> Process:
    return Process(
        name=name,
        command=(
            "celery",
            "--quiet",
            "--app",
            "services.reporting.tasks",
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


PROCESSES = (
    Process(
        name="reporting-api",
        command=(
            "gunicorn",
            "--config",
            "python:shared.serving",
            "--bind",
            "{host}:{port}",
            "services.reporting.wsgi:app",
        ),
        ready=Ready.HTTP,
        port_setting="REPORTING_URL",
    ),
    _worker("reporting.drain", "reporting.sweep", name="reporting-worker", children=2),
    _worker("reporting.rebuild", name="reporting-rebuilder", children=1),
)
