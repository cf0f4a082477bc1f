"""osago-xl due BOOK: whom to call on a day, and why."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from osago_xl.cli.books import add_book, open_closed, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)


def run(args: argparse.Namespace) -> int:
    from osago_xl.desk.calls.call_list import due_lines
    from osago_xl.work.unit import Work

    work = Work(open_closed(args), today(args))
    answer = [_line(line, work.today) for line in due_lines(work, families=False)]
    if args.json:
        print_json(answer)
        return 0
    print(f"Звонков: {len(answer)}")
    for line in answer:
        print(
            f"{line['client']}  {line['name']:<40.40} {line['phone']:<14} "
            + "; ".join(r["text"] for r in line["reasons"])
        )
    return 0


def _line(line: Any, day: date) -> dict[str, Any]:
    """`next_call` is the day of «Звонить с», for another reason the day since which that reason is due."""
    client = line.client
    formula = client["call_from"]
    since = formula if formula and formula <= day else min(reason.day for reason in line.reasons)
    return {
        "client": client["key"],
        "name": client["name"],
        "phone": _e164(client["phone"]),
        "next_call": since.isoformat(),
        "reasons": [{"kind": reason.code, "text": reason.text} for reason in line.reasons],
    }


def _e164(text: str) -> str:
    """The first phone of the cell in E.164, "" for a cell without one."""
    from osago_xl.errors import InputError
    from osago_xl.values.phones import parse

    try:
        return parse(text)[0].number
    except InputError:
        return ""
