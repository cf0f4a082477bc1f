"""osago-xl install [BOOK]: make Excel on this computer run the buttons."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.excel.environment import Environment, ThisComputer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "book", nargs="?", type=Path, metavar="КНИГА", help="сделать надёжной папку этой книги, дать ярлык"
    )


def run(args: argparse.Namespace, environment: Environment | None = None) -> int:
    from osago_xl.excel.install import install

    print(*install(environment or ThisComputer(), args.book), sep="\n")
    return 0
