"""The tariffs every part computes by: cells, buttons, imports, checks and the command line."""

from __future__ import annotations

import csv
import time
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from osago_xl.domain.territory import Territory
from osago_xl.errors import TariffError
from osago_xl.folders import own_tariffs
from osago_xl.tariffs.files import read_csv
from osago_xl.tariffs.schema import TABLES
from osago_xl.tariffs.tariffs import Tariffs

_FRESH = 1.0
"""Seconds for which the agent's folder is not looked at again: a column of formulas asks a thousand times."""

Stamp = tuple[tuple[str, int], ...]

_VALUES = "own-values"
_ACT = """number = "свои значения"
title = "Значения, проверенные агентом"
in_force = {day}
edition = false
changes = "КТ, которые агент сверил с актом"
confidence = "own"
sources = []
override = true
"""


def folder() -> Path:
    """Where the agent's acts and values stand; it need not exist."""
    return own_tariffs()


def tariffs() -> Tariffs:
    """The shipped acts with the agent's own folder; read again when a file of that folder has changed."""
    return _seen(int(time.monotonic() / _FRESH))


def with_act(act: Path) -> Tariffs:
    """The same with one more act, that of a folder, whether it is the agent's already or not."""
    root = folder()
    return Tariffs.load(root if root.is_dir() else None, act)


def look_again() -> None:
    """Have the folder looked at before the second is over: something was just written there."""
    _seen.cache_clear()


@lru_cache(maxsize=1)
def _seen(_moment: int) -> Tariffs:
    root = folder()
    found = _read(root, _stamp(root))
    if isinstance(found, TariffError):
        raise found
    return found


@lru_cache(maxsize=1)
def _read(root: Path, stamp: Stamp) -> Tariffs | TariffError:
    """The error of a folder that cannot be read is kept too: every formula of a sheet would read it again."""
    try:
        return Tariffs.load(root if stamp else None)
    except TariffError as error:
        return error


def _stamp(root: Path) -> Stamp:
    """Files of the folder with the times of their last change; empty when there are none."""
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()))


def confirm_territory(place: Territory, vehicles: Decimal, today: date) -> None:
    """КТ of a territory as the agent saw it in the act: his own value from `today` on, above the acts.

    TariffError, and the folder as it was, for a value that no act can state.
    """
    if reason := TABLES["kt"].values["vehicles"](str(vehicles)):
        raise TariffError(f"КТ: {reason}.")
    act = folder() / _VALUES
    act.mkdir(parents=True, exist_ok=True)
    if not (act / "act.toml").exists():
        (act / "act.toml").write_text(_ACT.format(day=today.isoformat()), encoding="utf-8")
    path = act / "kt.csv"
    lines = [cells for _, cells in read_csv(path, TABLES["kt"].columns)] if path.exists() else []
    row = [*place, str(vehicles), "", today.isoformat(), "own", "", f"проверено {today:%d.%m.%Y}"]
    kept = [line for line in lines if (line[0], line[1], line[4]) != (*place, today.isoformat())]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([TABLES["kt"].columns, *kept, row])
    look_again()
