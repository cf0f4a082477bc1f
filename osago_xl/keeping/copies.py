"""Copies of a workbook in their folder: names, manifests, and which of them may go.

A copy is the file itself under its name with the moment, «OSAGO 2026-11-22 091500.xlsm», and beside it a manifest of
the same name in JSON. Only files with a manifest are ours: nothing else in the folder is ever listed or deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES

KEPT = 10
FOLDER = "Копии ОСАГО"
DAILY, MONTHLY = timedelta(days=31), timedelta(days=366)
"""How long one copy a day and one copy a month are kept."""


@dataclass(frozen=True)
class Manifest:
    """What a copy holds. `rows`: table → rows counted when it was read back; empty when it could not be read."""

    book: str
    made: datetime
    reason: str
    schema: str
    size: int
    sha256: str
    encrypted: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest file."""
        return json.dumps(asdict(self) | {"made": self.made.isoformat()}, ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """None for a file that is no manifest of ours."""
        try:
            values = json.loads(path.read_bytes())
            return cls(**values | {"made": datetime.fromisoformat(values["made"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True)
class Copy:
    """A copy and what its manifest says."""

    path: Path
    manifest: Manifest

    @property
    def label(self) -> str:
        """One line to choose by."""
        made, rows = self.manifest.made, self.manifest.rows
        clients, policies = rows.get(CLIENTS.name), rows.get(POLICIES.name)
        counts = f", клиентов {clients}, полисов {policies}" if rows else ""
        reason = f", {self.manifest.reason}" if self.manifest.reason else ""
        return f"{made:%d.%m.%Y %H:%M:%S}{reason}{counts}"

    def remove(self) -> None:
        """Delete the copy; its manifest goes last, so that a failure leaves it listed."""
        self.path.unlink(missing_ok=True)
        manifest_of(self.path).unlink(missing_ok=True)


def manifest_of(copy: Path) -> Path:
    """The manifest beside a copy."""
    return copy.with_suffix(".json")


def folder_of(book: Path, setting: object = "") -> Path:
    """Where the copies of a workbook lie: cfg_backup_folder, or the folder beside the workbook."""
    chosen = str(setting or "").strip()
    return Path(chosen).expanduser() if chosen else book.parent / FOLDER


def copies(folder: Path, book: Path) -> list[Copy]:
    """All copies of a workbook, newest first."""
    found = [
        Copy(manifest.with_suffix(book.suffix), read)
        for manifest in (folder.glob("*.json") if folder.is_dir() else ())
        if (read := Manifest.read(manifest)) and read.book == book.name and manifest.with_suffix(book.suffix).is_file()
    ]
    return sorted(found, key=lambda copy: copy.manifest.made, reverse=True)


def free_name(folder: Path, book: Path, now: datetime) -> Path:
    """The name of a copy made now."""
    names = (
        folder / f"{book.stem} {now:%Y-%m-%d %H%M%S}{f' {number}' if number else ''}{book.suffix}"
        for number in range(10_000)
    )
    return next(name for name in names if not name.exists() and not manifest_of(name).exists())


def surplus(moments: Iterable[datetime], keep: int = KEPT) -> list[datetime]:
    """Which may go: not among the last `keep`, nor the last of its day for a month, nor of its month for a year."""
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[: max(keep, 1)])
    if newest_first:
        latest = newest_first[0]
        kept |= _last_of_each(newest_first, "%Y-%m-%d", latest - DAILY)
        kept |= _last_of_each(newest_first, "%Y-%m", latest - MONTHLY)
    return [moment for moment in newest_first if moment not in kept]


def _last_of_each(newest_first: Sequence[datetime], period: str, since: datetime) -> set[datetime]:
    last: dict[str, datetime] = {}
    for moment in newest_first:
        if moment >= since:
            last.setdefault(moment.strftime(period), moment)
    return set(last.values())
