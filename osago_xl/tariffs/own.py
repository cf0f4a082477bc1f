"""The agent's own tariff folder: acts taken from a file and values of his own, beside the shipped acts."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from osago_xl.domain.territory import Territory
from osago_xl.errors import TariffError
from osago_xl.tariffs.files import read_csv
from osago_xl.tariffs.schema import TABLES
from osago_xl.tariffs.tariffs import Tariffs

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
    """Where the agent's acts stand; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("osago-xl") / "tariffs"


@lru_cache(maxsize=1)
def tariffs() -> Tariffs:
    """The acts as the agent has them, read once; `tariffs.cache_clear` after the folder changed."""
    own = folder()
    return Tariffs.load(own if own.is_dir() else None)


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
    tariffs.cache_clear()
