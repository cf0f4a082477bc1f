"""The folder of a taken act: written whole and checked by the strict loader, or not at all."""

from __future__ import annotations

import csv
import hashlib
import shutil
import tempfile
from datetime import date
from pathlib import Path

from osago_xl.errors import TariffError
from osago_xl.imports.acts.model import Stated
from osago_xl.tariffs import Tariffs
from osago_xl.tariffs.schema import TABLES
from osago_xl.tariffs.taken import SOURCES, folder_name, read_sources, write_sources


def take(
    root: Path, source: Path, number: str, in_force: date, signed: date | None, rows: dict[str, list[Stated]],
    today: date, edition: bool,
) -> Path:  # fmt: skip
    """Write the act beside the agent's other tariffs; TariffError, and nothing written, for what cannot be right.

    An act the program ships too (read from its full text, say) stands above the shipped one.
    """
    if not number:
        raise TariffError("Номер акта в файле не найден. Укажите его: --number 7400-У.")
    if signed and signed > in_force:
        raise TariffError(
            f"Акт {number} подписан {signed:%d.%m.%Y}, а действует с {in_force:%d.%m.%Y}: проверьте --from."
        )
    name = folder_name(number)
    if (root / name).exists():
        raise TariffError(
            f"Акт {number} уже взят, папка {root / name}. Сначала уберите его: osago-xl tariffs drop {number}."
        )
    shipped = {act.number for act in Tariffs.load().acts}
    again = number in shipped
    title = f"{number}, из файла {source.name}" if again else f"Указание Банка России № {number}"
    act = {
        "number": f"{number} (из файла)" if again else number, "title": title,
        **({"signed": signed} if signed else {}), "in_force": in_force, "edition": edition and not again,
        "changes": "; ".join(f"{table}: строк {len(stated)}" for table, stated in rows.items()),
        "confidence": "own", "sources": [f"file-{name}"], **({"override": True} if again else {}),
    }  # fmt: skip
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    what = f"файл {source.name}, sha256 {digest}, прочитан {today:%d.%m.%Y}"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".") as draft:
        trial = Path(draft) / "all"
        shutil.copytree(root, trial, ignore=shutil.ignore_patterns(".*"))
        _write(trial / name, act, rows, f"file-{name}", in_force)
        write_sources(trial / SOURCES, [*read_sources(root / SOURCES), (f"file-{name}", what)])
        loaded = Tariffs.load(trial)
        for start in loaded.starts:
            loaded.at(start)
        shutil.copy2(trial / SOURCES, root / SOURCES)
        (trial / name).rename(root / name)
    return root / name


def _write(folder: Path, act: dict[str, object], rows: dict[str, list[Stated]], source: str, in_force: date) -> None:
    folder.mkdir()
    lines = [f"{key} = {_toml(value)}\n" for key, value in act.items()]
    (folder / "act.toml").write_text("".join(lines), encoding="utf-8")
    for table, stated in rows.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(TABLES[table].columns)
            for row in stated:
                since = row.since.isoformat() if row.since and row.since != in_force else ""
                writer.writerow([*row.key, *row.values, since, "own", source, ""])


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
