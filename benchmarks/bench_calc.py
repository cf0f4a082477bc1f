"""Times of the Calc engine: start, block read and write, open and save, growth of a table; functions bound on load.

Run: PYTHONPATH=tests/calc python benchmarks/bench_calc.py
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extension import calls, install
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from osago_xl.calc.addin import build_oxt
from osago_xl.calc.engine import start_app
from osago_xl.calc.office import Office

ROWS, COLUMNS = 20_000, 20
CALL = "=OSAGO_KBM(0.91,1)"


def timed(label: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    print(f"{label:58} {time.perf_counter() - began:7.3f} s")
    return result


def clients(path: Path, rows: int = 5_000) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Клиенты")
    sheet.append([f"Столбец {n}" for n in range(1, 31)])
    for number in range(2, rows + 2):
        sheet.append([f"К-{number:06}", *(f"текст {n}" for n in range(28)), f"=LEN(B{number})"])
    sheet.add_table(Table(displayName="tblClients", ref=f"A1:AD{rows + 1}"))
    workbook.save(path)
    return path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="osago-bench-") as name:
        measure(Path(name))
        measure_extension(Path(name))


def measure(folder: Path) -> None:
    app = timed("start of the office", start_app)
    with app:
        sheet = app.books.add().sheets[0]
        data = [[float(row * column) for column in range(COLUMNS)] for row in range(ROWS)]
        timed(f"write {ROWS * COLUMNS} cells", lambda: setattr(sheet["A1"], "value", data))
        cells = sheet[0:ROWS, 0:COLUMNS]
        assert len(timed(f"read {ROWS * COLUMNS} cells", lambda: cells.value)) == ROWS
        texts = [[f"К-{row:06}", "текст"] for row in range(10_000)]
        timed("write 20000 texts", lambda: setattr(sheet["A1"], "value", texts))

        path = clients(folder / "clients.xlsx")
        book = timed("open 5 000 clients × 30 columns", lambda: app.books.open(path))
        table = book.sheets[0].tables["tblClients"]
        timed("read one row of the table", lambda: table.data_body_range[2_500, :].value)
        timed("write one row", lambda: setattr(table.data_body_range[2_500, :29], "value", ["x"] * 29))
        timed("grow by 1 row", lambda: table.resize(table.range.resize(5_002)))
        timed("grow by 10 000 rows", lambda: table.resize(table.range.resize(15_002)))
        premiums = [[100.0 + row] for row in range(15_001)]
        timed("write a column of 15 001 numbers", lambda: setattr(table.data_body_range[:, 5], "value", premiums))
        timed("save 15 001 × 30", book.save)
        book.close()
        for count in (2_000, 20_000):
            called = calls(folder / f"{count}.xlsx", count, CALL)
            book = timed(f"open {count} calls of a function", lambda called=called: app.books.open(called))
            assert book.sheets[0]["A1"].value
        timed("end of the office", app.quit)


def measure_extension(folder: Path) -> None:
    """The Calc of a person: the job of the extension binds the names again when a workbook has been loaded."""
    called, profile = calls(folder / "person.xlsx", 2_000, CALL), folder / "profile"
    install(build_oxt(folder / "osago.oxt"), profile)
    with Office(profile=profile) as office:
        loaded(office, calls(folder / "first.xlsx", 1, CALL))  # Python and the tariffs are loaded once
        document = timed("load 2 000 calls in a person's Calc, bound by the job", lambda: loaded(office, called))
        assert document.Sheets.getByIndex(0).getCellRangeByName("A2000").Value


def loaded(office: Office, path: Path) -> Any:
    """The document; the jobs of its loading are done."""
    return office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())


if __name__ == "__main__":
    main()
