import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit
from uuid import UUID

from tests.compose.containers import LOG, Containers, eventually, summary

APIS = ("goals-api", "notifications-api", "reporting-api")
ONCE = ("setup", "goals-migrate", "notifications-migrate", "reporting-migrate")
SECRETS = "/run/guidepost"
IN_ANOTHER_CLINIC = (
    *("docker", "compose", "run", "--rm", "--no-deps", "-T", "demo"),
    *("python", "-m", "shared.cli", "demo", "--clinic", str(UUID(int=2))),
)


def test_what_stays_is_healthy_and_what_runs_once_is_done(stack: Containers) -> None:
    for container in stack.all():
        state = container["State"]
        if _service(container) in ONCE:
            assert (state["Status"], state["ExitCode"]) == ("exited", 0)
        else:
            assert state["Health"]["Status"] == "healthy", _service(container)


def test_only_the_apis_can_be_reached_from_this_machine(stack: Containers) -> None:
    published = {
        _service(container): {
            binding["HostIp"]
            for bindings in container["NetworkSettings"]["Ports"].values()
            for binding in bindings or ()
        }
        for container in stack.all()
    }

    reached = {service: ips for service, ips in published.items() if ips}
    assert reached == {api: {"127.0.0.1"} for api in APIS}


def test_an_api_answers_whoever_has_the_token(stack: Containers) -> None:
    token = stack.inside("goals-api", "cat", f"{SECRETS}/guidepost_token")

    assert _status(stack, token) == 200
    assert _status(stack, "guessed") == 401


def test_no_secret_shows_in_how_a_container_was_started(stack: Containers) -> None:
    shown = f"cd {SECRETS} && for f in *_url *_key *_token; do cat $f; echo; done"
    secrets = stack.compose("run", "--rm", "-T", "setup", "sh", "-c", shown).split()
    passwords = {urlsplit(one).password or one for one in secrets}
    described = json.dumps(stack.all())

    assert len(passwords) == len(secrets) > 10
    assert not [number for number, one in enumerate(passwords) if one in described]


def test_a_container_reads_its_own_secrets_only(stack: Containers) -> None:
    def readable(service: str) -> set[str]:
        listed = f"cd {SECRETS}; for f in *; do [ -r $f ] && echo $f; done; true"
        return set(stack.inside(service, "sh", "-c", listed).split())

    shared = {"guidepost_demo", "guidepost_token", "bus_key", "redis_url"}
    own = {f"reporting_{role}database_url" for role in ("", "worker_")}
    assert readable("reporting-worker") == shared | own
    assert readable("postgres") == {"postgres_password"}
    assert readable("redis") == {"redis.conf"}


def test_an_image_holds_one_service(stack: Containers) -> None:
    asked = "import os, services; print(*os.listdir(services.__path__[0]))"

    listed = stack.inside("reporting-api", "python", "-c", asked)

    assert set(listed.split()) - {"__init__.py", "__pycache__"} == {"reporting"}


def test_a_worker_killed_while_three_share_the_work_changes_nothing(
    stack: Containers,
) -> None:
    undisturbed = summary(stack.run("make", "demo"))
    begun_at = stack.sql("goals", LOG)
    before = _started(stack)
    stack.run("docker", "compose", "up", "-d", "--scale", "reporting-worker=3")
    eventually(lambda: _healthy(stack, "reporting-worker") == 3, within=240)
    shared = _started(stack)
    assert before.items() <= shared.items()

    with stack.begun(*IN_ANOTHER_CLINIC) as telling:
        eventually(lambda: stack.sql("goals", LOG) > begun_at + 100)
        stack.kill_worker("reporting-worker", 2)
        told, _ = telling.communicate(timeout=300)

    assert telling.returncode == 0, told
    assert summary(told) == undisturbed
    eventually(lambda: stack.lag() == 0)
    eventually(lambda: _healthy(stack, "reporting-worker") == 3, within=240)
    killed = dict(_started(stack).items() - shared.items())
    assert len(killed) == 1


def test_every_celebration_went_out_once_by_mail(stack: Containers) -> None:
    due = "SELECT count(*) FROM deliveries WHERE state <> 'sent'"
    eventually(lambda: stack.sql("notifications", due) == 0)

    sent = stack.sql("notifications", "SELECT count(*) FROM deliveries")
    caught = "http://localhost:8025/api/v1/messages?limit=500"
    letters = json.loads(stack.inside("mail", "wget", "-qO-", caught))["messages"]
    ids = [letter["MessageID"] for letter in letters]
    assert sent > 0
    assert (len(ids), len(set(ids))) == (sent, sent)


def test_the_log_is_whole(stack: Containers) -> None:
    stack.inside("goals-relay", "guidepost", "verify")


def test_a_wiped_redis_fills_by_itself(stack: Containers) -> None:
    password = f"$(sed -n 's/^requirepass //p' {SECRETS}/redis.conf)"

    def redis(command: str) -> str:
        asked = f"REDISCLI_AUTH={password} redis-cli --no-raw {command}"
        return stack.inside("redis", "sh", "-c", asked).strip()

    assert redis("flushall") == "OK"

    head = stack.sql("goals", "SELECT max(position) FROM log")
    eventually(lambda: f"{head}-0" in redis("xrevrange guidepost:events + - count 1"))
    eventually(lambda: stack.lag() == 0)


def test_what_was_kept_is_there_after_a_new_start(stack: Containers) -> None:
    before = summary(stack.run("make", "demo"))
    stack.compose("down")

    stack.run("make", "up")

    assert "The secrets are kept" in stack.compose("logs", "setup")
    assert summary(stack.run("make", "demo")) == before


def test_a_stack_that_was_begun_for_a_clinic_never_becomes_a_demo(
    stack: Containers,
) -> None:
    begin = "python -m shared.compose_setup /new"
    said = stack.run(
        *("docker", "run", "--rm", "--user=0:0", "--network=none", "--tmpfs=/new"),
        *("guidepost-goals", "sh", "-c"),
        f"{begin} && GUIDEPOST_DEMO=on {begin}",
    )

    assert said.splitlines() == [
        "New secrets were made; the demo clock is off.",
        "The secrets are kept; the demo clock is off.",
    ]


def test_down_leaves_nothing(stack: Containers) -> None:
    assert stack.left()

    stack.run("make", "down")

    assert stack.left() == []


def _service(container: dict[str, dict[str, dict[str, str]]]) -> str:
    return container["Config"]["Labels"]["com.docker.compose.service"]


def _started(stack: Containers) -> dict[str, str]:
    """Return when each container that stays was started, by its id."""
    return {
        container["Id"]: container["State"]["StartedAt"]
        for container in stack.all()
        if _service(container) not in ONCE
    }


def _healthy(stack: Containers, service: str) -> int:
    return sum(
        container["State"].get("Health", {}).get("Status") == "healthy"
        for container in stack.all()
        if _service(container) == service
    )


def _status(stack: Containers, token: str) -> int:
    address = f"http://127.0.0.1:{stack.ports['GOALS_PORT']}/v1/events?limit=1"
    request = urllib.request.Request(
        address, headers={"Authorization": f"Bearer {token.strip()}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
