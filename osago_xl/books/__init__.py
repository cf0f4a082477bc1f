"""Workbooks behind one protocol: closed files, workbooks open in Excel or Calc, and books in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osago_xl.books.base import Selection
    from osago_xl.books.file import FileBook
    from osago_xl.schema.tables import WorkbookSchema


def open_book(
    path: Path,
    *,
    today: date,
    password: str | None = None,
    selection: Selection | None = None,
    schema: WorkbookSchema | None = None,
) -> FileBook:
    """A closed workbook of ours, as its formulas see it on `today`. BookError with a sentence for the agent."""
    from osago_xl.books.file import FileBook

    if schema is None:
        from osago_xl.schema.workbook import WORKBOOK

        schema = WORKBOOK
    return FileBook(Path(path), today, schema=schema, password=password, selection=selection)


def is_encrypted(path: Path) -> bool:
    """Whether a file is a workbook with a password."""
    from osago_xl.books import crypto

    return crypto.is_encrypted(Path(path))
