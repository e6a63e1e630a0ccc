"""
Remove the data of the stack that ran from this checkout: a part of ``make clean``.

Only the two folders that are the checkout's own go: one that GUIDEPOST_FOLDER names,
other checkouts' and what all of them use stay. It needs no more than Python itself.
"""

import shutil
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from shared import stack
from shared.embedded.children import EmbeddedServerFailed


def remove(folders: Iterable[Path]) -> None:
    """
    Remove some folders with all that is in them, or none of them.

    :raises EmbeddedServerFailed: if a stack runs in one.
    """
    there = [folder for folder in folders if folder.is_dir() or folder.is_symlink()]
    with ExitStack() as held:
        for folder in there:
            if not folder.is_symlink():
                held.enter_context(stack.hold(folder))
        for folder in there:
            if folder.is_symlink():
                folder.unlink()  # where it leads to is somebody else's
            else:
                shutil.rmtree(folder)


if __name__ == "__main__":
    try:
        remove(stack.folders_of(stack.HERE))
    except (EmbeddedServerFailed, OSError) as error:
        sys.exit(f"{error}")
