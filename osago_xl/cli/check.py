"""osago-xl check BOOK: every finding of «Проверить базу», without changing the book."""

from __future__ import annotations

import argparse

from osago_xl.cli.books import add_book, open_closed, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)


def run(args: argparse.Namespace) -> int:
    from osago_xl.checks.run import LEVELS, as_answer, findings
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args))
    answer = [as_answer(work, finding) for finding in findings(work)]
    if args.json:
        print_json(answer)
    else:
        for each in answer:
            where = f"{each['sheet']}, {each['key']}, {each['column']}"
            print(f"{LEVELS[each['level']]:<14} {where}: {each['message']}. {each['hint']}")
        print(f"Находок: {len(answer)}")
    return 1 if answer else 0
