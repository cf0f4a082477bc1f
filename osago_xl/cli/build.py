"""osago-xl build: rebuild everything generated that lies in the repository."""

from __future__ import annotations

import argparse
from pathlib import Path

from osago_xl.errors import BookError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="ПАПКА",
        type=Path,
        nargs="?",
        default=Path(),
        help="корень репозитория (по умолчанию текущая)",
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.folder
    if not (root / "pyproject.toml").is_file():
        raise BookError(f"В папке {root.resolve()} нет pyproject.toml: это не корень репозитория.")
    for path in rebuild(root):
        print(path)
    return 0


def rebuild(root: Path) -> list[Path]:
    """Write the VBA project, the workbook, the add-in, the reference pages and the row types; the paths written."""
    from osago_xl.actions.registry import load_all
    from osago_xl.schema.workbook import WORKBOOK
    from osago_xl.workbook.addin import build_addin
    from osago_xl.workbook.build import BUILD_DAY, PROJECT, build_workbook, make_project, worksheet_functions
    from osago_xl.workbook.reference import write_reference
    from osago_xl.workbook.typed_rows import rows_module

    project = root / "osago_xl" / "workbook" / PROJECT
    workbook, addin = root / "workbook" / "OSAGO.xlsm", root / "workbook" / "osago.xlam"
    docs = root / "docs"
    for folder in (workbook.parent, docs):
        folder.mkdir(exist_ok=True)
    project.write_bytes(make_project())
    build_workbook(workbook, BUILD_DAY, project=project.read_bytes())
    build_addin(addin, worksheet_functions())
    write_reference(docs, worksheet_functions(), load_all())
    rows = root / "osago_xl" / "schema" / "rows.py"
    rows.write_text(rows_module(WORKBOOK), "utf-8")
    return [project, workbook, addin, docs, rows]
