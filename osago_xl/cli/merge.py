"""osago-xl merge BOOK OTHER…: other bases into this one."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from osago_xl.cli.books import add_book, open_closed, password_for, print_json, today
from osago_xl.cli.console import ConsoleUi


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("others", nargs="*", type=Path, metavar="БАЗА", help="другие базы; без них копии облака рядом")
    parser.add_argument("--rule", choices=("newer", "filled", "ask"), default="newer",
                        help="если базы расходятся: новее, наше, спрашивать")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="показать, что будет, и ничего не записать")


def run(args: argparse.Namespace) -> int:
    """0 merged without a conflict, 1 there are conflicts or something was left out."""
    from osago_xl.desk.totals import refresh_touched
    from osago_xl.desk.work import Work
    from osago_xl.errors import BookError
    from osago_xl.keeping.backup import backup_before
    from osago_xl.keeping.merge import Rule
    from osago_xl.keeping.merge_files import conflict_copies, merge_files

    others = args.others or conflict_copies(args.book)
    if not others:
        raise BookError("Нечего объединять: назовите другую базу. Копий облачной папки рядом с книгой нет.")
    work = Work(open_closed(args), today(args), datetime.now())
    report = merge_files(work, ConsoleUi(), others, Rule(args.rule), password_for, ask=False)
    if work.changes() and not args.dry_run:
        backup_before(work, "Объединить")
        refresh_touched(work)
        work.commit("Объединить")
    if args.json:
        print_json(report.data)
    else:
        trial = ["Проба: в книгу ничего не записано."] if args.dry_run else []
        print(report.text, *trial, *report.details, sep="\n")
    lines = (line for base in report.data for line in base["lines"])
    return 1 if any(line["what"] in ("конфликт", "не перенесено") for line in lines) else 0
