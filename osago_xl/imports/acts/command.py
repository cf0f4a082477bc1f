"""«Новый акт»: a file read, its doubts asked about, what changes told, the folder written or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from osago_xl.errors import TariffError
from osago_xl.imports.acts.differences import TITLES, Change, differences, jumps
from osago_xl.imports.acts.reading import Act, read_act
from osago_xl.imports.acts.taking import take
from osago_xl.tariffs import Tariffs
from osago_xl.values import reading
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Ui

_SHOWN = 20


class Wanted(NamedTuple):
    """What the caller knows beside the file; empty for what the file says itself."""

    number: str = ""
    in_force: date | None = None
    partial: bool = False


class Taken(NamedTuple):
    """A written act: its folder, its first day, what it changes, in sentences and as data."""

    folder: Path
    number: str
    in_force: date
    told: list[str]
    changes: list[Change]


def take_act(ui: Ui, path: Path, root: Path, wanted: Wanted, today: date) -> Taken:
    """Read, ask, write. TariffError names every row that cannot be right; Cancelled when the agent says no."""
    tariffs = Tariffs.load(root if root.is_dir() else None)
    act = _settled(ui, path, tariffs, wanted)
    if wrong := [str(doubt) for doubt in act.doubts if doubt.fatal]:
        more = [f"… и ещё {len(wrong) - _SHOWN}"] if len(wrong) > _SHOWN else []
        raise TariffError(
            "\n  ".join([f"Акт из файла «{path.name}» не взят, исправьте и повторите:", *wrong[:_SHOWN], *more])
        )
    number = wanted.number or act.number
    in_force = wanted.in_force or act.in_force or _asked_day(ui)
    changes = differences(tariffs, act.rows, in_force, act.amends)
    questions = [*(doubt for doubt in act.doubts if not doubt.fatal), *jumps(changes)]
    told = summary(changes, act)
    asked = "\n".join([*told, *map(str, questions[:_SHOWN]), f"Взять акт {number}, действует с {numeric(in_force)}?"])
    if not ui.ask(asked):
        raise Cancelled
    folder = take(root, path, number, in_force, act.signed, act.rows, today, edition=not act.amends)
    return Taken(folder, number, in_force, told, changes)


def _settled(ui: Ui, path: Path, tariffs: Tariffs, wanted: Wanted) -> Act:
    """The act with misspelt places put right by the agent, one question a place."""
    act = read_act(path, tariffs, wanted.partial)
    answers = {
        text: alike[0]
        for text, alike in act.unknown.items()
        if alike and ui.ask(f"Места «{text}» нет в таблице КТ. Это «{alike[0]}»?")
    }
    return read_act(path, tariffs, wanted.partial, answers) if answers else act


def _asked_day(ui: Ui) -> date:
    found = reading.day(ui.prompt("Когда акт вступает в силу, в файле не сказано. Первый день (ДД.ММ.ГГГГ)"), "date")
    if found is None:
        raise Cancelled
    return found


def summary(changes: Sequence[Change], act: Act) -> list[str]:
    """How many rows of every table change, and the largest jumps."""
    lines = []
    for table, stated in act.rows.items():
        own = [change for change in changes if change.table == table]
        new, gone = sum(not change.before for change in own), sum(not change.after for change in own)
        moved = len(own) - new - gone
        lines.append(f"{TITLES[table]}: строк {len(stated)}, изменено {moved}, новых {new}, больше нет {gone}.")
    largest = [str(change) for change in changes if change.times > 1][:5]
    return lines + ([f"Сильнее всего: {'; '.join(largest)}."] if largest else [])
