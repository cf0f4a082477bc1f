"""osago-xl doctor [BOOK]: why the buttons do not work and what to do."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from osago_xl.cli.books import print_json
from osago_xl.excel.check import Check
from osago_xl.excel.environment import Environment, ThisComputer

SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", nargs="?", type=Path, metavar="КНИГА", help="проверить и эту книгу")
    parser.add_argument("--report", nargs="?", type=Path, const=Path("osago-doctor.txt"), metavar="ФАЙЛ",
                        help="записать отчёт без личных данных, который можно послать")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="ответ в JSON")


def run(args: argparse.Namespace, environment: Environment | None = None) -> int:
    from osago_xl.excel.doctor import examine

    computer = environment or ThisComputer()
    checks = examine(computer, args.book)
    if args.report:
        print(f"Отчёт: {_written(args.report, computer, checks, args.book)}", file=sys.stderr)
    if args.json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            print(f"{SIGNS[check.state]} {check.name}: {check.found}")
            if check.remedy:
                print(f"    {check.remedy}")
    return int(any(check.state == "error" for check in checks))


def _written(path: Path, computer: Environment, checks: list[Check], book: Path | None) -> Path:
    from platformdirs import user_log_path

    from osago_xl.documents.naming import write_new
    from osago_xl.excel.report import report

    log = user_log_path("osago-xl") / "osago-xl.log"
    return write_new(path, report(computer, checks, book, log).encode("utf-8-sig"))  # Notepad sees that it is UTF-8
