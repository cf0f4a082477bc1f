"""osago-xl backup BOOK: a copy, read back; or the list of copies."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from osago_xl import clock
from osago_xl.cli.books import add_book, new_password, open_closed, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("--to", type=Path, metavar="ПАПКА", help="другая папка или диск")
    parser.add_argument("--encrypt", action="store_true", help="закрыть копию паролем (OSAGO_NEW_PASSWORD или вопрос)")
    parser.add_argument("--list", action="store_true", help="показать копии и ничего не делать")


def run(args: argparse.Namespace) -> int:
    from osago_xl.keeping.backup import backup
    from osago_xl.keeping.copies import copies, folder_of
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args), clock.now())
    if args.list:
        folder = args.to or folder_of(args.book, work.settings.get("cfg_backup_folder"))
        found = copies(folder, args.book)
    else:
        found = [backup(work, folder=args.to, new_password=new_password() if args.encrypt else None)]
        work.commit("Копия")
    if args.json:
        print_json([{"path": copy.path, **asdict(copy.manifest)} for copy in found])
        return 0
    for copy in found:
        print(f"{copy.path.name}  {copy.label}")
    print(f"Копий: {len(found)}" if args.list else f"Копия сделана и прочитана обратно: {found[0].path}")
    return 0
