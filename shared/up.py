"""
``guidepost up``: the whole product on this machine, in the foreground.

Servers first (embedded, unless their URLs are set), then secrets, roles and
migrations, then every process that a service lists; once all are healthy and,
the first time, the demo has been played, it says so and stays until stopped.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click

from shared import settings, stack
from shared.embedded import ground, postgres, valkey
from shared.embedded.children import EmbeddedServerFailed
from shared.embedded.family import Family
from shared.first_start import make_secrets
from shared.migrating import migrate_all
from shared.processes import Process, Ready, all_processes
from shared.supervisor import Supervisor

# Addresses a person can remember, unless another program has them.
PORTS = {
    "GOALS_URL": 8001,
    "NOTIFICATIONS_URL": 8002,
    "REPORTING_URL": 8003,
    "MAIL_CATCHER_URL": 8025,
}
SMTP_PORT = 8026
PATIENCE = 120.0
DEMO = Process(name="demo", command=("shared.cli", "demo"), ready=Ready.RUNNING)


def up(environ: Mapping[str, str]) -> None:
    """
    Run the stack until it is told to stop.

    :raises EmbeddedServerFailed: in one sentence, if it cannot start.
    """
    place = stack.folder(environ)
    ground.open_way(place)
    with ExitStack() as ending:
        lock = stack.hold(place)
        ending.callback(lock.close)
        servers = Servers(place)
        ending.callback(servers.stop)
        secrets = make_secrets(
            place / "secrets",
            admin_url=servers.postgres_url(environ),
            redis_url=servers.redis_url(environ),
        )
        chosen = _not_given(environ, secrets.as_settings() | _proposed(environ))
        complete = {**environ, **chosen}
        migrate_all(complete)
        supervisor = Supervisor(_of_processes(complete), place, servers.family)
        ending.callback(supervisor.stop)
        supervisor.heed_signals()
        stack.announce(place, chosen)
        ending.callback(stack.withdraw, place)
        supervisor.add(*_processes(complete))
        _await_ready(supervisor, servers)
        if settings.flag(complete, "GUIDEPOST_DEMO"):
            _play_once(supervisor, place / "demo-played")
        if not supervisor.stopping:
            click.echo(_welcome(complete, place, token=secrets.first))
        supervisor.run_until(servers.have_ended)
        servers.must_run()
        click.echo("Guidepost stops.")


@dataclass(slots=True)
class Servers:
    """The embedded servers that no setting replaces."""

    place: Path
    family: Family = field(default_factory=Family)
    running: list[postgres.Postgres | valkey.Valkey] = field(default_factory=list)

    def postgres_url(self, environ: Mapping[str, str]) -> str:
        """Return the superuser's URL of PostgreSQL, given or just started."""
        return self._given_or_started(environ, "POSTGRES_ADMIN_URL", postgres.start)

    def redis_url(self, environ: Mapping[str, str]) -> str:
        """Return the URL of Redis, given or just started."""
        return self._given_or_started(environ, "REDIS_URL", valkey.start)

    def have_ended(self) -> bool:
        """Tell whether one of them ended without being asked to."""
        return any(server.process.poll() is not None for server in self.running)

    def must_run(self) -> None:
        """
        Make sure that all of them still run.

        :raises EmbeddedServerFailed: if one has ended.
        """
        if self.have_ended():
            raise EmbeddedServerFailed(
                f"An embedded server has ended; its log is in {self.place}."
            )

    def stop(self) -> None:
        """Stop them, the last one started first."""
        for server in reversed(self.running):
            server.stop()
            self.family.forget(server.process.pid)
        self.family.close()

    def _given_or_started(
        self,
        environ: Mapping[str, str],
        setting: str,
        start: Callable[[Path], postgres.Postgres | valkey.Valkey],
    ) -> str:
        if environ.get(setting) or environ.get(f"{setting}_FILE"):
            return settings.text(environ, setting)
        server = start(self.place / setting.partition("_")[0].lower())
        self.family.adopt(server.process.pid, server=True)
        self.running.append(server)
        return server.url


def _proposed(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what one machine uses unless told otherwise."""
    return _addresses(environ) | {
        "GUIDEPOST_DEMO": "on",
        "LOG_LEVEL": "warning",
        "WEB_WORKERS": "1",  # one person's machine: ready sooner
        "MAIL_FROM": "guidepost@localhost.localdomain",
        # Celery's warning against root, which is about containers' hosts and pickle.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }


def _addresses(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the URL of each port: its usual number, or one that is free."""
    addresses = {}
    for setting, usual in PORTS.items():
        if given := environ.get(setting):
            port = ground.free_port(urlsplit(given).port or 80)
        else:
            port = ground.first_free_port([usual])
        addresses[setting] = f"http://{ground.LOCAL}:{port}"
    smtp = ground.first_free_port([SMTP_PORT])
    return addresses | {"SMTP_URL": f"smtp://{ground.LOCAL}:{smtp}"}


def _not_given(
    environ: Mapping[str, str], proposed: Mapping[str, str]
) -> dict[str, str]:
    return {
        name: value
        for name, value in proposed.items()
        if not environ.get(name.removesuffix("_FILE"))
        and not environ.get(f"{name.removesuffix('_FILE')}_FILE")
    }


def _of_processes(complete: Mapping[str, str]) -> dict[str, str]:
    """Return the settings without those that only a migration may use."""
    return {
        name: value
        for name, value in complete.items()
        if "POSTGRES_ADMIN_URL" not in name and "_OWNER_DATABASE_URL" not in name
    }


def _processes(complete: Mapping[str, str]) -> tuple[Process, ...]:
    smtp = urlsplit(complete["SMTP_URL"])
    web = urlsplit(complete["MAIL_CATCHER_URL"])
    catcher = Process(
        name="mail-catcher",
        command=("shared.mail_catcher", smtp.netloc, web.netloc),
        ready=Ready.HTTP,
        port_setting="MAIL_CATCHER_URL",
    )
    return (catcher, *all_processes())


def _await_ready(supervisor: Supervisor, servers: Servers) -> None:
    deadline = time.monotonic() + PATIENCE
    supervisor.run_until(
        lambda: (
            supervisor.all_ready()
            or servers.have_ended()
            or time.monotonic() > deadline
        )
    )
    servers.must_run()
    if not (supervisor.stopping or supervisor.all_ready()):
        late = ", ".join(c.process.name for c in supervisor.children if not c.ready)
        raise EmbeddedServerFailed(f"Not ready within {PATIENCE:.0f} s: {late}.")


def _play_once(supervisor: Supervisor, played: Path) -> None:
    if played.exists() or supervisor.stopping:
        return
    if supervisor.run_once(DEMO) == 0:
        played.touch()
    elif not supervisor.stopping:
        click.echo("The demo did not finish; `guidepost demo` plays it again.")


def _welcome(complete: Mapping[str, str], place: Path, *, token: bool) -> str:
    secret = place / "secrets" / "guidepost_token"
    goals = complete["GOALS_URL"]
    lines = [
        "",
        click.style("Guidepost is ready", bold=True),
        f"  goals          {goals}",
        f"  notifications  {complete['NOTIFICATIONS_URL']}",
        f"  reporting      {complete['REPORTING_URL']}",
        f"  caught mail    {complete['MAIL_CATCHER_URL']}",
        f"  bearer token   in {secret}",
        "",
        "Try, in another terminal:",
        f'  curl -H "Authorization: Bearer $(cat {secret})" {goals}/v1/events?limit=3',
        "  .venv/bin/guidepost verify",
        "  .venv/bin/guidepost subscriptions",
        "Ctrl-C stops everything; the data stays.",
    ]
    if token:
        lines.insert(7, f"                 {secret.read_text()} (shown this once)")
    return "\n".join(lines)
