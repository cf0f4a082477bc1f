"""«Обновить книгу»: a workbook of an earlier version becomes one of this version.

The agent's file is patched (see `upgrading`), never built anew: his columns, sheets, charts and formats stay as they
are. What could not be carried is named, and the original is kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.books.crypto import encrypt, opened
from osago_xl.books.locks import alone, refuse_open
from osago_xl.books.package import in_words
from osago_xl.books.version import version_of
from osago_xl.keeping.backup import write_copy
from osago_xl.keeping.copies import folder_of
from osago_xl.keeping.files import read, write
from osago_xl.keeping.reading import our_content
from osago_xl.schema.workbook import WORKBOOK


@dataclass
class Upgrade:
    """What an upgrade did. `changed`: what is new in the book; `lost`: what was not carried. Both in sentences."""

    text: str
    before: str
    after: str
    copy: Path | None = None
    rows: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The same for `--json`."""
        return asdict(self)


def upgrade(path: Path, today: date, now: datetime, password: str | None = None, *, force: bool = False) -> Upgrade:
    """Bring a closed workbook to this version; BookError when it is none of ours, newer, open or damaged."""
    from osago_xl.upgrading.book import is_complete, upgraded

    with alone(path):
        refuse_open(path)
        raw = read(path)
        content = our_content(opened(raw, password, path.name), path.name, WORKBOOK)
        before = version_of(content.package)
        if before == WORKBOOK.version and is_complete(content, WORKBOOK) and not force:
            return Upgrade(f"Книга «{path.name}» уже этой версии: менять нечего.", before, before)
        with in_words(path.name):
            data, done = upgraded(content, today, WORKBOOK)
        copy = write_copy(raw, path, folder_of(path), now, reason="до обновления", password=password, earlier=before)
        write(path, encrypt(data, password) if password else data)
    text = f"Книга «{path.name}» обновлена, строк {sum(done.rows.values())}. Прежняя книга: {copy.path}"
    return Upgrade(text, before, WORKBOOK.version, copy.path, done.rows, done.changed, done.lost)
