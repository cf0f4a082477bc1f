"""What commands on a workbook share: the arguments, opening it, and printing an answer."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from osago_xl import clock
from osago_xl.books.base import Book, Selection
from osago_xl.errors import OsagoError, UsageError


def add_book(parser: argparse.ArgumentParser) -> None:
    """BOOK, --on and --json."""
    parser.add_argument("book", type=Path, metavar="КНИГА", help="рабочая книга OSAGO.xlsm")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="ГГГГ-ММ-ДД", help="считать этим днём")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def today(args: argparse.Namespace) -> date:
    """The day the command works on: the only place where the command line reads the calendar."""
    return args.on or clock.today()


def open_closed(args: argparse.Namespace, selection: Selection | None = None) -> Book:
    """The closed workbook."""
    from osago_xl.books import open_book

    return open_book(args.book, password=password_for(args.book), today=today(args), selection=selection)


def password_for(path: Path) -> str | None:
    """The password of a workbook from OSAGO_PASSWORD, or asked on the terminal; never an argument others could see."""
    from osago_xl.books import is_encrypted

    given = os.environ.get("OSAGO_PASSWORD")
    if given is None and is_encrypted(path) and sys.stdin.isatty():
        return getpass.getpass(f"Пароль книги «{path.name}»: ")
    return given


def file_password(name: str) -> str | None:
    """The password of a foreign file from OSAGO_FILE_PASSWORD, or asked on the terminal."""
    given = os.environ.get("OSAGO_FILE_PASSWORD")
    if given is None and sys.stdin.isatty():
        return getpass.getpass(f"Пароль файла «{name}»: ")
    return given


def new_password() -> str:
    """A new password from OSAGO_NEW_PASSWORD, or asked twice on the terminal; OsagoError when there is none."""
    given = os.environ.get("OSAGO_NEW_PASSWORD", "")
    if not given and sys.stdin.isatty():
        given = getpass.getpass("Новый пароль: ")
        if given != getpass.getpass("Ещё раз: "):
            raise OsagoError("Пароли не совпали. Ничего не изменено.")
    if not given:
        raise OsagoError("Нет нового пароля. Задайте его в переменной OSAGO_NEW_PASSWORD или введите с клавиатуры.")
    return given


def selection_of(texts: Sequence[str]) -> Selection:
    """«Полисы:П-000045,П-000046», tblPolicies:… or a bare «П-000045» as a selection of rows, several of one sheet too.

    The title of a sheet without tables («Калькулятор») selects the sheet itself.

    UsageError for a sheet without a table, and for rows of two sheets: a command takes one selection.
    """
    from osago_xl.schema.workbook import WORKBOOK

    if len(texts) == 1 and (form := _form_sheet(texts[0])):
        return Selection(form)
    found = [_table_and_keys(text) for text in texts]
    if len({table for table, _ in found}) > 1:
        raise UsageError("--select: все строки должны быть с одного листа. Для другого листа вызовите команду ещё раз.")
    if not found:
        return Selection("")
    table = found[0][0]
    return Selection(WORKBOOK.sheet_of[table].title, table, tuple(key for _, keys in found for key in keys))


def _form_sheet(text: str) -> str:
    from osago_xl.schema.workbook import WORKBOOK

    wanted = text.strip().casefold()
    return next((sheet.title for sheet in WORKBOOK.sheets if not sheet.tables and sheet.title.casefold() == wanted), "")


def _table_and_keys(text: str) -> tuple[str, list[str]]:
    from osago_xl.schema.workbook import WORKBOOK

    named, colon, listed = text.partition(":")
    if not colon:
        named, listed = "", text
    keys = [key.strip() for key in listed.split(",") if key.strip()]
    titles = {WORKBOOK.sheet_of[name].title.casefold(): name for name in reversed([*WORKBOOK.tables])}
    prefixes = {each.prefix: name for name, each in WORKBOOK.tables.items() if each.prefix}
    by_key = "" if named or not keys else prefixes.get(keys[0].rstrip("0123456789"), "")
    table = named if named in WORKBOOK.tables else titles.get((named or text).strip().casefold(), by_key)
    if not table:
        known = ", ".join(sheet.title for sheet in WORKBOOK.sheets if sheet.tables)
        raise UsageError(
            f"--select: листа «{named or text}» с таблицей нет. Пишите так: Полисы:П-000045. Есть: {known}."
        )
    return table, keys if colon or by_key else []


def print_json(data: Any) -> None:
    """UTF-8 JSON on standard output; dates ISO, money as text."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    print()


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, Path)):
        return str(value)
    raise TypeError(type(value).__name__)
