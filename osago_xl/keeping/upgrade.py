"""«Обновить книгу»: a workbook of an earlier version becomes one of this version.

The agent's file is patched (see `upgrading`), never built anew: his columns, sheets, charts and formats stay as they
are. What could not be carried is named, and the original is kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.books.crypto import encrypt
from osago_xl.books.file_content import Content
from osago_xl.books.locks import alone, refuse_open
from osago_xl.books.package import DamagedFile
from osago_xl.books.version import refuse_newer, version_of
from osago_xl.errors import BookError
from osago_xl.keeping.backup import opened, write_copy
from osago_xl.keeping.copies import folder_of
from osago_xl.keeping.files import read, write
from osago_xl.schema.workbook import WORKBOOK

_REQUIRED = ("tblClients", "tblPolicies", "tblSettings")


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
    from osago_xl.keeping.upgrading.book import is_complete, upgraded

    with alone(path):
        refuse_open(path)
        raw = read(path)
        content = _content(path, raw, password)
        before = version_of(content.package)
        refuse_newer(path.name, before, WORKBOOK)
        if before == WORKBOOK.version and is_complete(content, WORKBOOK) and not force:
            return Upgrade(f"Книга «{path.name}» уже этой версии: менять нечего.", before, before)
        try:
            data, done = upgraded(content, today, WORKBOOK)
        except DamagedFile as error:
            raise _damaged(path, error) from error
        copy = write_copy(raw, path, folder_of(path), now, reason="до обновления", password=password, ours=False)
        write(path, encrypt(data, password) if password else data)
    text = f"Книга «{path.name}» обновлена, строк {sum(done.rows.values())}. Прежняя книга: {copy.path}"
    return Upgrade(text, before, WORKBOOK.version, copy.path, done.rows, done.changed, done.lost)


def _content(path: Path, raw: bytes, password: str | None) -> Content:
    try:
        content = Content(opened(raw, password, path.name))
    except DamagedFile as error:
        raise _damaged(path, error) from error
    missing = [name for name in _REQUIRED if name not in content.places.tables]
    if missing:
        raise BookError(f"«{path.name}» не рабочая книга ОСАГО: в ней нет таблицы {missing[0]}. Выберите свою книгу.")
    return content


def _damaged(path: Path, error: DamagedFile) -> BookError:
    return BookError(f"Книга «{path.name}» не читается: {error}. Восстановите её из копии.")
