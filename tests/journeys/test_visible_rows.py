"""«Выгрузить» takes what the agent sees: rows hidden by a filter stay behind."""

import pytest
from desk import TODAY

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.books.live import LiveBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

pytestmark = pytest.mark.office

CSV = "2"


def export(live: LiveBook) -> list[str]:
    """Names in the file that «Выгрузить» makes of Клиенты."""
    live.choose(Selection("Клиенты", "tblClients"))
    (path,) = perform("export_table", live, ConsoleUi(yes=True, answers=[CSV]), TODAY).files
    return [line.split(";")[1] for line in path.read_text("utf-8-sig").splitlines()[1:]]


def test_hidden_rows_are_not_exported(live: LiveBook) -> None:
    work = Work(live, TODAY)
    for n in range(4):
        work.add(CLIENTS, name=f"Клиент {n}")
    work.commit("подготовка")
    assert export(live) == ["Клиент 0", "Клиент 1", "Клиент 2", "Клиент 3"]
    cells = live.xl.sheets["Клиенты"].tables["tblClients"].data_body_range
    for place in (0, 2):
        cells[place, 1].api.Rows.IsVisible = False
    assert live.visible(WORKBOOK.tables["tblClients"]) == {1, 3}
    assert export(live) == ["Клиент 1", "Клиент 3"]
