"""osago-xl password BOOK: close a workbook by a password, change it or take it off."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.cli.books import new_password, password_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", type=Path, metavar="КНИГА", help="рабочая книга OSAGO.xlsm")
    parser.add_argument("--remove", action="store_true", help="снять пароль")


def run(args: argparse.Namespace) -> int:
    from osago_xl.keeping.password import set_password

    set_password(args.book, password_for(args.book), None if args.remove else new_password())
    print("Пароль снят." if args.remove else "Пароль установлен. Забытый пароль не восстановить: храните его отдельно.")
    return 0
