"""
How gunicorn serves every API: ``gunicorn --config python:shared.serving``.

Imported by gunicorn's first process before any worker exists, so it names the folder in
which the workers' metrics are added up. Threads, because the work is waiting for
PostgreSQL; an engine's pool holds at least as many connections as a worker has threads.
"""

import os
import shutil
import tempfile
from importlib import import_module
from typing import Any

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
keepalive = 30
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True

if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(
        prefix="guidepost-metrics-"
    )
    os.environ["GUIDEPOST_METRICS_OWNER"] = str(os.getpid())


def child_exit(_server: Any, worker: Any) -> None:
    """Forget the gauges of a worker that has ended."""
    multiprocess = import_module("prometheus_client.multiprocess")
    multiprocess.mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """Remove the metrics' folder, if it was made here."""
    if os.environ.get("GUIDEPOST_METRICS_OWNER") == str(os.getpid()):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
