"""What the drawn workbook looks like: tables, formulas, checks, colours, groups, views and names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator
from workbook_samples import ROWS, TODAY

from osago_xl.schema.columns import Choice, Day, Digits, Key, Money, Text
from osago_xl.schema.tables import Caption, Chart, Field, Form, Grid, Highlight, Sheet, Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import shipped_project
from osago_xl.workbook.draw import Drawing, draw
from osago_xl.workbook.package import finish
from osago_xl.workbook.views import STATES

DUE = Table(
    "tblDue",
    (
        Key("key", "Ключ", of="tblDue", own=True),
        Text("name", "Имя", width=20, help="Как в паспорте"),
        Day("day", "Дата"),
        Money("sum", "Сумма", stored=True),
        Choice("kind", "Вид", source=("да", "нет"), group="Ещё"),
        Digits("inn", "ИНН", width=14, group="Ещё", max_length=12),
        Text(
            "state", "Итог", formula='IF([@Имя]="","",[@Вид])', compute=lambda row, facts: row["kind"], group="Служба"
        ),
    ),
    highlights=(Highlight("red", '[@Вид]="да"', "Имя"), Highlight("grey", '[@[Имя]]=""')),
)


@pytest.fixture(scope="module")
def product() -> Drawing:
    return draw(WORKBOOK, TODAY, ROWS)


def drawn(*sheets: Sheet, rows: dict[str, list[dict[str, object]]] | None = None) -> Drawing:
    return draw(WorkbookSchema("1", sheets, {"lstDue": ("tblDue", "Имя")}), TODAY, rows)


def due(table: Table = DUE, **rows: list[dict[str, object]]) -> Worksheet:
    return drawn(Sheet("Лист", "shDue", "1565C0", "simple", (("A2", table),), freeze="C3"), rows=rows).book["Лист"]


def form(**changes: Any) -> Drawing:
    return drawn(Sheet("Форма", "shForm", "2E7D32", "simple", form=Form("frm_", **changes)))


def test_a_table_without_rows_has_an_empty_one_with_formulas() -> None:
    sheet = due()
    assert sheet.tables["tblDue"].ref == "A2:I3"
    assert [cell.value for cell in sheet[3]][:4] == [None] * 4
    assert sheet["I3"].value == '=IF(tblDue[[#This Row],[Имя]]="","",tblDue[[#This Row],[Вид]])'


def test_cell_and_calculated_column_hold_the_same_formula() -> None:
    sheet = due()
    column = next(column for column in sheet.tables["tblDue"].tableColumns if column.name == "Итог")
    assert f"={column.calculatedColumnFormula.attr_text}" == sheet["I3"].value


def test_a_divider_with_the_name_stands_before_each_group() -> None:
    sheet = due()
    assert [cell.value for cell in sheet[2]] == [
        "Ключ", "Имя", "Дата", "Сумма", "▸Ещё", "Вид", "ИНН", "▸Служба", "Итог"]  # fmt: skip
    assert [sheet.column_dimensions[letter].outlineLevel for letter in "ABCDEFGHI"] == [0, 0, 0, 0, 0, 1, 1, 0, 1]
    assert [sheet.column_dimensions[letter].hidden for letter in "EFGHI"] == [False, True, True, False, True]
    assert sheet.sheet_properties.outlinePr.summaryRight is False


def test_headers_say_who_writes_and_cells_stay_white() -> None:
    sheet = due()
    lines = {cell: (sheet[cell].font.b, sheet[cell].border.bottom.style) for cell in ("A2", "B2", "D2", "I2")}
    assert lines == {"A2": (False, "thin"), "B2": (True, "medium"), "D2": (False, "thin"), "I2": (False, "thin")}
    assert {sheet[cell].fill.patternType for cell in ("A3", "B3", "D3", "I3")} == {None}
    assert (sheet["B3"].font.color.rgb[2:], sheet["D3"].font.color.rgb[2:]) == ("1F2A2E", "4A5960")


def test_identifiers_are_text_and_text_formulas_are_not() -> None:
    sheet = due()
    assert [sheet[at].number_format for at in ("A3", "B3", "G3")] == ["@"] * 3
    assert sheet["I3"].number_format == "General"
    assert sheet["C3"].number_format == r"dd\.mm\.yyyy"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = due(tblDue=[{"key": "К-000001", "name": "=1+1"}])
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")


def test_checks_of_input() -> None:
    rules = {str(rule.sqref): rule for rule in due().data_validations.dataValidation}
    assert set(rules) == {"B3", "C3", "F3", "G3"}
    assert all(rule.allowBlank for rule in rules.values())
    assert (rules["B3"].promptTitle, rules["B3"].prompt) == ("Имя", "Как в паспорте")
    assert (rules["C3"].type, rules["C3"].errorStyle) == ("date", None)
    assert (rules["F3"].type, rules["F3"].formula1, rules["F3"].errorStyle) == ("list", '"да,нет"', "warning")
    assert (rules["G3"].type, rules["G3"].formula1) == ("textLength", "12")


def test_highlights_are_written_in_a1() -> None:
    rules = {str(area.sqref): list(area.rules) for area in due().conditional_formatting}
    assert rules["B3"][0].formula == ['$F3="да"']
    assert rules["A3:I3"][0].formula == ['$B3=""']
    assert rules["A3"][0].type == "duplicateValues"


def test_room_below_short_lists_is_formatted_and_checked() -> None:
    words = Table("tblWords", (Choice("word", "Слово", source=("а", "б")),), filter_buttons=False, room=5)
    sheet = due(words, tblWords=[{"word": "а"}, {"word": "б"}])
    assert sheet.tables["tblWords"].ref == "A2:A4"
    assert sheet.tables["tblWords"].autoFilter is None
    assert sheet["A7"].border.bottom.color.rgb.endswith("DCE3E6")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "A3:A7"


def test_form_cells() -> None:
    fields = (
        Field(Text("name", "Имя", required=True), "C2", "B2", span=2),
        Field(Day("ends", "Окончание", formula="C2", compute=lambda row, facts: facts.today), "C3", "B3"),
        Field(Money("sum", "Сумма", stored=True), "C4", "B4", locked=True),
    )
    drawing = form(fields=fields)
    sheet = drawing.book["Форма"]
    assert sheet["B2"].value == "Имя *"
    assert [sheet[at].protection.locked for at in ("B2", "C2", "C3", "C4")] == [True, False, False, True]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["C2:D2"]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert drawing.values["Форма"] == {"C3": TODAY}
    assert drawing.book.defined_names["frm_name"].attr_text == "'Форма'!$C$2"


def test_grid_stands_under_its_header_and_computes_its_rows() -> None:
    columns = (
        Text("name", "Имя"),
        Text("copy", "Копия", formula='[@Имя]&"{k}"', compute=lambda row, facts: f"{row['name']}{row['k']}"),
    )
    drawing = form(fields=(), grids=(Grid("rows", "B5", 3, columns, spans=(2, 1), collapsed_from=2),))
    sheet = drawing.book["Форма"]
    assert [sheet[at].value for at in ("B4", "D4", "D5", "D6")] == ["Имя", "Копия", '=$B5&"1"', '=$B6&"2"']
    assert drawing.values["Форма"] == {"D5": "1", "D6": "2", "D7": "3"}
    assert drawing.book.defined_names["frm_rows"].attr_text == "'Форма'!$B$5:$D$7"
    assert [sheet.row_dimensions[row].hidden for row in (5, 6, 7)] == [False, True, True]


def test_what_is_filled_in_stands_in_the_cells_and_in_the_formulas() -> None:
    fields = (
        Field(Text("name", "Имя"), "C2"),
        Field(Text("again", "Ещё раз", formula="C2", compute=lambda row, facts: row["name"]), "C3", locked=True),
    )
    sheet = Sheet("Форма", "shForm", "2E7D32", "simple", form=Form("frm_", fields, defaults={"name": "Анна"}))
    schema = WorkbookSchema("1", (sheet,), {})
    default, filled = draw(schema, TODAY), draw(schema, TODAY, forms={"frm_": {"name": "Ольга"}})
    assert (default.book["Форма"]["C2"].value, default.values["Форма"]) == ("Анна", {"C3": "Анна"})
    assert (filled.book["Форма"]["C2"].value, filled.values["Форма"]) == ("Ольга", {"C3": "Ольга"})


def test_a_link_leads_to_the_sheet_it_names() -> None:
    sheet = form(fields=(), captions=(Caption("A1", "← Старт", "link"),)).book["Форма"]
    assert sheet["A1"].hyperlink.location == "'Старт'!A1"


def test_enter_moves_through_inputs_only_where_declared() -> None:
    field = Field(Text("name", "Имя"), "C2")
    links = (Caption("A1", "← Старт", "link"),)
    free, strict = (form(fields=(field,), captions=links, inputs_only=only).book["Форма"] for only in (False, True))
    assert (free.protection.selectLockedCells, strict.protection.selectLockedCells) == (False, True)
    assert (free["A1"].protection.locked, strict["A1"].protection.locked) == (True, False)


def test_charts_stand_where_declared() -> None:
    chart = Chart("column", "Сколько?", "F2:J9", "B6:B7", ("C5:C7",))
    (made,) = form(fields=(), charts=(chart,)).book["Форма"]._charts
    assert made.series[0].val.numRef.f == "'Форма'!$C$6:$C$7"
    assert made.x_axis.delete is False
    start, end = made.anchor._from, made.anchor.to  # F2:J9: from the corner of F2 to that of K10, counted from 0
    assert (start.col, start.row, end.col, end.row) == (5, 1, 10, 9)
    assert (made.title.overlay, made.roundedCorners) == (False, False)


@pytest.mark.parametrize("kind", ["column", "bar", "line", "doughnut"])
def test_a_chart_of_each_kind_is_valid(kind: str, tmp_path: Path) -> None:
    drawing = form(fields=(), charts=(Chart(kind, "Сколько?", "F2:J9", "B6:B7", ("C5:C7", "D5:D7")),))
    plain, out = tmp_path / "plain.xlsx", tmp_path / "book.xlsm"
    drawing.book.save(plain)
    finish(plain, out, project=shipped_project(), values=drawing.values)
    assert OpenXmlValidator().validate(str(out)).errors == []


def test_every_table_and_sheet_of_the_product_is_drawn(product: Drawing) -> None:
    assert product.book.sheetnames == [sheet.title for sheet in WORKBOOK.sheets]
    for sheet in WORKBOOK.sheets:
        drawn_sheet = product.book[sheet.title]
        assert drawn_sheet.sheet_properties.codeName == sheet.code_name
        assert drawn_sheet.sheet_state == STATES[sheet.shown]
        assert drawn_sheet.sheet_properties.tabColor.rgb.endswith(sheet.colour)
        assert set(drawn_sheet.tables) == {table.name for _, table in sheet.tables}


def test_headers_of_cells_and_of_tables_agree(product: Drawing) -> None:
    for sheet in product.book:
        for table in sheet.tables.values():
            left, top, right, _ = range_boundaries(table.ref)
            cells = [sheet.cell(top, column).value for column in range(left, right + 1)]
            assert cells == [column.name for column in table.tableColumns]


def test_settings_and_lists_have_names(product: Drawing) -> None:
    names = product.book.defined_names
    (place,) = names["cfg_silence_days"].destinations
    assert product.book[place[0]][place[1].replace("$", "")].value == 180
    assert names["lstServices"].attr_text == "tblServices[Услуга]"
    assert names["cfg_today"].attr_text.startswith("'Настройки'!")


def test_sheets_print_on_a4_with_the_header_repeated(product: Drawing) -> None:
    sheet = product.book["Клиенты"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$2"
    assert [part.text for part in (sheet.oddFooter.left, sheet.oddFooter.center)] == ["&A", "&D"]
    assert sheet.freeze_panes == "C3"


def test_every_formula_has_a_value(product: Drawing) -> None:
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in product.book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {(title, at) for title, values in product.values.items() for at in values}
    assert len(formulas) > 100


def test_values_are_those_of_the_day() -> None:
    client = {"key": "К-000001", "name": "Иванова", "status": "активный", "next_call": date(2026, 11, 22)}
    early, late = (draw(WORKBOOK, date(2026, 11, day), {"tblClients": [client]}) for day in (1, 22))
    flags = [
        [value for value in drawing.values["Клиенты"].values() if value in ("пора", "скоро")]
        for drawing in (early, late)
    ]
    assert flags == [[], ["пора"]]
