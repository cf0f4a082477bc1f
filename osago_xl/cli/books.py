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

from osago_xl.books.base import Book, Selection


def add_book(parser: argparse.ArgumentParser) -> None:
    """BOOK, --on and --json."""
    parser.add_argument("book", type=Path, metavar="КНИГА", help="рабочая книга OSAGO.xlsm")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="ГГГГ-ММ-ДД", help="считать этим днём")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def today(args: argparse.Namespace) -> date:
    """The day the command works on: the only place where the command line reads the calendar."""
    return args.on or date.today()


def open_closed(args: argparse.Namespace, selection: Selection | None = None) -> Book:
    """The closed workbook; the password comes from OSAGO_PASSWORD or is asked on the terminal."""
    from osago_xl.books import is_encrypted, open_book

    password = os.environ.get("OSAGO_PASSWORD")
    if password is None and is_encrypted(args.book) and sys.stdin.isatty():
        password = getpass.getpass("Пароль книги: ")
    return open_book(args.book, password=password, today=today(args), selection=selection)


def selection_of(texts: Sequence[str]) -> Selection:
    """«tblPolicies:П-000045,П-000046» as a selection of rows."""
    from osago_xl.schema.workbook import WORKBOOK

    if not texts:
        return Selection("")
    table, _, keys = texts[0].partition(":")
    return Selection(WORKBOOK.sheet_of[table].title, table, tuple(key for key in keys.split(",") if key))


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
