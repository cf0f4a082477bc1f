"""osago-xl new PATH: an empty workbook to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl import clock
from osago_xl.errors import BookError

SUFFIX = ".xlsm"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="КНИГА", type=Path, help="имя новой книги, например ОСАГО.xlsm")


def run(args: argparse.Namespace) -> int:
    from osago_xl.workbook.build import build_workbook

    path = new_path(args.path)
    build_workbook(path, clock.today())
    print(f"Новая книга: {path}")
    return 0


def new_path(given: Path) -> Path:
    """Where the workbook is written; BookError when that cannot be."""
    path = given if given.suffix else given.with_suffix(SUFFIX)
    if path.suffix.lower() != SUFFIX:
        raise BookError(
            f"Книга с кнопками хранится в файле {SUFFIX}, а не {path.suffix}. Назовите её {path.stem}{SUFFIX}."
        )
    if path.exists():
        raise BookError(f"Файл {path} уже есть и не тронут. Дайте новой книге другое имя.")
    if not path.parent.is_dir():
        raise BookError(f"Папки {path.parent} нет. Создайте её или выберите другую.")
    return path
