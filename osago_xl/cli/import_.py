"""osago-xl import BOOK FILE…: old bases, insurers' exports, БСО registers into a closed workbook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from osago_xl import clock
from osago_xl.cli.books import add_book, file_password, open_closed, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import UsageError
from osago_xl.work.ui import Report, Ui


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("files", nargs="*", type=Path, metavar="ФАЙЛ", help="xlsx, xls, ods, csv, HTML, vCard …")
    parser.add_argument("--explain", action="store_true", help="показать, как понятны столбцы файлов; книга не нужна")
    parser.add_argument("--yes", action="store_true", help="не спрашивать; сомнительное уходит в «Комментарий»")
    parser.add_argument("--dry-run", action="store_true", help="показать, что будет, и ничего не записать")
    parser.add_argument("--map", type=Path, metavar="ФАЙЛ.json", help='соответствие столбцов {"Заголовок": "поле"}')
    parser.add_argument("--password", action="store_true", help="файл закрыт паролем (OSAGO_FILE_PASSWORD или вопрос)")
    parser.add_argument("--insurer", default="", metavar="КОМПАНИЯ", help="чей это файл, если компании в нём нет")


def run(args: argparse.Namespace) -> int:
    """0 every row taken without a remark, 1 there are findings, 2 wrong use, 4 the agent said no."""
    if args.explain:
        return _explain(args)
    if not args.files:
        raise UsageError("назовите после книги файл, который перенести.")
    from osago_xl.actions.perform import carry_out
    from osago_xl.errors import InputError
    from osago_xl.imports.command import import_files
    from osago_xl.imports.maps import Maps, default_path, read_mapping
    from osago_xl.imports.target import Options
    from osago_xl.work.unit import Work

    try:
        mapping = read_mapping(args.map) if args.map else None
        options = Options(args.insurer, mapping, password=file_password if args.password else None)
    except InputError as error:
        raise UsageError(error.message) from None
    work = Work(open_closed(args), today(args), clock.now())
    ask = sys.stdin.isatty() and not (args.json or args.yes or args.dry_run)

    def body(work: Work, ui: Ui) -> Report:
        return import_files(work, ui, args.files, options, Maps(default_path()), ask=ask)

    with _Progress() as ui:
        report = carry_out("Импорт", body, work, ui, bulk=True, trial=args.dry_run)
    if args.json:
        print_json(report.data)
    else:
        trial = ["Проба: в книгу ничего не записано."] if args.dry_run else []
        print(report.text, *trial, *report.details, sep="\n")
    return 1 if any(each["findings"] for each in report.data) else 0


def _explain(args: argparse.Namespace) -> int:
    """A line for each column; the first file stands where the book usually does."""
    from osago_xl.imports.explaining import explain
    from osago_xl.imports.maps import read_mapping
    from osago_xl.imports.recognising import Told
    from osago_xl.schema.workbook import WORKBOOK

    told = Told(read_mapping(args.map)) if args.map else Told()
    password = file_password if args.password else None
    found = [explain(WORKBOOK, path, today(args), told, None, password) for path in (args.book, *args.files)]
    if args.json:
        print_json([{"file": each.file, "columns": each.data} for each in found])
    else:
        print(*(f"{sheet}: {heading or '—'} → {where}: {why} {sure}".rstrip() + (f" ({values})" if values else "")
                for each in found for _, sheet, heading, values, where, why, sure in each.lines), sep="\n")  # fmt: skip
    return 0


class _Progress(ConsoleUi):
    """A bar on the error stream while rows are read."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        super().__init__()
        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("Чтение", total=None)

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _line(self, question: str) -> str:
        """The bar would paint over a question."""
        self._bar.stop()
        return super()._line(question)

    def progress(self, done: int, total: int, text: str) -> bool:
        self._bar.update(self._task, completed=done, total=total, description=text)
        return True
