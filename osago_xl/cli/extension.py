"""osago-xl extension [FILE]: the worksheet functions as an extension of LibreOffice Calc."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", type=Path, default=Path("osago.oxt"), metavar="ФАЙЛ", help="куда записать")


def run(args: argparse.Namespace) -> int:
    from osago_xl.calc.addin import build_oxt

    print(f"Расширение записано: {build_oxt(args.path)}")
    print("Откройте файл двойным щелчком, нажмите «Установить» и перезапустите LibreOffice.")
    return 0
