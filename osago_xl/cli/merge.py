"""osago-xl merge BOOK OTHER…: other bases into this one."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl import clock
from osago_xl.cli.books import add_book, open_closed, password_for, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.keeping.account import CONFLICT, LOST, Line
from osago_xl.work.ui import Report, Ui

_SHOWN = 20
"""Conflicts a dry run names; all of them are in its JSON."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("others", nargs="*", type=Path, metavar="БАЗА", help="другие базы; без них копии облака рядом")
    parser.add_argument("--rule", choices=("newer", "filled", "ask"), default="newer",
                        help="если базы расходятся: новее, наше, спрашивать")  # fmt: skip
    parser.add_argument("--answer", action="append", default=[], metavar="НОМЕР", help="ответ на вопрос, по порядку")
    parser.add_argument("--dry-run", action="store_true", help="показать, что будет, и ничего не записать")


def run(args: argparse.Namespace) -> int:
    """0 merged without a conflict, 1 there are conflicts or something was left out."""
    from osago_xl.actions.perform import carry_out
    from osago_xl.errors import BookError
    from osago_xl.keeping.merge import Rule
    from osago_xl.keeping.merge_files import conflict_copies, merge_files
    from osago_xl.work.unit import Work

    others = args.others or conflict_copies(args.book)
    if not others:
        raise BookError("Нечего объединять: назовите другую базу. Копий облачной папки рядом с книгой нет.")
    work = Work(open_closed(args), today(args), clock.now())

    def body(work: Work, ui: Ui) -> Report:
        return merge_files(work, ui, others, Rule(args.rule), password_for, ask=False)

    report = carry_out("Объединить", body, work, ConsoleUi(answers=args.answer), bulk=True, trial=args.dry_run)
    if args.json:
        print_json(report.data)
    else:
        print(*(_preview(report) if args.dry_run else [report.text, *report.details]), sep="\n")
    return 1 if _doubtful(report) else 0


def _doubtful(report: Report) -> list[Line]:
    """Conflicts, and cells that were left out."""
    lines = (Line(**line) for base in report.data for line in base["lines"])
    return [line for line in lines if line.what in (CONFLICT, LOST)]


def _preview(report: Report) -> list[str]:
    doubtful = _doubtful(report)
    more = [f"… и ещё: {len(doubtful) - _SHOWN}"] if len(doubtful) > _SHOWN else []
    return ["Проба, в книгу ничего не записано. Будет:", *report.details, *map(str, doubtful[:_SHOWN]), *more]
