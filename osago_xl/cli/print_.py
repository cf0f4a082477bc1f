"""osago-xl print PAPER BOOK: a paper from the closed workbook into a file. The workbook is not changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.cli.books import add_book, open_closed, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.papers.kinds import CLIENTS, KINDS, POLICIES, Kind
from osago_xl.errors import InputError
from osago_xl.work.unit import Work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", choices=sorted(KINDS), metavar="БУМАГА", help=", ".join(KINDS))
    add_book(parser)
    parser.add_argument("--policy", default="", metavar="КЛЮЧ", help="ключ полиса или его номер")
    parser.add_argument("--client", default="", metavar="КЛЮЧ", help="ключ клиента")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="ФАЙЛ", help="куда: файл .docx или папка")
    parser.add_argument("--pdf", action="store_true", help="и PDF рядом (нужен LibreOffice или Word)")
    parser.add_argument("--answer", action="append", default=[], metavar="ТЕКСТ", help="ответ на вопрос, по порядку")


def run(args: argparse.Namespace) -> int:
    work = Work(open_closed(args), today(args))
    kind = KINDS[args.paper]
    row = _row(work, kind, args)
    for gap in kind.gaps(work, row):
        print(f"Прочерк в бумаге. {gap}", file=sys.stderr)
    files = _made(work, kind, row, args)
    if args.json:
        print_json({"files": files})
    else:
        for path in files:
            print(path)
    return 0


def _row(work: Work, kind: Kind, args: argparse.Namespace) -> Row:
    """The row a paper is made from: a policy leads to its client."""
    if kind.table == CLIENTS and args.client:
        return work.get(CLIENTS, args.client)
    if not args.policy:
        option = "--policy" if kind.table == POLICIES else "--client"
        raise InputError(option, "", f"Для бумаги «{args.paper}» укажите {option}.")
    wanted = args.policy.replace(" ", "")
    policy = work.find(POLICIES, args.policy) or next(
        (row for row in work.rows(POLICIES) if wanted in (row["number"], row["series"] + row["number"])), None
    )
    policy = policy or work.get(POLICIES, args.policy)
    return policy if kind.table == POLICIES else work.get(CLIENTS, policy["client"])


def _made(work: Work, kind: Kind, row: Row, args: argparse.Namespace) -> list[Path]:
    from osago_xl.desk.papers.filing import own
    from osago_xl.documents.catalogue import paper
    from osago_xl.documents.pdf import to_pdf
    from osago_xl.documents.render import render

    sheets = kind.build(work, ConsoleUi(answers=args.answer), row)
    files = []
    for template, context in sheets:
        target = args.output
        if len(sheets) > 1 and not target.is_dir():
            target = target.with_name(f"{target.stem} {paper(template).title}.docx")
        files.append(render(template, context, target, own=own(work)))
    return files + ([*to_pdf(files, files[0].parent)] if args.pdf else [])
