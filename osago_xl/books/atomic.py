"""The only place where files of the agent are written: a file is replaced as a whole or not at all.

Everything goes to a temporary file beside the target, reaches the disk, is checked, and only then takes the target's
name. Whatever fails before that moment leaves the target as it was; tests inject faults into the calls made here.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Check = Callable[[Path], None]
"""Looks at the finished temporary file and raises when it is not what was meant."""


def replace_file(path: Path, data: bytes, check: Check | None = None) -> None:
    """Give `path` this content. OSError (or what `check` raises) means: nothing has changed, nothing is left behind."""
    target = path.resolve()
    unfinished = _unfinished(target)
    try:
        _write(unfinished, data)
        if check:
            check(unfinished)
        if target.exists():
            unfinished.chmod(target.stat().st_mode & 0o777)
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    _reach_disk(target.parent)


def create_file(path: Path, data: bytes) -> None:
    """Make a new file, whole or not at all; FileExistsError when its name is taken, nothing is ever overwritten.

    The disk is not waited for: a paper can be made again, and a thousand of them must not take minutes.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    unfinished = _unfinished(path)
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
        _name(unfinished, path)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _name(unfinished: Path, path: Path) -> None:
    """Give a finished file its name; in the same moment somebody else may have taken it."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # some drives know no second names
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        unfinished.rename(path)


def _unfinished(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _reach_disk(folder: Path) -> None:
    """Make the new name survive a power cut. The file is replaced already, so a folder that refuses is no failure.

    Windows cannot open folders and does this by itself; some network drives refuse.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
