"""Off Windows there is no Excel to examine: whether LibreOffice, fonts, printing and the book are ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from osago_xl import clock
from osago_xl.errors import OsagoError
from osago_xl.excel.check import Check
from osago_xl.excel.environment import Environment, quoted
from osago_xl.schema.sheets.clients import CLIENTS

INSTALL = "sudo apt-get install"


def examine_office(environment: Environment, book: Path | None = None) -> Iterator[Check]:
    """All checks of a computer where Calc stands in for Excel, and of the workbook when one is given."""
    yield Check("Система", "ok", "Не Windows: вместо Excel LibreOffice, вместо кнопок команды osago-xl run")
    yield _office(environment)
    yield _fonts(environment)
    yield _printer(environment)
    if book:
        yield _book(environment, book)


def _office(environment: Environment) -> Check:
    try:
        return Check("LibreOffice", "ok", environment.libreoffice())
    except OsagoError as error:
        remedy = f"{INSTALL} libreoffice-calc libreoffice-writer python3-uno"
        return Check("LibreOffice", "error", str(error), f"На Debian и Ubuntu: {remedy}")


def _fonts(environment: Environment) -> Check:
    """Papers are set in Liberation, which has the widths of Times New Roman and Arial; without it lines move."""
    missing = [name for name in ("Liberation Serif", "Liberation Sans") if name not in environment.fonts()]
    if not missing:
        return Check("Шрифты", "ok", "Liberation: бумаги выйдут такими, как в Word")
    remedy = f"На Debian и Ubuntu: {INSTALL} fonts-liberation"
    return Check("Шрифты", "warning", f"Нет шрифта {', '.join(missing)}: строки бумаг сдвинутся", remedy)


def _printer(environment: Environment) -> Check:
    if printer := environment.printer():
        return Check("Печать", "ok", printer)
    remedy = f"Если печатаете: {INSTALL} cups, затем выберите принтер в настройках системы. Без него бумаги в файлах."
    return Check("Печать", "warning", "Принтера по умолчанию нет", remedy)


def _book(environment: Environment, book: Path) -> Check:
    from osago_xl.books import is_encrypted, open_book

    if not book.exists():
        return Check("Книга", "error", f"{book} нет", f"Создайте: {environment.command} new {quoted(book)}")
    try:
        if is_encrypted(book):
            return Check("Книга", "ok", f"{book}: закрыта паролем, прочесть её можно только с ним")
        opened = open_book(book, today=clock.today())
        return Check("Книга", "ok", f"{book}: клиентов {len(opened.read(CLIENTS))}")
    except OsagoError as error:
        return Check(
            "Книга", "error", f"{book}: {error}", f"Прежняя книга? {environment.command} upgrade {quoted(book)}"
        )
