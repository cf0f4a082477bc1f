"""osago-xl query BOOK NAME: the answer to a saved query."""

from __future__ import annotations

import argparse

from osago_xl.cli.books import add_book, open_closed, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)
    parser.add_argument("name", metavar="ЗАПРОС", help="название запроса с листа «Справочники»")


def run(args: argparse.Namespace) -> int:
    from osago_xl.desk import queries
    from osago_xl.documents.printed import text_of
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args))
    answer = queries.run(work, queries.saved(work, args.name))
    headers = [column.header for column in answer.columns]
    if args.json:
        print_json([dict(zip(headers, cells, strict=True)) for cells in answer.cells])
        return 0
    for line in (headers, *answer.cells):
        print("\t".join(map(text_of, line)))
    return 0
