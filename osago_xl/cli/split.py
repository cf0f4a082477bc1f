"""osago-xl split BOOK AGENT TARGET: a sub-agent's part of the base as a workbook of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.cli.books import add_book, new_password, open_closed, print_json, today
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("agent", metavar="АГЕНТ", help="имя с листа «Агенты»")
    parser.add_argument("target", type=Path, metavar="ФАЙЛ", help="новая книга .xlsm")
    parser.add_argument("--encrypt", action="store_true", help="закрыть её паролем (OSAGO_NEW_PASSWORD или вопрос)")


def run(args: argparse.Namespace) -> int:
    from osago_xl.keeping.split import split
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args))
    counts = split(work, args.agent, args.target, new_password() if args.encrypt else None)
    if args.json:
        print_json({"file": args.target, "rows": counts})
    else:
        print(f"{args.target}: клиентов {counts[CLIENTS.name]}, полисов {counts[POLICIES.name]}")
    return 0
