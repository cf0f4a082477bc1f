"""Run one command on one book: the same path for a click in Excel, a run in Calc, the command line and a test."""

from __future__ import annotations

from datetime import date, datetime

from osago_xl.actions.registry import Action, find
from osago_xl.books.base import Book, Window
from osago_xl.errors import OsagoError
from osago_xl.keeping.backup import backup_before
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

HIDDEN = "Новая строка скрыта фильтром на листе «{}»: снимите фильтр, чтобы её увидеть."


def perform(action_id: str, book: Book, ui: Ui, today: date, now: datetime | None = None) -> Report:
    """Run the command and write what it changed; OsagoError leaves the book as it was."""
    try:
        action = find(action_id)
    except KeyError:
        raise OsagoError(
            f"Команды «{action_id}» нет в этой версии программы. Обновите программу или книгу: osago-xl upgrade."
        ) from None
    work = Work(book, today, now)
    try:
        mended = [] if action.mends else work.mend_settings()
        report = action.body(work, ui)
        settle_copies(work, ui)
        if action.bulk and work.changes():
            backup_before(work, action.label)
        finish(action, work)
    except Cancelled:
        work.discard_files()
        return Report("")
    except BaseException:
        work.discard_files()
        raise
    report.details += mended
    if report.show:
        book.show(report.show)
    if isinstance(book, Window) and book.hidden:
        report.details.insert(0, HIDDEN.format("», «".join(book.hidden)))
    return report


def finish(action: Action, work: Work) -> None:
    """Bring the stored totals up to date and write everything in one step."""
    from osago_xl.desk.totals import refresh_touched

    refresh_touched(work)
    work.commit(action.label)


def settle_copies(work: Work, ui: Ui) -> None:
    """Ask which row is the copy where a key stands twice, and give the copy a key of its own."""
    if not work.changes():
        return
    for table, key, rows in work.copied_keys():
        sheet = work.schema.sheet_of[table.name].title
        places = [f"строка {row.at + 3}" if row.at >= 0 else "новая строка" for row in rows]
        question = (
            f"Лист «{sheet}»: ключ {key} стоит в {len(rows)} строках. "
            "Какая строка прежняя? Остальные получат новый ключ."
        )
        original = ui.choose(question, places)
        if original is None:
            raise Cancelled
        for number, row in enumerate(rows):
            if number != original:
                work.new_key(table.name, row)
