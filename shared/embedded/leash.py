"""
Become another program that cannot outlive its parent.

Run as a script of its own, in front of every child: it takes a session, drops
to an unprivileged user if told to, asks the kernel for a signal when the parent
dies, and then executes the program in its place. Standard library only.

Usage: ``python -I leash.py PARENT SIGNAL USER PROGRAM [ARGUMENT ...]``
"""

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1
NOBODY_WAITS = 70


def main(parent: str, death_signal: str, user: str, *program: str) -> None:
    """Take the steps in the only order that holds."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.setsid()
    if user:
        account = pwd.getpwnam(user)
        os.initgroups(user, account.pw_gid)
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
    # The kernel forgets this wish when the user changes, so it comes after.
    libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != int(parent):
        sys.exit(NOBODY_WAITS)  # the parent died before the wish was made
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(program[0], program)  # noqa: S606 - to become it, without a shell


if __name__ == "__main__":
    main(*sys.argv[1:])
