"""The notifications service as processes of its own, around a log and its feed."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import make_server

from tests.support.fact_log import KEY
from tests.support.log_feed import TOKEN, FeedOf
from tests.support.servers import Urls
from tests.support.smtp import Postbox

ROOT = Path(__file__).resolve().parents[2]


def environment(
    urls: Urls, postbox: Postbox, *, redis_url: str = "", goals_url: str = ""
) -> dict[str, str]:
    """Return the settings of a worker or deliverer."""
    return os.environ | {
        "BUS_KEY": KEY.hex(),
        "GOALS_URL": goals_url,
        "GUIDEPOST_TOKEN": TOKEN,
        "MAIL_FROM": "guidepost@clinic.test",
        "NOTIFICATIONS_WORKER_DATABASE_URL": urls.worker,
        "REDIS_URL": redis_url,
        "SMTP_URL": postbox.url,
    }


@contextmanager
def python(
    *arguments: str, environ: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Have a Python process that is killed at the end, if it still runs."""
    process = subprocess.Popen(  # noqa: S603 - the tests' own program
        [sys.executable, *arguments],
        env=environ,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def served(feed: FeedOf) -> Iterator[str]:
    """Have a feed on a real port; return its address."""
    server = make_server("127.0.0.1", 0, feed.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
