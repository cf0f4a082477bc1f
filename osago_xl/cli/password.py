"""osago-xl password FILE…: close workbooks and papers by a password, change it or take it off."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.cli.books import new_password, password_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="ФАЙЛ", help="книга OSAGO.xlsm, бумаги .docx")
    parser.add_argument("--remove", action="store_true", help="снять пароль")


def run(args: argparse.Namespace) -> int:
    from osago_xl.keeping.password import set_password

    new = None if args.remove else new_password()
    for path in args.files:
        set_password(path, password_for(path), new)
        print(f"{path.name}: пароль {'снят' if args.remove else 'установлен'}.")
    if new:
        print("Забытый пароль не восстановить: храните его отдельно.")
    return 0
