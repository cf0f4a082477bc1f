"""osago-xl due BOOK: whom to call on a day, and why."""

from __future__ import annotations

import argparse
from typing import Any

from osago_xl.cli.books import add_book, open_closed, print_json, today


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_book(parser)


def run(args: argparse.Namespace) -> int:
    from osago_xl.actions.call_list import due_lines
    from osago_xl.actions.work import Work

    work = Work(open_closed(args), today(args))
    answer = [_line(line) for line in due_lines(work)]
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


def _line(line: Any) -> dict[str, Any]:
    client = line.client
    return {
        "client": client["key"],
        "name": client["name"],
        "phone": _e164(client["phone"]),
        "next_call": (client["call_from"] or line.reasons[0].day).isoformat(),
        "reasons": [{"kind": reason.code, "text": reason.text} for reason in line.reasons],
    }


def _e164(text: str) -> str:
    """The first phone of the cell in E.164, "" for a cell without one."""
    from osago_xl.domain.phones import parse
    from osago_xl.errors import InputError

    try:
        return parse(text)[0].number
    except InputError:
        return ""
