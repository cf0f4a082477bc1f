"""The command «Объединить»: files of other bases into ours, the same for the ribbon and the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from osago_xl import clock
from osago_xl.books.base import Row
from osago_xl.books.crypto import opened
from osago_xl.books.locks import refuse_open
from osago_xl.books.plan import blank
from osago_xl.desk.report_sheet import SHEET, show_report
from osago_xl.errors import BookError
from osago_xl.keeping.account import HEADER, Conflict, report_rows
from osago_xl.keeping.files import read
from osago_xl.keeping.foreign import foreign_parts
from osago_xl.keeping.merge import Base, Merge, Rule
from osago_xl.keeping.reading import our_content, stored_rows
from osago_xl.keeping.texts import shown
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

PATTERNS = ("*.xlsm", "*.xlsx")
Password = Callable[[Path], str | None]
_CONFLICT = re.compile(r".*(?i:конфликт|conflict).*| \(\d+\)|-[A-Z0-9][A-Z0-9-]{1,14}")
"""What a cloud folder adds to a name: a word (Яндекс, Dropbox), a number (Google), the computer's name (OneDrive)."""


def conflict_copies(book: Path) -> list[Path]:
    """Copies a cloud folder has made of a workbook changed on two computers at once.

    «OSAGO (конфликтующая копия 2026-11-22).xlsm», «OSAGO (1).xlsm», «OSAGO-DESKTOP-7K2.xlsm» and their like.
    """
    beside = book.parent.glob(f"*{book.suffix}")
    return sorted(
        path
        for path in beside
        if path != book and path.stem.startswith(book.stem) and _CONFLICT.fullmatch(path.stem[len(book.stem) :])
    )


def read_base(path: Path, schema: WorkbookSchema, password: str | None) -> Base:
    """All rows of another base, of an earlier version too; BookError when it is none of ours, open, or locked."""
    refuse_open(path)
    content = our_content(opened(read(path), password, path.name), path.name, schema)
    stored = stored_rows(content, path.name, schema)
    rows = {name: [_whole(table, row) for row in stored.get(name, ())] for name, table in schema.tables.items()}
    foreign, missing = foreign_parts(content.places, schema), schema.tables.keys() - stored.keys()
    unread = [f"{text}: не переносится, осталось в файле «{path.name}»." for text in foreign]
    unread += [f"Таблицы листа «{schema.sheet_of[name].title}» в файле «{path.name}» нет." for name in sorted(missing)]
    return Base(path.stem, rows, _saved(path), unread)


def _whole(table: Table, row: Row) -> Row:
    """A row with every column of this version: one that its file does not have is empty."""
    if len(row) < len(table.columns):
        row.update({key: value for key, value in blank(table).items() if key not in row})
    return row


def merge_files(
    work: Work, ui: Ui, paths: Sequence[Path], rule: Rule, password: Password, *, ask: bool = True
) -> Report:
    """Bring the bases into `work`, fold by fold; the caller commits. `ask` shows the counts before."""
    if work.path is not None and work.path.resolve() in {path.resolve() for path in paths}:
        raise BookError("Книгу нельзя объединить саму с собой. Выберите другой файл.")
    merge = Merge(work, rule, _Asking(ui) if rule is Rule.ASK else None, _saved(work.path) if work.path else None)
    for number, path in enumerate(paths):
        ui.progress(number, len(paths), path.name)
        merge.take(read_base(path, work.schema, password(path)))
    ui.progress(len(paths), len(paths), "Объединение")
    accounts = merge.accounts
    details = [line for account in accounts for line in account.summary(work.schema)]
    data = [account.to_json(work.schema) for account in accounts]
    if not any(account.changed for account in accounts):
        return Report("В других базах нет ничего, чего не было бы в этой. Книга не изменена.", details, data=data)
    conflicts = sum(len(account.conflicts) for account in accounts)
    if ask and not ui.ask("\n".join(["Объединение:", *details[:20], "Записать в книгу?"])):
        raise Cancelled
    title = f"Объединение {numeric(work.today)}: файлов {len(paths)}, конфликтов {conflicts}"
    show_report(work, title, HEADER, report_rows(work.schema, accounts))
    text = f"Базы объединены: файлов {len(paths)}, конфликтов {conflicts}. Что стало с каждой строкой: лист «Отчёт»."
    return Report(text, details, show=SHEET, data=data)


class _Asking:
    """Asks about each conflict until the agent decides for all."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._always: bool | None = None

    def __call__(self, conflict: Conflict) -> bool:
        if self._always is not None:
            return self._always
        question = f"{conflict.key}, «{conflict.column.header}»: какое значение верно?"
        ours, theirs = (shown(value) for value in (conflict.ours, conflict.theirs))
        options = (f"у нас: {ours}", f"там: {theirs}", "везде как у нас", "везде как там")
        answer = self._ui.choose(question, options)
        if answer is None:
            raise Cancelled
        if answer >= 2:
            self._always = answer == 3
        return answer in (1, 3)


def _saved(path: Path) -> datetime:
    return clock.saved(path)
