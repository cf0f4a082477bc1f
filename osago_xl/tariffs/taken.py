"""Acts that the agent took from files: which there are, put away and brought back.

What is put away lies in a hidden folder beside the others, so that «Отменить» can bring it back.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

from osago_xl.errors import TariffError

SOURCES = "sources.csv"
_PUT_AWAY = ".put-away"
_LATIN = str.maketrans("уУ", "uu")


def folder_name(number: str) -> str:
    """«7400-У» → «7400-u»."""
    return number.translate(_LATIN).lower().replace(" ", "-")


def read_sources(path: Path) -> list[tuple[str, str]]:
    """(name of a source, what it is) of every line; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [(line[0], line[1]) for line in list(csv.reader(stream))[1:]]


def write_sources(path: Path, sources: Iterable[tuple[str, str]]) -> None:
    """The same back."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("id", "what"))
        writer.writerows(sources)


def taken(root: Path) -> list[str]:
    """Folders of the acts taken from files."""
    known = {source for source, _ in read_sources(root / SOURCES)}
    return [path.name for path in sorted(root.glob("*")) if _source(path.name) in known]


def put_away(root: Path, number: str) -> None:
    """Have an act that was taken from a file out of force; TariffError for any other folder."""
    name = folder_name(number)
    if name not in taken(root):
        known = ", ".join(taken(root)) or "нет ни одного"
        raise TariffError(f"Акта {number} среди взятых из файлов нет. Взяты: {known}.")
    aside, sources = root / _PUT_AWAY / name, read_sources(root / SOURCES)
    shutil.rmtree(aside, ignore_errors=True)
    aside.parent.mkdir(exist_ok=True)
    (root / name).rename(aside)
    write_sources(aside / SOURCES, [line for line in sources if line[0] == _source(name)])
    write_sources(root / SOURCES, [line for line in sources if line[0] != _source(name)])


def bring_back(root: Path, name: str) -> None:
    """Put an act in force again; TariffError when it is there already or was never put away."""
    aside = root / _PUT_AWAY / name
    if (root / name).exists() or not aside.is_dir():
        raise TariffError(f"Акт {name} вернуть нельзя: он уже есть среди своих тарифов или его папка удалена.")
    own = read_sources(aside / SOURCES)
    (aside / SOURCES).unlink(missing_ok=True)
    aside.rename(root / name)
    write_sources(root / SOURCES, [*read_sources(root / SOURCES), *own])


def _source(name: str) -> str:
    return f"file-{name}"
