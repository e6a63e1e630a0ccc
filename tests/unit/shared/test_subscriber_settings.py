"""What a service that hears from goals must be told, and what it may leave out."""

import pytest

from shared.settings import SettingIsWrong
from shared.subscriber_settings import ApiSettings, ListenerSettings

API = {"READER_URL": "postgresql://reader@db/reports", "GUIDEPOST_TOKEN": "t"}
LISTENER = {
    "REDIS_URL": "rediss://cache",
    "BUS_KEY": "0b" * 32,
    "GUIDEPOST_TOKEN": "t",
}


def test_the_rest_is_as_on_one_machine() -> None:
    api = ApiSettings.from_environment(API, database="READER_URL")

    assert (api.database_url, api.token) == ("postgresql://reader@db/reports", "t")
    assert (api.goals_url, api.threads) == ("http://127.0.0.1:8001", 4)
    assert ListenerSettings.from_environment(LISTENER).bus_key == b"\x0b" * 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READER_URL", ""),
        ("READER_URL", "mysql://db/reports"),
        ("GUIDEPOST_TOKEN", ""),
        ("GOALS_URL", "goals-api:8001"),
        ("WEB_THREADS", "0"),
    ],
)
def test_what_an_api_cannot_use_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingIsWrong, match=name):
        ApiSettings.from_environment(API | {name: value}, database="READER_URL")


@pytest.mark.parametrize(
    ("name", "value"),
    [("REDIS_URL", "http://cache"), ("BUS_KEY", "0b"), ("GUIDEPOST_TOKEN", "")],
)
def test_what_a_listener_cannot_use_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingIsWrong, match=name):
        ListenerSettings.from_environment(LISTENER | {name: value})
