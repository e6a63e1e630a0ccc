"""The processes of the service, as the supervisor starts them."""

from shared.processes import Process, Ready


def _worker(*queues: str, name: str, children: int) -> Process:
    return Process(
        name=name,
        command=(
            "celery",
            "--quiet",
            "--app",
            "services.notifications.tasks",
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
        name="notifications-api",
        command=(
            "gunicorn",
            "--config",
            "python:shared.serving",
            "--bind",
            "{host}:{port}",
            "services.notifications.wsgi:app",
        ),
        ready=Ready.HTTP,
        port_setting="NOTIFICATIONS_URL",
    ),
    _worker(
        "notifications.drain",
        "notifications.sweep",
        name="notifications-worker",
        children=2,
    ),
    _worker("notifications.deliver", name="notifications-deliverer", children=2),
    Process(
        name="beat",
        command=("services.notifications.beat",),
        ready=Ready.HEARTBEAT,
    ),
)
