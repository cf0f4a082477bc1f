"""osago-xl restore BOOK: what a copy differs in, and bringing it back as a whole, by tables or by rows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl import clock
from osago_xl.cli.books import add_book, open_closed, password_for, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import BookError
from osago_xl.work.ui import Report

if TYPE_CHECKING:
    from osago_xl.keeping.differences import Difference
    from osago_xl.work.unit import Work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("--copy", default="", metavar="ИМЯ", help="файл копии или часть его имени; без него последняя")
    parser.add_argument("--from", dest="folder", type=Path, metavar="ПАПКА", help="где лежат копии")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        metavar="ТАБЛИЦА",
        help="только этот лист (Клиенты) или таблица (tblClients)",
    )
    parser.add_argument("--key", action="append", default=[], metavar="КЛЮЧ", help="только строка с этим ключом")
    parser.add_argument("--dry-run", action="store_true", help="показать отличия и ничего не менять")


def run(args: argparse.Namespace) -> int:
    """1 when a dry run finds differences."""
    from osago_xl.actions.perform import carry_out
    from osago_xl.desk.queries import table_named
    from osago_xl.keeping.backup import backup
    from osago_xl.keeping.copies import copies, folder_of
    from osago_xl.keeping.restore import compare, describe, preview, put_back, rows_of
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args), clock.now())
    tables = [table_named(work, name).name for name in args.table]
    folder = args.folder or folder_of(args.book, work.settings.get("cfg_backup_folder"))
    copy = next((each for each in copies(folder, args.book) if args.copy in each.path.name), None)
    if copy is None:
        raise BookError(f"В папке «{folder}» нет такой копии этой книги. Список копий: osago-xl backup --list.")
    password = password_for(copy.path)
    found = compare(work, rows_of(copy, work.schema, password), tables, args.key)
    if args.json:
        print_json({"copy": copy.path, "differences": [describe(work.schema, each) for each in found]})
    else:
        print(f"Копия {copy.label}", *preview(work.schema, found), f"Отличий: {len(found)}", sep="\n")
    if args.dry_run:
        return 1 if found else 0
    if not found and (args.table or args.key):
        return 0
    kept = backup(work, "перед восстановлением")
    if args.table or args.key:
        carry_out("Восстановление", lambda work, _: _brought_back(work, found), work, ConsoleUi(), mends=True)
    else:
        put_back(copy, args.book, password)
    if not args.json:
        print(f"Восстановлено. Как было до этого: {kept.path.name}")
        if copy.manifest.schema != work.schema.version and not (args.table or args.key):
            print("Эта копия от прежней версии программы. Обновите книгу: osago-xl upgrade.")
    return 0


def _brought_back(work: Work, found: list[Difference]) -> Report:
    from osago_xl.keeping.restore import bring_back

    bring_back(work, found)
    return Report("")
