"""Strict reading of CSV: any doubt stops with the file, the line and the reason."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from osago_xl.errors import TariffError


def fault(path: Path, line: int, reason: str) -> TariffError:
    """The error for one place of a file."""
    where = f"{path.parent.name}/{path.name}"
    return TariffError(f"Тарифы, файл {where}, строка {line}: {reason}.")


def read_csv(path: Path, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Rows with their line numbers; the header must be exactly `columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise fault(path, 0, f"файл не читается: {error}") from error
    header = rows[0] if rows else []
    if header != list(columns):
        unknown = [name for name in header if name not in columns]
        reason = f"неизвестные столбцы {', '.join(unknown)}" if unknown else f"нужны столбцы {', '.join(columns)}"
        raise fault(path, 1, reason)
    result = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            raise fault(path, line, f"полей {len(row)}, нужно {len(columns)}")
        result.append((line, row))
    return result
