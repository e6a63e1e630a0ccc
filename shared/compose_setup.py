"""
The first start under Docker Compose: ``python -m shared.compose_setup FOLDER``.

Runs as root in a one-shot container without a network, before anything else. It
makes every secret once, into the volume that all others mount for reading, and
lets each file be read by the one group of containers that needs it. It also
keeps what may be chosen at a first start only: whether this is a demo.
"""

import os
import sys
from pathlib import Path

import sqlalchemy as sa

from shared import settings
from shared.first_start import fresh_settings

# The groups that docker-compose.yml gives to its containers.
HOUSE = 10000
SERVICES = {"GOALS": 10001, "NOTIFICATIONS": 10002, "REPORTING": 10003}
MIGRATE = 10004
POSTGRES_SERVER = 10005
REDIS_SERVER = 10006

REDIS_CONF = """\
requirepass {password}
dir /data
appendonly yes
appendfsync everysec
auto-aof-rewrite-min-size 256mb
save ""
maxmemory-policy noeviction
"""


def main(arguments: list[str], environment: settings.Environment) -> str:
    """Prepare the folder and return a sentence about it, without any secret."""
    [folder] = map(Path, arguments)
    os.umask(0o077)
    folder.chmod(0o755)
    first = not (folder / "guidepost_token").exists()
    wanted = settings.flag(environment, "GUIDEPOST_DEMO")
    demo = keep(folder / "guidepost_demo", "on" if first and wanted else "off", HOUSE)
    generated = fresh_settings(postgres="postgres:5432", redis="redis:6379")
    # The token is the last one: with it the first start is over.
    for name, new in generated.items():
        value = keep(folder / name.lower(), new, group_of(name))
        if name == "POSTGRES_ADMIN_URL":
            keep(folder / "postgres_password", password(value), POSTGRES_SERVER)
        if name == "REDIS_URL":
            conf = REDIS_CONF.format(password=password(value))
            keep(folder / "redis.conf", conf, REDIS_SERVER)
    return (
        f"{'New secrets were made' if first else 'The secrets are kept'}; "
        f"the demo clock is {demo}."
    )


def keep(path: Path, new: str, group: int) -> str:
    """Return what a file has held since its first start, readable by one group."""
    if not path.exists():
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chown(draft, 0, group)
        draft.chmod(0o640)
        draft.replace(path)
    return path.read_text(encoding="utf-8")


def group_of(setting: str) -> int:
    """Return the group that may read a setting's file."""
    if setting == "POSTGRES_ADMIN_URL" or "_OWNER_" in setting:
        return MIGRATE
    if setting == "IDEMPOTENCY_KEY":
        return SERVICES["GOALS"]
    return SERVICES.get(setting.partition("_")[0], HOUSE)


def password(url: str) -> str:
    """Return the password in a URL."""
    return str(sa.make_url(url).password)


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:], os.environ) + "\n")
