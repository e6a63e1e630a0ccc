"""Secrets are made once, kept privately, and follow servers that have moved."""

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.first_start import Secrets, fresh_settings, make_secrets
from shared.settings import secret, text


def made(folder: Path, *, port: int = 5432) -> Secrets:
    return make_secrets(
        folder / "secrets",
        admin_url=f"postgresql://postgres:word@127.0.0.1:{port}/postgres",
        redis_url="redis://:word@127.0.0.1:6379/0",
    )


def test_only_the_first_start_is_first(tmp_path: Path) -> None:
    assert made(tmp_path).first
    assert not made(tmp_path).first


def test_secrets_stay_when_the_server_moves(tmp_path: Path) -> None:
    before = made(tmp_path)
    names = ("GUIDEPOST_TOKEN", "BUS_KEY", "IDEMPOTENCY_KEY")
    kept = [before.value(name) for name in names]
    url = sa.make_url(before.value("GOALS_DATABASE_URL"))

    after = made(tmp_path, port=6000)

    moved = sa.make_url(after.value("GOALS_DATABASE_URL"))
    assert [after.value(name) for name in names] == kept
    assert (moved.password, moved.port) == (url.password, 6000)


def test_a_start_cut_short_is_still_the_first(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "secrets/guidepost_token").unlink()

    assert made(tmp_path).first


def test_nobody_else_can_read_them(tmp_path: Path) -> None:
    files = made(tmp_path).files.values()

    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_processes_read_them_as_settings(tmp_path: Path) -> None:
    environ = made(tmp_path).as_settings()

    assert len(secret(environ, "BUS_KEY")) == 32
    assert text(environ, "GOALS_DATABASE_URL").startswith("postgresql://goals_api:")


def test_no_two_secrets_are_alike() -> None:
    one = fresh_settings(postgres="postgres:5432", redis="redis:6379")
    two = fresh_settings(postgres="postgres:5432", redis="redis:6379")

    assert not set(one.values()) & set(two.values())
    assert len(set(one.values())) == len(one)


@pytest.mark.parametrize(
    ("setting", "role"),
    [
        ("GOALS_DATABASE_URL", "goals_api"),
        ("GOALS_RELAY_DATABASE_URL", "goals_relay"),
        ("NOTIFICATIONS_WORKER_DATABASE_URL", "notifications_worker"),
        ("REPORTING_OWNER_DATABASE_URL", "reporting_owner"),
    ],
)
def test_each_kind_of_process_has_its_role(setting: str, role: str) -> None:
    url = sa.make_url(
        fresh_settings(postgres="postgres:5432", redis="redis:6379")[setting]
    )

    assert url.username == role
    assert url.database == role.partition("_")[0]
