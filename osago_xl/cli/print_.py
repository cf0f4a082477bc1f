"""osago-xl print PAPER BOOK: a paper from the closed workbook into a file. The workbook is not changed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.cli.books import add_book, open_closed, print_json, today
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.papers.kinds import KINDS, Kind
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work

E_POLICY = "e-policy-data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paper", choices=sorted([*KINDS, E_POLICY]), metavar="БУМАГА", help=", ".join([*KINDS, E_POLICY])
    )
    add_book(parser)
    parser.add_argument("--policy", default="", metavar="КЛЮЧ", help="ключ полиса или его номер")
    parser.add_argument("--client", default="", metavar="КЛЮЧ", help="ключ клиента")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="ФАЙЛ", help="куда: файл .docx или папка")
    parser.add_argument("--pdf", action="store_true", help="и PDF рядом (нужен LibreOffice или Word)")
    parser.add_argument("--answer", action="append", default=[], metavar="ТЕКСТ", help="ответ на вопрос, по порядку")


def run(args: argparse.Namespace) -> int:
    work = Work(open_closed(args), today(args))
    if args.paper == E_POLICY:
        return _e_policy(work, args)
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
    if kind.table is CLIENTS and args.client:
        return work.get(CLIENTS, args.client)
    policy = _policy(work, args, "--policy" if kind.table is POLICIES else "--client")
    return policy if kind.table is POLICIES else work.get(CLIENTS, policy["client"])


def _policy(work: Work, args: argparse.Namespace, option: str = "--policy") -> Row:
    if not args.policy:
        raise InputError(option, "", f"Для бумаги «{args.paper}» укажите {option}.")
    wanted = args.policy.replace(" ", "")
    policy = work.find(POLICIES, args.policy) or next(
        (row for row in work.rows(POLICIES) if wanted in (row["number"], row["series"] + row["number"])), None
    )
    return policy or work.get(POLICIES, args.policy)


def _e_policy(work: Work, args: argparse.Namespace) -> int:
    """The fields of an insurer's site: text to copy, JSON for a .json file or `--json`; 1 when something is missing."""
    from osago_xl.desk.papers.e_policy import as_data, as_text, fields
    from osago_xl.documents.naming import write_new

    found = fields(work, _policy(work, args))
    data = json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n"
    text = data if args.output.suffix == ".json" else as_text(found)
    path = write_new(args.output, text.encode("utf-8"))
    print(data if args.json else path)
    return int(any(field.missing for field in found))


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
