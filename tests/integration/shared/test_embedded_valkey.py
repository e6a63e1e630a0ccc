"""The embedded Valkey keeps what it is told and answers only who knows the word."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from shared.embedded import valkey
from shared.embedded.children import EmbeddedServerFailed
from tests.support.households import eventually, is_gone, python

STAY = """
import sys, time
from pathlib import Path
from shared.embedded import valkey
server = valkey.start(Path(sys.argv[1]))
print(server.process.pid, server.url, flush=True)
time.sleep(600)
"""


@contextmanager
def server(folder: Path) -> Iterator[valkey.Valkey]:
    running = valkey.start(folder / "redis")
    try:
        yield running
    finally:
        running.stop()


def test_a_second_start_finds_the_data_of_the_first(folder: Path) -> None:
    with server(folder) as first, Redis.from_url(first.url) as client:
        client.set("kept", "7")

    with server(folder) as second, Redis.from_url(second.url) as client:
        assert client.get("kept") == b"7"


def test_nothing_is_evicted_and_every_second_is_written_out(folder: Path) -> None:
    with server(folder) as running, Redis.from_url(running.url) as client:
        settings = client.config_get("maxmemory-policy", "append*", "save")

    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "everysec"


def test_a_client_without_the_password_is_refused(folder: Path) -> None:
    with server(folder) as running:
        without = "redis://" + running.url.rpartition("@")[2]

        with Redis.from_url(without) as client, pytest.raises(AuthenticationError):
            client.ping()


def test_a_port_in_use_is_one_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(EmbeddedServerFailed, match=f"^Port {port} of .* is in use"):
            valkey.start(folder / "redis", port=port)


def test_what_was_written_outlives_a_killed_parent(folder: Path) -> None:
    with python(STAY, folder / "redis") as parent:
        assert parent.stdout
        pid, url = parent.stdout.readline().split()
        with Redis.from_url(url) as client:
            client.set("kept", "7")

        parent.send_signal(signal.SIGKILL)
        eventually(lambda: is_gone(int(pid)), within=5)

    with server(folder) as running, Redis.from_url(running.url) as client:
        assert client.get("kept") == b"7"
