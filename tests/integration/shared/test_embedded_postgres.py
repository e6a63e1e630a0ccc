"""The embedded PostgreSQL starts, keeps its data, and says why when it cannot."""

import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from shared.embedded import postgres
from shared.embedded.children import EmbeddedServerFailed
from tests.support.households import eventually, is_gone, ordinary_user, python

CLONE_NEWNS, CLONE_NEWUSER, MS_REC, MS_PRIVATE = 0x20000, 0x10000000, 0x4000, 0x40000
START = """
import sys
from pathlib import Path
from shared.embedded import postgres
server = postgres.start(Path(sys.argv[1]), safe=False)
print(server.process.pid, server.url, flush=True)
sys.stdin.read() if sys.argv[2] == "stay" else server.stop()
import time
time.sleep(600 if sys.argv[2] == "stay" else 0)
"""


@contextmanager
def server(folder: Path, *, port: int = 0) -> Iterator[postgres.Postgres]:
    running = postgres.start(folder / "postgres", port=port, safe=False)
    try:
        yield running
    finally:
        running.stop()


def test_a_second_start_finds_the_data_of_the_first(folder: Path) -> None:
    with server(folder) as first, psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS value")

    with server(folder) as second, psycopg.connect(second.url) as connection:
        found = connection.execute("SELECT value FROM kept").fetchone()

    assert found == (7,)


def test_a_wrong_password_is_refused(folder: Path) -> None:
    with server(folder) as running:
        wrong = running.url.replace(":", ":wrong", 2).replace(":wrong", ":", 1)

        with pytest.raises(psycopg.OperationalError, match="password authentication"):
            psycopg.connect(wrong)


def test_nobody_else_can_read_the_data_or_the_password(folder: Path) -> None:
    with server(folder):
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode)
            for path in (folder / "postgres", folder / "postgres/superuser_password")
        }

    assert modes == {"postgres": 0o700, "superuser_password": 0o600}


def test_folders_above_keep_their_modes(folder: Path) -> None:
    before = [path.stat().st_mode for path in (folder, *folder.parents)]

    with server(folder):
        after = [path.stat().st_mode for path in (folder, *folder.parents)]

    assert after == before


def test_two_folders_side_by_side_do_not_collide(folder: Path) -> None:
    with server(folder / "one") as one, server(folder / "two") as two:
        psycopg.connect(one.url).close()
        psycopg.connect(two.url).close()

    assert one.url != two.url


def test_one_folder_serves_one_server(folder: Path) -> None:
    with server(folder) as running:
        with pytest.raises(EmbeddedServerFailed, match="already running"):
            postgres.start(folder / "postgres", safe=False, parting=0.3)

        psycopg.connect(running.url).close()


def test_a_port_in_use_is_one_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(
            EmbeddedServerFailed, match=f"^Port {port} of 127.0.0.1 is in use"
        ):
            postgres.start(folder / "postgres", port=port)


def test_data_of_another_version_is_one_sentence_and_stays(folder: Path) -> None:
    with server(folder):
        pass
    version = folder / "postgres/data/PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(EmbeddedServerFailed, match=r"version 17 .* has version 18"):
        postgres.start(folder / "postgres")

    assert version.read_text() == "17\n"


def test_an_unwritable_folder_is_one_sentence() -> None:
    with pytest.raises(
        EmbeddedServerFailed, match=r"^The folder /proc/\S+ cannot be written to: "
    ):
        postgres.start(Path("/proc/guidepost/postgres"))


def test_a_start_cut_short_is_begun_again(folder: Path) -> None:
    half_made = folder / "postgres/data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")

    with server(folder) as running:
        psycopg.connect(running.url).close()


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_ends_cleanly_however_its_parent_dies(
    folder: Path, death: signal.Signals
) -> None:
    with python(START, folder / "postgres", "stay") as parent:
        assert parent.stdout
        pid, url = parent.stdout.readline().split()
        psycopg.connect(url).close()

        parent.send_signal(death)
        eventually(lambda: is_gone(int(pid)), within=5)

    with server(folder):
        log = (folder / "postgres/log").read_text()
    assert "was shut down at" in log
    assert "recovery" not in log


def test_an_ordinary_user_can_start_it(folder: Path) -> None:
    user = ordinary_user()
    if user:
        shutil.chown(folder, user)

    with python(START, folder / "postgres", "once", user=user) as process:
        printed, _ = process.communicate(timeout=60)

    assert "postgresql://" in printed
    assert process.returncode == 0


def test_a_full_disk_is_one_sentence(folder: Path) -> None:
    script = f"""
import ctypes, os, sys
from pathlib import Path
from shared.embedded import ground, postgres
from shared.embedded.children import EmbeddedServerFailed
uid, gid = os.getuid(), os.getgid()
libc = ctypes.CDLL(None, use_errno=True)
assert libc.unshare({CLONE_NEWNS} | ({CLONE_NEWUSER} if uid else 0)) == 0
if uid:
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{{uid}} {{uid}} 1")
    Path("/proc/self/gid_map").write_text(f"{{gid}} {{gid}} 1")
folder = sys.argv[1].encode()
assert libc.mount(b"none", b"/", None, {MS_REC | MS_PRIVATE}, None) == 0
assert libc.mount(b"none", folder, b"tmpfs", 0, b"size=24m,mode=0755") == 0
postgres.ROOM_TO_BEGIN = int(sys.argv[2])
try:
    postgres.start(Path(sys.argv[1]) / "postgres")
except EmbeddedServerFailed as error:
    print(error)
"""
    with python(script, folder, 0) as unforeseen:
        found_out, _ = unforeseen.communicate(timeout=60)
    with python(script, folder, postgres.ROOM_TO_BEGIN) as foreseen:
        known, _ = foreseen.communicate(timeout=60)

    assert found_out == f"The disk of {folder}/postgres is full.\n"
    assert known == (
        f"The disk of {folder}/postgres is full:"
        " 24 MB are free and 200 MB are needed.\n"
    )
