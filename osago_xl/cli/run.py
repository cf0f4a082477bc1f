"""osago-xl run ACTION BOOK: any command of the ribbon from the command line, on the closed file or through Calc."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl import clock
from osago_xl.cli.books import add_book, open_closed, print_json, selection_of, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import NothingChosen, UsageError
from osago_xl.work.ui import Cancelled


def _select() -> str:
    """What --select takes; the sheets are those of the declaration."""
    from osago_xl.schema.workbook import WORKBOOK

    sheets = ", ".join(sheet.title for sheet in WORKBOOK.sheets if sheet.tables)
    return f"какие строки выделены: П-000045, или Полисы:П-000045,П-000046, или лист целиком. Листы: {sheets}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="КОМАНДА", help="имя команды, например build_call_list (docs/ribbon.md)")
    add_book(parser)
    parser.add_argument("--select", action="append", default=[], metavar="ЛИСТ:КЛЮЧИ", help=_select())
    parser.add_argument("--file", action="append", default=[], type=Path, metavar="ФАЙЛ", help="файл для команды")
    parser.add_argument("--answer", action="append", default=[], metavar="ТЕКСТ",
                        help="ответ на вопрос, по порядку: номер или слова из списка, текст, да или нет")  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="на вопросы «да/нет» отвечать «да»")
    parser.add_argument("--engine", choices=("file", "calc"), default="file", help="закрытый файл или LibreOffice")


def run(args: argparse.Namespace) -> int:
    from osago_xl.actions.perform import perform

    ui = ConsoleUi(args.yes, args.file, args.answer)
    day = today(args)
    try:
        if args.engine == "calc":
            from osago_xl.calc.session import open_in_calc

            with open_in_calc(args.book, selection_of(args.select)) as book:
                report = perform(args.action, book, ui, day, clock.now())
                if not report.cancelled:
                    book.save()
        else:
            report = perform(args.action, open_closed(args, selection_of(args.select)), ui, day, clock.now())
    except NothingChosen as error:
        raise UsageError(f"Какая строка? Укажите её: --select {error.sheet}:{error.prefix}000001.") from None
    if report.cancelled:
        raise Cancelled
    if args.json:
        print_json(report.data if report.data is not None else {"text": report.text, "details": report.details,
                                                                 "files": report.files})  # fmt: skip
        return 0
    print(report.text)
    for line in [*report.details, *map(str, report.files)]:
        print(f"  {line}")
    return 0
