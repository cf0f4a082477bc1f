"""C8, C12: a number of Сводка and the records it was counted from agree, line by line."""

from __future__ import annotations

import base_of_six
import pytest
from desk import Desk

from osago_xl.books.base import Selection
from osago_xl.reports.summary_rows import BLOCKS
from osago_xl.schema.addresses import address, place
from osago_xl.schema.sheets.summary import SUMMARY

EVERYBODY = "Все рекомендации"
COUNTS = {"sellers": "policies"}


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    desk.click("open_summary")
    return desk


def select(desk: Desk, block: str, line: int) -> None:
    row, column = place(SUMMARY.grid[block].at)
    desk.selection = Selection("Сводка", cell=address(row + line, column + 1))


@pytest.mark.parametrize("block", BLOCKS)
def test_a_line_shows_as_many_records_as_it_counts(six: Desk, block: str) -> None:
    lines = [line for line in six.book.read_form("sum_")[block] if line["name"] not in ("", EVERYBODY)]
    skipped = sum(line["name"] == EVERYBODY for line in six.book.read_form("sum_")[block])
    assert any(line[COUNTS.get(block, "count")] for line in lines)
    for number, line in enumerate(lines, skipped):
        select(six, block, number)
        report = six.click("run_query")
        assert (report.show, len(report.data)) == ("Отчёт", line[COUNTS.get(block, "count")]), line["name"]


def test_buttons_on_the_report_take_the_clients_behind_the_number(six: Desk) -> None:
    select(six, "segments", 1)
    six.click("run_query")
    keys = [row["row_key"] for row in six.rows("tblReport") if row["row_key"]]
    assert keys and all(key.startswith("К-") for key in keys)


def test_elsewhere_on_the_sheet_the_saved_queries_are_offered(six: Desk) -> None:
    six.selection = Selection("Сводка", cell="A1")
    assert six.click("run_query", "1").show == "Отчёт"
