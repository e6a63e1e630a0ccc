"""A bad setting stops the process and names itself."""

from pathlib import Path

import pytest

from shared.settings import SettingIsWrong, flag, integer, secret, text, url


def test_a_setting_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc\n", encoding="utf-8")

    assert text({"TOKEN_FILE": str(file)}, "TOKEN") == "abc"


def test_a_missing_setting_names_itself() -> None:
    with pytest.raises(SettingIsWrong, match="GUIDEPOST_TOKEN is not set"):
        text({}, "GUIDEPOST_TOKEN")


def test_a_file_that_is_away_names_its_setting() -> None:
    with pytest.raises(SettingIsWrong, match="TOKEN_FILE names a file"):
        text({"TOKEN_FILE": "/nowhere/at/all"}, "TOKEN")


@pytest.mark.parametrize("given", ["", "-1", "101", "12a", "١٢", "1.5"])
def test_a_number_out_of_bounds_names_its_setting(given: str) -> None:
    with pytest.raises(SettingIsWrong, match="PORT"):
        integer({"PORT": given or " "}, "PORT", 5, least=1, most=100)


def test_a_flag_is_on_or_off() -> None:
    assert flag({"DEMO": "on"}, "DEMO")
    assert not flag({}, "DEMO")
    with pytest.raises(SettingIsWrong, match="DEMO must be on or off"):
        flag({"DEMO": "yes"}, "DEMO")


@pytest.mark.parametrize("given", ["00", "zz" * 32, "changeme", "0" * 63])
def test_a_short_or_malformed_key_is_refused(given: str) -> None:
    with pytest.raises(SettingIsWrong, match="BUS_KEY must be 32 bytes"):
        secret({"BUS_KEY": given}, "BUS_KEY")


@pytest.mark.parametrize(
    "given", ["redis:6379", "http://cache", "redis://", "redis://["]
)
def test_an_address_of_another_kind_is_refused(given: str) -> None:
    with pytest.raises(SettingIsWrong, match="REDIS_URL must start with redis://host"):
        url({"REDIS_URL": given}, "REDIS_URL", schemes=("redis",))
