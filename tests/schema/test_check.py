"""The declaration of the product is sound, and each rule is seen to refuse a broken one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osago_xl.errors import SchemaError
from osago_xl.schema.check import check, is_name, problems
from osago_xl.schema.columns import Choice, Day, Key, Number, Text
from osago_xl.schema.tables import Caption, Counter, Field, Form, Grid, Highlight, Sheet, Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK

TABLE = Table("tblA", (Key("key", "Ключ", of="tblA", own=True), Text("name", "Имя", width=20), Number("n", "Число")))


def book(*sheets: Sheet, lists: dict[str, tuple[str, str]] | None = None) -> WorkbookSchema:
    return WorkbookSchema("1", sheets, lists or {})


def sheet(table: Table = TABLE, **changes: Any) -> Sheet:
    return replace(Sheet("Лист", "shA", "000000", "simple", (("A2", table),)), **changes)


def with_column(column: Any, **changes: Any) -> WorkbookSchema:
    return book(sheet(replace(TABLE, columns=(*TABLE.columns, column), **changes)))


def form(**changes: Any) -> WorkbookSchema:
    return book(Sheet("Форма", "shF", "000000", "simple", form=replace(Form("f_", ()), **changes)))


def formula(text: str) -> WorkbookSchema:
    return with_column(Text("x", "Икс", formula=text))


def test_the_product_is_sound() -> None:
    assert list(problems(WORKBOOK)) == []


def test_a_sound_declaration_passes() -> None:
    check(book(sheet(), lists={"lstA": ("tblA", "Имя")}))


def test_check_raises_with_all_that_is_wrong() -> None:
    with pytest.raises(SchemaError, match=r"(?s)tbl A.*tbl B"):
        check(book(sheet(replace(TABLE, name="tbl A")), sheet(replace(TABLE, name="tbl B"), title="Два")))


BROKEN = {
    "title too long": (book(sheet(title="Л" * 32)), "at most 31"),
    "title with a colon": (book(sheet(title="а:б")), "at most 31"),
    "code name not ASCII": (book(sheet(code_name="шА")), "not a name of VBA"),
    "two sheets of one title": (book(sheet(), sheet(title="ЛИСТ", code_name="shB")), "declared 2 times"),
    "neither tables nor a form": (book(sheet(tables=())), "either tables or a form"),
    "table named like a cell": (book(sheet(replace(TABLE, name="AB12"))), "not a name Excel takes"),
    "repeated header": (with_column(Text("x", "имя")), "column «имя»"),
    "repeated key": (with_column(Text("name", "Икс")), "key «name»"),
    "header with a bracket": (with_column(Text("x", "Икс [1]")), "none of #"),
    "header with a line break": (with_column(Text("x", "Икс\n1")), "none of #"),
    "columns wider than the screen": (with_column(Text("x", "Икс", width=170)), "fit on a screen"),
    "group name too long": (with_column(Text("x", "Икс", group="Очень длинная")), "upright"),
    "group in two places": (
        book(
            sheet(
                replace(
                    TABLE,
                    columns=(Text("a", "А", group="Г"), Text("b", "Б"), Text("c", "В", group="Г")),
                )
            )
        ),
        "run of the group",
    ),
    "list too long": (with_column(Choice("x", "Икс", source=("слово " * 60,))), "Excel allows 255"),
    "word of a list with a comma": (with_column(Choice("x", "Икс", source=("а, б",))), "a comma"),
    "list of no name": (with_column(Choice("x", "Икс", source="lstNone")), "no list lstNone"),
    "list of no column": (book(sheet(), lists={"lstA": ("tblA", "Нет")}), "no tblA"),
    "message too long": (with_column(Day("x", "Икс", help="с" * 256)), "Excel shows 255"),
    "highlight of no column": (book(sheet(replace(TABLE, highlights=(Highlight("red", "TRUE", "Нет"),)))), "no column"),
    "highlight over a table": (
        book(sheet(replace(TABLE, highlights=(Highlight("red", "COUNT(tblA[Имя])>1"),)))),
        "know no tables",
    ),
    "default row of no column": (book(sheet(replace(TABLE, default_rows=({"no": 1},)))), "no column no"),
    "formula with an equals sign": (formula('="а"'), "without «=»"),
    "formula of no column": (formula("[@Нет]"), "no column «Нет»"),
    "formula of no table": (formula("SUM(tblNo[Имя])"), "no tblNo"),
    "formula of no setting": (formula("cfg_nothing+1"), "no name cfg_nothing"),
    "formula of no cell of a form": (
        form(fields=(Field(Text("a", "А", formula="f_b"), "B2"),)),
        "no name f_b",
    ),
    "formula of no column of a grid": (
        form(grids=(Grid("g", "B3", 2, (Text("a", "А", formula="[@Б]"),)),)),
        "no column «Б»",
    ),
    "formula with an open bracket": (formula("SUM(1"), "brackets"),
    "formula too young": (formula("XLOOKUP(1,2,3)"), "not in Excel 2016"),
    "formula with its own today": (formula("TODAY()"), "today is cfg_today"),
    "formula with codes of dates": (formula('TEXT([@Число],"dd.mm")'), "language of Windows"),
    "formula too long": (formula("1+" * 4096 + "1"), "8193 characters"),
    "counter with its own today": (
        book(sheet(counters=(Counter("Дней", "TODAY()", lambda facts: 0),))),
        "today is cfg_today",
    ),
    "two cells of a form in one place": (
        form(fields=(Field(Text("a", "А"), "B2", span=3), Field(Text("b", "Б"), "C2"))),
        "two things",
    ),
    "caption under the header of a grid": (
        form(captions=(Caption("B2", "Шапка"),), grids=(Grid("g", "B3", 2, (Text("a", "А"),)),)),
        "two things",
    ),
    "two cells of a form with one key": (
        form(fields=(Field(Text("a", "А"), "B2"), Field(Text("a", "Б"), "C2"))),
        "key a is declared 2 times",
    ),
    "grid with too few spans": (
        form(grids=(Grid("g", "B3", 2, (Text("a", "А"), Text("b", "Б")), spans=(2,)),)),
        "1 spans for 2 columns",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_declaration_is_refused(case: str) -> None:
    schema, expected = BROKEN[case]
    assert any(expected in problem for problem in problems(schema)), list(problems(schema))


@pytest.mark.parametrize("text", ["tblA", "cfg_vip", "lstServices", "_x.y"])
def test_names_as_excel_takes_them(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["A1", "XFD12", "R1C1", "rc", "имя", "a b", "1a", "", "a" * 256])
def test_names_excel_refuses(text: str) -> None:
    assert not is_name(text)
