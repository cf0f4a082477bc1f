"""osago-xl export BOOK TABLE -o FILE: a table of a closed workbook as xlsx or csv."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.cli.books import add_book, open_closed, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("table", metavar="ТАБЛИЦА", help="название листа (Клиенты) или таблицы (tblClients)")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="ФАЙЛ", help="новый файл .xlsx или .csv")


def run(args: argparse.Namespace) -> int:
    from osago_xl.desk.queries import table_named
    from osago_xl.documents.naming import write_new
    from osago_xl.errors import InputError
    from osago_xl.reports.exports import FORMATS, table_file
    from osago_xl.work.unit import Work

    kind = args.out.suffix.lower()
    if kind not in FORMATS:
        raise InputError("Файл", args.out.name, f"Выгрузка бывает в {' и '.join(FORMATS)}, а не «{kind}».")
    work = Work(open_closed(args), today(args))
    table = table_named(work, args.table)
    rows = work.rows(table)
    path = write_new(args.out, table_file(table, rows, kind))
    print(f"Строк: {len(rows)}, файл {path}")
    return 0
