"""
The ground that a server stands on: a folder it can use and a port it can have.

Run by root, the servers use an unprivileged account, because PostgreSQL refuses
to be root. That account must be able to walk to the folder; we never open up a
folder on the way, we say so instead.
"""

import errno
import os
import pwd
import shutil
import socket
import stat
from collections.abc import Iterable
from pathlib import Path

from shared.embedded.children import EmbeddedServerFailed

ACCOUNTS = ("postgres", "nobody")
MEGABYTE = 2**20
LOCAL = "127.0.0.1"


def unprivileged_account(folder: Path) -> str:
    """Return the account for a folder's server if we are root, else nothing: us."""
    if os.geteuid() != 0:
        return ""
    if folder.exists() and folder.stat().st_uid != 0:
        return folder.owner()
    known = {account.pw_name for account in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return name
    raise EmbeddedServerFailed(
        f"The servers cannot run as root and there is no account {ACCOUNTS[-1]!r}."
    )


def can_walk_to(folder: Path, account: str) -> bool:
    """Tell whether an account may pass through every folder on the way."""
    who = pwd.getpwnam(account)
    groups = os.getgrouplist(account, who.pw_gid)
    existing = next(path for path in (folder, *folder.parents) if path.exists())

    def may_pass(path: Path) -> bool:
        found = path.stat()
        if found.st_uid == who.pw_uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid in groups:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    return all(map(may_pass, (existing, *existing.parents)))


def open_way(folder: Path) -> None:
    """
    Make the folder that holds everything; another account may pass, not look.

    :raises EmbeddedServerFailed: if it cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise EmbeddedServerFailed(_sentence(error, folder)) from error


def prepare(folder: Path, *, account: str, needed: int) -> None:
    """
    Make a private folder for a server, owned by its account.

    :raises EmbeddedServerFailed: if it cannot be used, or the disk is nearly full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if account and not can_walk_to(folder.parent, account):
            raise EmbeddedServerFailed(
                f"The account {account!r} cannot reach {folder}: a folder above it"
                " is private; choose another with GUIDEPOST_FOLDER."
            )
        if account and folder.owner() != account:
            shutil.chown(folder, account)
        folder.chmod(0o700)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise EmbeddedServerFailed(_sentence(error, folder)) from error
    if free < needed:
        raise EmbeddedServerFailed(
            f"The disk of {folder} is full: {free // MEGABYTE} MB are free"
            f" and {needed // MEGABYTE} MB are needed."
        )


def free_port(wanted: int = 0) -> int:
    """
    Return a port that nobody listens on; a wanted one must be free.

    :raises EmbeddedServerFailed: if the wanted port is in use.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, wanted))
        except OSError as error:
            raise EmbeddedServerFailed(
                f"Port {wanted} of {LOCAL} is in use by another program."
            ) from error
        port: int = probe.getsockname()[1]
        return port


def first_free_port(wanted: Iterable[int]) -> int:
    """Return the first port of some that is free, or else any."""
    for port in wanted:
        try:
            return free_port(port)
        except EmbeddedServerFailed:
            continue
    return free_port()


def _sentence(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {folder} is full."
    return f"The folder {folder} cannot be written to: {error.strerror}."
