"""C8, C12: a number of Сводка and the records it was counted from agree, line by line."""

from __future__ import annotations

from datetime import date

import base_of_six
import pytest
from desk import Desk

from osago_xl.books.base import Selection
from osago_xl.reports.summary_rows import BLOCKS
from osago_xl.schema.addresses import address, place
from osago_xl.schema.sheets.summary import SUMMARY
from osago_xl.schema.workbook import WORKBOOK

COUNTS = {
    "calls": "fact",
    "agents": "fact",
    "sellers": "policies",
    "channels": "policies",
    "heat": "total",
    "kpi": "now",
}
MONEY = ("Премия за период, ₽", "КВ за период, ₽")


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    desk.click("open_summary")
    return desk


def select(desk: Desk, block: str, line: int, column: str = "") -> None:
    grid = SUMMARY.grid[block]
    row, left = place(grid.at)
    shift = next(shift for each, shift in grid.placed if each.key == (column or COUNTS.get(block, "count")))
    desk.selection = Selection("Сводка", cell=address(row + line, left + shift))


@pytest.mark.parametrize("block", [block for block in BLOCKS if block != "season"])
def test_a_line_shows_as_many_records_as_it_counts(six: Desk, block: str) -> None:
    count = COUNTS.get(block, "count")
    lines = [line for line in six.book.read_form("sum_")[block] if line.get("name") or line.get("month")]
    assert any(line[count] for line in lines)
    for number, line in enumerate(lines):
        if line.get("name") not in MONEY:
            select(six, block, number)
            report = six.click("run_query")
            assert (report.show, len(report.data)) == ("Отчёт", line[count]), line


def test_a_sum_of_the_portfolio_shows_the_policies_it_was_added_up_from(six: Desk) -> None:
    select(six, "kpi", 3)
    data = six.click("run_query").data
    assert [row["Премия"] for row in data] == [60000, 8500, 12000]


@pytest.mark.parametrize("column", ["now", "before"])
def test_a_month_of_the_season_shows_the_policies_signed_in_it(six: Desk, column: str) -> None:
    for number, line in enumerate(six.book.read_form("sum_")["season"]):
        select(six, "season", number, column)
        assert sum(row["Премия"] or 0 for row in six.click("run_query").data) == line[column], line


def test_the_column_of_talks_shows_the_calls_that_were_answered(six: Desk) -> None:
    calls = six.book.read_form("sum_")["calls"]
    assert calls[2]["fact"] > calls[2]["talks"] > 0
    select(six, "calls", 2, "talks")
    assert len(six.click("run_query").data) == calls[2]["talks"]


def test_a_cell_of_the_heat_map_shows_the_policies_of_its_month_and_company(six: Desk) -> None:
    companies = six.book.read_form("sum_")["heat_names"][0]
    column = next(key for key, name in companies.items() if name == "Пример")
    select(six, "heat", 0, column)
    assert [(row["Компания"], row["Окончание"]) for row in six.click("run_query").data] == [
        ("Пример", date(2026, 11, 24))
    ]


def test_the_numbers_are_links_that_lead_to_a_sheet_of_the_workbook() -> None:
    leads = {key: grid.leads for key, grid in SUMMARY.grid.items() if grid.leads}
    assert leads.keys() == BLOCKS.keys()
    for key, columns in leads.items():
        assert columns.keys() <= {column.key for column in SUMMARY.grid[key].columns}
        assert set(columns.values()) <= WORKBOOK.by_title.keys()


def test_buttons_on_the_report_take_the_clients_behind_the_number(six: Desk) -> None:
    select(six, "segments", 1)
    six.click("run_query")
    keys = [row["row_key"] for row in six.rows("tblReport") if row["row_key"]]
    assert keys and all(key.startswith("К-") for key in keys)


def test_elsewhere_on_the_sheet_the_saved_queries_are_offered(six: Desk) -> None:
    six.selection = Selection("Сводка", cell="A1")
    assert six.click("run_query", "1").show == "Отчёт"
