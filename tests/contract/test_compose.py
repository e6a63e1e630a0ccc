import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.compose_setup import group_of
from shared.processes import Process, Ready, all_processes

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APIS = {"goals-api": 8001, "notifications-api": 8002, "reporting-api": 8003}
SECRETS = Path("/run/guidepost")
# Not settings of ours: what other people's programs read.
FOREIGN = {"POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"}
ONCE = {"setup", "demo"} | {name for name in SERVICES if name.endswith("-migrate")}

services = pytest.mark.parametrize("name", SERVICES)


@pytest.mark.parametrize("process", all_processes(), ids=lambda each: each.name)
def test_every_process_has_a_container_with_its_command(process: Process) -> None:
    port = str(APIS.get(process.name, ""))
    command = [
        part.replace("{host}", "0.0.0.0").replace("{port}", port)  # noqa: S104
        for part in process.command
    ]

    assert SERVICES[process.name]["command"] == ["python", "-m", *command]


@pytest.mark.parametrize("process", all_processes(), ids=lambda each: each.name)
def test_every_process_is_asked_for_progress(process: Process) -> None:
    service = SERVICES[process.name]
    asked = service["healthcheck"]["test"]

    assert asked[:4] == ["CMD", "python", "-m", "shared.probe"]
    match process.ready:
        case Ready.HTTP:
            assert asked[4].endswith(f":{APIS[process.name]}/health/ready")
        case Ready.HEARTBEAT if process.name == "goals-relay":
            port = service["environment"]["RELAY_HEALTH_PORT"]
            assert asked[4] == f"http://127.0.0.1:{port}/health/ready"
        case Ready.HEARTBEAT:
            assert asked[4] == service["environment"]["HEARTBEAT_FILE"]
        case Ready.RUNNING:
            raise AssertionError(f"{process.name} does not show progress")


def test_every_container_is_a_process_a_server_or_runs_once() -> None:
    processes = {process.name for process in all_processes()}

    assert set(SERVICES) == processes | ONCE | {"postgres", "redis", "mail"}


def test_every_queue_is_one_that_a_service_uses_and_the_reverse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://nobody-is-asked")
    listened = {
        queue
        for service in SERVICES.values()
        for option, value in _options(service.get("command", []))
        if option == "--queues"
        for queue in value.split(",")
    }

    assert listened == set(_tasks())


@services
def test_every_setting_is_explained(name: str) -> None:
    explained = _explained()

    assert {s for s in _settings(name) if s not in explained} <= FOREIGN


def test_every_choice_of_the_operator_is_explained() -> None:
    assert set(re.findall(r"\$\{(\w+)", TEXT)) <= _explained()


@services
def test_every_setting_is_one_that_the_code_reads(name: str) -> None:
    code = "\n".join(
        path.read_text()
        for folder in ("shared", "services")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "compose_setup.py"
    )

    unread = {s for s in _settings(name) - FOREIGN if f'"{s}"' not in code}

    assert unread <= {s for s in unread if s.endswith("_OWNER_DATABASE_URL")}


@services
def test_a_container_can_read_its_secrets(name: str) -> None:
    service = SERVICES[name]
    groups = {int(group) for group in service.get("group_add", [])}
    groups.add(int(service["user"].partition(":")[2]))

    for setting, path in _files(name):
        if setting not in FOREIGN | {"GUIDEPOST_DEMO"}:
            assert path == SECRETS / setting.lower()
            assert group_of(setting) in groups


def test_only_the_apis_are_published_and_only_to_this_machine() -> None:
    published = {
        name: service["ports"]
        for name, service in SERVICES.items()
        if "ports" in service
    }

    assert published == {
        name: [f"127.0.0.1:${{{name[:-4].upper()}_PORT:-{port}}}:{port}"]
        for name, port in APIS.items()
    }


@services
def test_no_password_is_written_down(name: str) -> None:
    environment = SERVICES[name].get("environment", {})

    plain = {setting for setting in environment if not setting.endswith("_FILE")}

    assert not [s for s in plain if re.search("PASSWORD|TOKEN|KEY|SECRET", s)]
    assert not re.search(r"://[^/\s]*:[^/\s]*@", TEXT)


@services
def test_a_container_may_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]

    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].startswith("0:") == (name == "setup")


@services
def test_a_service_that_stays_can_be_scaled_and_comes_back(name: str) -> None:
    service = SERVICES[name]

    assert "container_name" not in service
    if name not in ONCE:
        assert service["restart"] == "unless-stopped"
        assert "healthcheck" in service
        assert service["init"] is True


@services
def test_a_service_waits_for_what_it_needs(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        expected = (
            "service_completed_successfully" if needed in ONCE else "service_healthy"
        )
        assert how == {"condition": expected}


def _options(command: list[str]) -> Iterator[tuple[str, str]]:
    for word, following in pairwise([*command, ""]):
        option, _, value = word.partition("=")
        yield option, value or following


def _tasks() -> Iterator[str]:
    for service in ("notifications", "reporting"):
        for task in import_module(f"services.{service}.tasks").app.tasks:
            # A worker sends itself the heartbeat, on a queue of its own.
            if not task.startswith("celery.") and not task.endswith(".heartbeat"):
                yield task


def _settings(name: str) -> set[str]:
    environment = SERVICES[name].get("environment", {})
    files = {setting for setting, _ in _files(name)}
    return files | {s for s in environment if s.removesuffix("_FILE") not in files}


def _files(name: str) -> Iterator[tuple[str, Path]]:
    for setting, value in SERVICES[name].get("environment", {}).items():
        if setting.endswith("_FILE") and value.startswith(f"{SECRETS}/"):
            yield setting.removesuffix("_FILE"), Path(value)


def _explained() -> set[str]:
    example = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", example, flags=re.MULTILINE))
