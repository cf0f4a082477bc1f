"""An empty workbook in memory, and a short way to import rows into it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from osago_xl.books.memory import MemoryBook
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[2] / "examples"


class Office:
    """A book, and the import of files or of rows written as a csv."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = MemoryBook(WORKBOOK, TODAY)

    def bring(self, *rows, name="rows.csv", options=None):
        """Import rows (the first is the header) and write them into the book; the report of the file."""
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(rows)
        path = self.folder / name
        path.write_text(text.getvalue(), "utf-8", newline="")  # csv has ended the lines itself
        return self.bring_file(path, options)

    def bring_file(self, path, options=None):
        work = Work(self.book, TODAY)
        report = import_all(work, [path], options or Options(), lambda *_: None)[0]
        self.changed = bool(work.changes())
        work.commit("Импорт")
        return report

    def rows(self, table):
        return self.book.read(WORKBOOK.tables[table])


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def examples():
    return EXAMPLES
