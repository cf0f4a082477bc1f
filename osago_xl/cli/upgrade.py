"""osago-xl upgrade BOOK: a workbook of an earlier version becomes one of this version."""

from __future__ import annotations

import argparse

from osago_xl import clock
from osago_xl.cli.books import add_book, password_for, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("--force", action="store_true", help="собрать заново и книгу этой же версии")


def run(args: argparse.Namespace) -> int:
    """1 when something of the agent's own could not be carried over."""
    from osago_xl.keeping.upgrade import upgrade

    result = upgrade(args.book, today(args), clock.now(), password_for(args.book), force=args.force)
    if args.json:
        print_json(result.to_json())
    else:
        print(result.text, *result.changed, *result.lost, sep="\n")
    return 1 if result.lost else 0
