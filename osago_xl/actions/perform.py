"""Run one command on one book: the same path for a click in Excel, a run in Calc, the command line and a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from difflib import get_close_matches

from osago_xl.actions.registry import find, load_all
from osago_xl.books.base import Book, Window
from osago_xl.errors import UsageError
from osago_xl.keeping.backup import backup_before
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

Body = Callable[[Work, Ui], Report]

HIDDEN = "Новая строка скрыта фильтром на листе «{}»: снимите фильтр, чтобы её увидеть."


def perform(action_id: str, book: Book, ui: Ui, today: date, now: datetime | None = None) -> Report:
    """Run the command and write what it changed; OsagoError leaves the book as it was."""
    try:
        action = find(action_id)
    except KeyError:
        raise UsageError(_unknown(action_id)) from None
    work = Work(book, today, now)
    try:
        report = carry_out(action.label, action.body, work, ui, bulk=action.bulk, mends=action.mends)
    except Cancelled:
        return Report("", cancelled=True)
    if report.show:
        book.show(report.show)
    if isinstance(book, Window) and book.hidden:
        report.details.insert(0, HIDDEN.format("», «".join(book.hidden)))
    return report


def _unknown(action_id: str) -> str:
    """A slip of the fingers, or a button of a workbook that is newer or older than the program."""
    known = {name.casefold(): action for action in load_all() for name in (action.label, action.id)}
    found = {known[name].id: known[name].label for name in get_close_matches(action_id.casefold(), known, n=3)}
    if found:
        meant = " или ".join(f"{name} («{label}»)" for name, label in found.items())
        return f"Команды «{action_id}» нет. Может быть, {meant}?"
    return (
        f"Команды «{action_id}» в этой версии программы нет. Имена команд: docs/ribbon.md. Если её нажали на ленте, "
        "книга и программа разных версий: osago-xl upgrade."
    )


def carry_out(
    label: str, body: Body, work: Work, ui: Ui, *, bulk: bool = False, mends: bool = False, trial: bool = False
) -> Report:
    """What belongs to every command, around its body; the command line has bodies of its own. `trial` writes nothing.

    Whatever ends it before its end, `Cancelled` too, takes away the files made and leaves the book as it was.
    """
    from osago_xl.desk.totals import refresh_touched

    try:
        mended = [] if mends else work.mend_settings()
        report = body(work, ui)
        if not trial:
            settle_copies(work, ui)
            if bulk and work.changes():
                backup_before(work, label)
            refresh_touched(work)
            displaced = work.displaced()
            work.commit(label)
            report.details += displaced
    except BaseException:
        work.discard_files()
        raise
    report.details += mended
    return report


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
                work.new_key(table, row)
