"""osago-xl doctor [BOOK]: why the buttons do not work and what to do."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from osago_xl.cli.books import print_json
from osago_xl.excel.environment import Environment, ThisComputer

SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", nargs="?", type=Path, metavar="КНИГА", help="проверить и эту книгу")
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace, environment: Environment | None = None) -> int:
    from osago_xl.excel.doctor import examine

    checks = examine(environment or ThisComputer(), args.book)
    if args.json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            print(f"{SIGNS[check.state]} {check.name}: {check.found}")
            if check.remedy:
                print(f"    {check.remedy}")
    return int(any(check.state == "error" for check in checks))
