import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from osago_xl.errors import EngineError

pytestmark = pytest.mark.office


@pytest.fixture
def sheet(app, open_book):
    return app.books.add().sheets[0]


def test_a_block_goes_in_and_comes_back(sheet):
    sheet["B2"].value = [["а", 1], [None, 2.5]]
    assert sheet["B2:C3"].value == [["а", 1.0], [None, 2.5]]
    assert sheet["B2"].expand().shape == (1, 2)
    assert sheet.used_range.address == "$B$2:$C$3"


def test_values_of_python_become_values_of_cells(sheet):
    sheet["A1"].value = [dt.date(2026, 5, 12), dt.datetime(2026, 5, 12, 12), Decimal("1.10"), True, float("nan"), 7]
    assert sheet["A1:F1"].value == [46154.0, 46154.5, 1.1, 1.0, None, 7.0]


def test_text_stays_text(sheet):
    sheet["A1"].value = ["007", "=1+1", "12.05.2026", "+7 900"]
    assert sheet["A1:D1"].value == ["007", "=1+1", "12.05.2026", "+7 900"]


def test_a_table_of_pandas_goes_in_and_comes_back(sheet):
    frame = pd.DataFrame({"город": ["Омск", "Томск"], "ставка": [1.5, 2.0]})
    sheet["A1"].options(index=False).value = frame
    read = sheet["A1:B3"].options(pd.DataFrame, index=False).value
    assert read.to_dict("list") == frame.to_dict("list")


def test_errors_are_seen_as_errors(book):
    cells = book.sheets["Калькулятор"]["A3:A4"]
    assert cells.value == [None, None]
    assert cells.options(err_to_str=True).value == ["#DIV/0!", "#N/A"]
    assert cells.raw_value == ((-2146826281,), (-2146826246,))


def test_one_formula_fills_a_range_with_relative_references(sheet):
    sheet["A1"].value = [[1], [2], [3]]
    sheet["B1:C3"].formula = "=A1*$A$3"
    assert sheet["C2"].formula == "=B2*$A$3"
    assert sheet["B1:C3"].value == [[3.0, 9.0], [6.0, 18.0], [9.0, 27.0]]


def test_formulas_name_other_sheets_as_excel_does(book):
    cell = book.sheets["Клиенты"]["J1"]
    cell.formula = "=SUM('Калькулятор'!A1,tblClients[Дней],{1,2;3,4})"
    assert cell.formula == "=SUM(Калькулятор!A1,tblClients[Дней],{1,2;3,4})"
    assert cell.value == 5 + 6 + 10


@pytest.mark.parametrize("code", ["@", "General", "0.00", "dd.mm.yyyy", '#,##0.00" ₽"'])
def test_number_formats_read_as_they_were_set(sheet, code):
    sheet["A1"].number_format = code
    assert sheet["A1"].number_format.replace("\\", "") == code


def test_number_formats_reach_the_file(app, sheet, tmp_path):
    sheet["A1"].value, sheet["A1"].number_format = dt.date(2026, 5, 12), "dd.mm.yyyy"
    sheet.book.save(tmp_path / "a.xlsx")
    from openpyxl import load_workbook

    cell = load_workbook(tmp_path / "a.xlsx").active["A1"]
    assert cell.number_format.replace("\\", "") == "dd.mm.yyyy"
    assert cell.value == dt.datetime(2026, 5, 12)


def test_colours_and_fonts(sheet):
    cell = sheet["A1"]
    assert cell.color is None
    cell.color = (255, 199, 206)
    cell.font.bold, cell.font.color = True, "#9C0006"
    assert (cell.color, cell.font.bold, cell.font.color) == ((255, 199, 206), True, (156, 0, 6))
    cell.color = None
    assert cell.color is None


def test_addresses(sheet):
    assert sheet[1:3, 0:2].address == "$A$2:$B$3"
    assert sheet.range((1, 1), (2, 28)).get_address(False, False) == "A1:AB2"
    assert sheet["C3"].offset(1, 1).address == "$D$4"
    assert sheet["A:B"].shape == (1_048_576, 2)
    assert sheet["2:3"].row == 2
    with pytest.raises(ValueError, match="no range"):
        sheet["нет такого"]


def test_rows_come_and_go(sheet):
    sheet["A1"].value = [[1], [2], [3]]
    sheet["2:2"].insert("down")
    assert sheet["A1:A4"].value == [1.0, None, 2.0, 3.0]
    sheet["A2:A3"].delete("up")
    assert sheet["A1:A3"].value == [1.0, 3.0, None]


def test_copy_takes_formats_along(sheet):
    sheet["A1"].value, sheet["A1"].color = 5, (1, 2, 3)
    sheet["A1"].copy(sheet["C3"])
    assert (sheet["C3"].value, sheet["C3"].color) == (5.0, (1, 2, 3))


def test_hidden_rows_are_not_visible_cells(sheet):
    sheet["A1"].value = [[1], [2], [3]]
    sheet["A2"].impl.row_hidden = True
    areas = sheet["A1:A3"].get_special_cells("visible")
    assert [area.address for area in areas] == ["$A$1", "$A$3"]


def test_a_selection_of_several_areas(app, sheet):
    controller = sheet.book.api.CurrentController
    areas = sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    areas.addRangeAddresses((sheet["B2:B3"].api.RangeAddress, sheet["B7"].api.RangeAddress), False)
    controller.select(areas)
    assert app.selection.impl.address == "$B$2:$B$3,$B$7"
    assert app.selection.count == 3
    assert [a.address for a in app.selection.get_special_cells("visible")] == ["$B$2:$B$3", "$B$7"]


def test_names(book):
    assert book.names["cfg_days"].refers_to_range.address == "$A$1"
    assert book.sheets["Клиенты"]["cfg_days"].sheet.name == "Калькулятор"
    book.sheets["Клиенты"]["C2:C4"].name = "days"
    assert book.names["days"].refers_to == "=Клиенты!$C$2:$C$4"
    assert "cfg_none" not in book.names
    del book.names["days"]
    assert "days" not in book.names


@pytest.mark.parametrize(
    ("start", "direction", "stop"),
    [("A1", "down", "A3"), ("A3", "down", "A5"), ("A5", "up", "A3"), ("A2", "up", "A1"), ("A1", "right", "C1")],
)
def test_ctrl_and_arrow(sheet, start, direction, stop):
    sheet["A1"].value = [[1, 2, 3], [2, None, None], [3, None, None], [None, None, None], [5, None, None]]
    assert sheet[start].end(direction) == sheet[stop]


@pytest.mark.parametrize(
    ("kind", "value_type", "areas"),
    [
        ("blanks", None, ["$B$2"]),
        ("formulas", "errors", ["$C$1"]),
        ("constants", "text", ["$B$1"]),
        ("constants", None, ["$A$1:$A$2", "$B$1"]),
    ],
)
def test_cells_of_one_kind(sheet, kind, value_type, areas):
    sheet["A1"].value = [[1, "т"], [2, None]]
    sheet["C1:C2"].formula = [["=1/0"], ["=1"]]
    found = sheet["A1:C2"].get_special_cells(kind, value_type)
    assert sorted(area.address for area in found) == areas


def test_what_the_office_refuses_is_a_sentence(sheet):
    with pytest.raises(EngineError, match=r"LibreOffice не выполнил действие \(add\)"):
        sheet.book.names.add("1 плохое имя", "=A1")
