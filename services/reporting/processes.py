"""The processes of the service, as the supervisor starts them."""

from functools import partial

from shared.processes import celery_worker, web_api

worker = partial(celery_worker, "reporting")

PROCESSES = (
    web_api("reporting"),
    worker("reporting.drain", "reporting.sweep", name="reporting-worker", children=2),
    worker("reporting.rebuild", name="reporting-rebuilder", children=1),
)
