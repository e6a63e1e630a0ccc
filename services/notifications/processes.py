"""The processes of the service, as the supervisor starts them."""

from functools import partial

from shared.processes import Process, Ready, celery_worker, web_api

worker = partial(celery_worker, "notifications")

PROCESSES = (
    web_api("notifications"),
    worker(
        "notifications.drain",
        "notifications.sweep",
        name="notifications-worker",
        children=2,
    ),
    worker("notifications.deliver", name="notifications-deliverer", children=2),
    Process(
        name="beat",
        command=("services.notifications.beat",),
        ready=Ready.HEARTBEAT,
    ),
)
