import re

import pytest

from osago_xl.calc import bridge
from osago_xl.calc.formats import from_rgb

pytestmark = pytest.mark.office
ROW_FORMULA = '=IF(tblClients[[#This Row],[Имя, %]]="","",tblClients[[#This Row],[Дней]]*2)'


def test_parts_of_a_table(clients):
    assert clients.range.address == "$A$1:$E$4"
    assert clients.header_row_range.value == ["Ключ", "Имя, %", "Дней", "Вдвое", "Дата"]
    assert clients.data_body_range.columns[3].value == [2.0, 4.0, 6.0]
    assert [column.name for column in clients.columns] == clients.header_row_range.value
    assert clients.columns["Дней"].data_body_range.value == [1.0, 2.0, 3.0]


def test_tables_are_found_on_their_sheet_whatever_the_case(book):
    assert "TBLCLIENTS" in book.sheets["Клиенты"].tables
    assert book.sheets["Клиенты"].tables["TblClients"].name == "tblClients"
    assert len(book.sheets["Калькулятор"].tables) == 0
    with pytest.raises(KeyError):
        book.sheets["Калькулятор"].tables["tblClients"]


def test_resize_gives_new_rows_formulas_formats_checks_and_conditions(clients):
    clients.resize(clients.range.resize(9))
    new = clients.data_body_range[3:, :]
    assert new.shape == (5, 5)
    assert {row[3] for row in new.formula} == {ROW_FORMULA}
    assert {cell for row in new.formula for cell in row[:3]} == {""}
    last = new[4, :]
    assert last[0, 4].number_format.replace("\\", "") == "dd.mm.yyyy"
    assert last[0, 3].color == (0xEE, 0xEE, 0xEE)
    assert last[0, 2].api.Validation.Type.value == "WHOLE"
    last.value = ["К-000009", "Новый", 500, None, None]
    assert conditional_ranges(clients) == ["$A$2:$E$9"]


def test_rows_written_before_the_resize_are_kept(clients):
    sheet = clients.range.sheet
    sheet["A5"].value = ["К-000004", "007", 4]
    clients.resize(clients.range.resize(5))
    assert sheet["A5:D5"].value == ["К-000004", "007", 4.0, 8.0]


def test_what_stands_further_below_stays_there(clients):
    sheet = clients.range.sheet
    sheet["A6"].value = [["в новой строке"], [None], ["ниже таблицы"]]
    sheet["H1"].formula = "=A8"
    clients.resize(clients.range.resize(6))
    assert sheet["A4:A8"].value == ["К-000003", None, "в новой строке", None, "ниже таблицы"]
    assert sheet["H1"].formula == "=A8"


def test_formulas_that_name_the_last_row_still_do(clients):
    sheet = clients.range.sheet
    sheet["H1"].formula = "=C4&SUM(C2:C4)"
    clients.resize(clients.range.resize(6))
    assert sheet["H1"].formula == "=C4&SUM(C2:C6)"
    assert sheet["H1"].value == "36"


def test_a_table_of_one_row_grows(clients):
    clients.resize(clients.range.resize(2))
    clients.range.sheet["A3:E4"].clear_contents()
    clients.resize(clients.range.resize(4))
    assert [row[3] for row in clients.data_body_range.formula] == [ROW_FORMULA] * 3
    assert clients.data_body_range[0, 0].value == "К-000001"


def test_a_calculated_column_fills_even_below_an_overwritten_cell(clients):
    clients.data_body_range[2, 3].value = 99
    clients.resize(clients.range.resize(5))
    assert clients.data_body_range[3, 3].formula == ROW_FORMULA
    assert clients.data_body_range[2, 3].value == 99


def test_resize_down_leaves_the_cells(clients):
    clients.resize(clients.range.resize(2))
    assert clients.data_body_range.shape == (1, 5)
    assert clients.range.sheet["A3"].value == "К-000002"


def test_the_header_cannot_move(clients):
    with pytest.raises(ValueError, match="header"):
        clients.resize(clients.range.sheet["A2:E5"])


def test_rows_inserted_inside_are_dressed(clients):
    sheet = clients.range.sheet
    sheet["A3:E4"].insert("down")
    assert clients.range.shape == (6, 5)
    assert [row[3] for row in clients.data_body_range.formula] == [ROW_FORMULA] * 5
    assert clients.data_body_range[1:3, 0].value == [None, None]


def test_rows_by_number(clients):
    clients.rows.add(["К-000010", "Вставлен", 10, None, None], index=1)
    assert clients.data_body_range[0, :].value == ["К-000010", "Вставлен", 10.0, 20.0, None]
    clients.rows.add(["К-000011", "В конце", 11, None, None])
    assert clients.data_body_range[4, 3].value == 22.0
    clients.rows[0].delete()
    assert clients.range.shape == (5, 5)
    assert clients.data_body_range[0, 0].value == "К-000001"


def test_the_last_row_is_emptied_not_removed(clients):
    while len(clients.rows) > 1:
        clients.rows[0].delete()
    clients.rows[0].delete()
    assert clients.range.shape == (2, 5)
    assert clients.data_body_range.value[0] is None
    assert clients.data_body_range[0, 3].formula == ROW_FORMULA


def test_the_table_of_a_cell(clients):
    sheet = clients.range.sheet
    assert sheet["C3"].table == clients
    assert sheet["C9"].table is None


def test_ten_thousand_rows_are_one_conditional_format(clients):
    clients.resize(clients.range.resize(10_001))
    assert clients.data_body_range[9_999, 3].formula == ROW_FORMULA
    assert conditional_ranges(clients) == ["$A$2:$E$10001"]


def test_a_filter_is_noticed_and_cleared(clients):
    assert not clients.impl.filtered
    uno = bridge.uno()
    field = bridge.struct("sheet.TableFilterField2", Field=2, IsNumeric=True, NumericValue=2.0)
    field.Operator = uno.getConstantByName("com.sun.star.sheet.FilterOperator2.EQUAL")
    fields = uno.Any("[]com.sun.star.sheet.TableFilterField2", (field,))
    uno.invoke(clients.api.getFilterDescriptor(), "setFilterFields2", (fields,))
    clients.api.refresh()
    assert clients.impl.filtered
    visible = clients.data_body_range.get_special_cells("visible")
    assert [area.address for area in visible] == ["$A$3:$E$3"]
    clients.resize(clients.range.resize(6))
    assert clients.impl.filtered
    assert [row[3] for row in clients.data_body_range.formula] == [ROW_FORMULA] * 5
    clients.impl.clear_filter()
    assert not clients.impl.filtered
    assert len(clients.data_body_range.get_special_cells("visible")) == 1


def conditional_ranges(table):
    formats = table.range.sheet.api.ConditionalFormats.getConditionalFormats()
    ranges = [entry.Range.RangeAddressesAsString for entry in formats]
    return [re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", text.rpartition(".")[2]) for text in ranges]


def test_colours_of_html_are_understood():
    assert from_rgb("#FF8000") == 0xFF8000
