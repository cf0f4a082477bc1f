"""One folder, one act: act.toml says what it is, the CSV files state only what it changes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from osago_xl.errors import TariffError
from osago_xl.tariffs.files import fault, read_csv
from osago_xl.tariffs.schema import CONFIDENCE, TABLES, TAIL, Table

_KEYS = {"number": str, "title": str, "signed": date, "in_force": date, "edition": bool, "changes": str,
         "confidence": str, "sources": list, "override": bool}  # fmt: skip
_OPTIONAL = {"signed", "override"}


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act (or the agent's own override of one)."""

    folder: str
    number: str
    title: str
    in_force: date
    edition: bool
    changes: str
    confidence: str
    sources: tuple[str, ...]
    signed: date | None = None
    override: bool = False


class Row(NamedTuple):
    """One row of a file of an act: from `since` on, the values of `key` are these."""

    act: Act
    since: date
    key: tuple[str, ...]
    values: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...]
    note: str
    place: str  # file and line, for messages


def read_act(path: Path) -> Act:
    """act.toml of a folder. TariffError names the file and the reason."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise fault(path, 0, f"файл не читается: {error}") from error
    if unknown := set(raw) - set(_KEYS):
        raise fault(path, 0, f"неизвестные ключи {', '.join(sorted(unknown))}")
    if absent := set(_KEYS) - _OPTIONAL - set(raw):
        raise fault(path, 0, f"нет ключей {', '.join(sorted(absent))}")
    for key, value in raw.items():
        if type(value) is not _KEYS[key]:
            raise fault(path, 0, f"ключ {key}: неверный вид значения {value!r}")
    if raw["confidence"] not in CONFIDENCE:
        raise fault(path, 0, f"confidence: «{raw['confidence']}» нет среди: {', '.join(CONFIDENCE)}")
    return Act(path.parent.name, **{**raw, "sources": tuple(raw["sources"])})


def read_rows(folder: Path, act: Act, sources: Collection[str]) -> dict[str, list[Row]]:
    """All tables of an act. A file that is no table of ours, or any wrong cell, stops."""
    result: dict[str, list[Row]] = {}
    for path in sorted(folder.iterdir()):
        if path.name == "act.toml":
            continue
        table = TABLES.get(path.stem)
        if table is None or path.suffix != ".csv":
            raise TariffError(f"Тарифы, папка {folder.name}: лишний файл {path.name}.")
        result[path.stem] = _read_table(path, act, table, sources)
    return result


def _read_table(path: Path, act: Act, table: Table, sources: Collection[str]) -> list[Row]:
    rows = [_row(path, line, cells, act, table) for line, cells in read_csv(path, table.columns)]
    seen: set[tuple[date, tuple[str, ...]]] = set()
    for line, row in enumerate(rows, start=2):
        if (row.since, row.key) in seen:
            raise fault(path, line, f"повторяется строка {', '.join(row.key)}")
        seen.add((row.since, row.key))
        if unknown := [name for name in row.sources if name not in sources]:
            raise fault(path, line, f"источника {unknown[0]} нет в sources.csv")
        if not row.sources and not act.override and not row.confidence.startswith("carried"):
            raise fault(path, line, "не указан источник")
    return rows


def _row(path: Path, line: int, cells: list[str], act: Act, table: Table) -> Row:
    keys, values = len(table.keys), len(table.values)
    for (name, check), text in zip((table.keys | table.values).items(), cells, strict=False):
        optional = name in table.values or name in table.empty_keys
        if (text or not optional) and (reason := check(text)):
            raise fault(path, line, f"{name}: {reason}")
    since, confidence, sources, note = cells[-len(TAIL) :]
    if confidence not in CONFIDENCE:
        raise fault(path, line, f"confidence: «{confidence}» нет среди: {', '.join(CONFIDENCE)}")
    try:
        start = date.fromisoformat(since) if since else act.in_force
    except ValueError:
        raise fault(path, line, f"valid_from: «{since}» не дата вида 2026-01-31") from None
    if start < act.in_force:
        raise fault(path, line, f"valid_from {since} раньше начала действия акта {act.in_force}")
    return Row(
        act, start, tuple(cells[:keys]), tuple(cells[keys : keys + values]), confidence, tuple(sources.split()), note,
        f"{path.parent.name}/{path.name}, строка {line}",
    )  # fmt: skip
