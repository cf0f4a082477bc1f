"""The entry of all worksheet functions, called the way the UDF server of xlwings calls it on Windows."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from windows_double import udf_side_of_xlwings

from osago_xl.excel import udfs as module
from osago_xl.functions import registry
from osago_xl.functions.registry import CellError

NA, VALUE = -2146826246, -2146826273  # error cells as COM hands them over

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def call_udf() -> Iterator[Callable[..., Any]]:
    with pytest.MonkeyPatch.context() as patch:
        udfs = udf_side_of_xlwings(patch)
        importlib.reload(module)
        yield udfs.call_udf
    importlib.reload(module)


@pytest.fixture
def ask(call_udf: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Put one function behind the entry and ask it as a wrapper does: values of cells, tuples for blocks."""

    def asked(body: Callable[..., object], *cells: object) -> Any:
        monkeypatch.setattr(registry, "call", lambda name, *values: body(*values))
        return call_udf("osago_xl.excel.udfs", "call", ("OSAGO_X", *cells))

    return asked


def test_a_value_goes_in_and_a_number_comes_out(ask: Ask) -> None:
    assert ask(lambda power, city: power * 2 if city == "Казань" else 0, 60.5, "Казань") == [[121.0]]


def test_an_omitted_argument_and_an_empty_cell_are_none(ask: Ask) -> None:
    assert ask(lambda *cells: repr(cells), None, "") == [["(None, None)"]]


def test_a_block_keeps_its_shape(ask: Ask) -> None:
    column, row = ((1.0,), (2.0,)), ((1.0, 2.0),)
    assert ask(lambda *cells: repr(cells), column, row) == [["([[1.0], [2.0]], [[1.0, 2.0]])"]]


def test_a_table_comes_back_as_rows(ask: Ask) -> None:
    assert ask(lambda cell: [["ТБ", 5000.5], ["КТ", None]], 1.0) == [["ТБ", 5000.5], ["КТ", ""]]


def test_money_comes_back_as_a_number_of_all_its_digits(ask: Ask) -> None:
    answer = ask(lambda cell: Decimal("0.123456"), 1.0)
    assert answer == [[0.123456]]
    assert type(answer[0][0]) is float


@pytest.mark.parametrize(("code", "number"), [("#VALUE!", 2015), ("#N/A", 2042), ("#NUM!", 2036)])
def test_a_refusal_is_marked_for_the_vba_side(ask: Ask, code: registry.Code, number: int) -> None:
    assert ask(lambda cell: CellError(code, "почему"), 1.0) == [[f"#OSAGO:{number}"]]


def test_a_refusal_inside_a_table_is_marked_too(ask: Ask) -> None:
    assert ask(lambda cell: [[1.0, CellError("#N/A", "")]], 1.0) == [[1.0, "#OSAGO:2042"]]


def test_an_error_cell_is_the_answer_and_the_function_is_not_asked(ask: Ask) -> None:
    def body(*cells: object) -> object:
        raise AssertionError("asked")

    assert ask(body, 1.0, VALUE, NA) == [["#OSAGO:2015"]]


def test_an_error_in_a_column_is_seen_by_the_function_never_as_an_empty_cell(ask: Ask) -> None:
    assert ask(lambda column: column[1][0], ((1.0,), (NA,))) == [["#N/A"]]


def test_a_real_premium_is_the_one_of_the_registry(call_udf: Callable[..., Any]) -> None:
    """1 March 2026 as a serial number, as Value2 of a cell gives it."""
    cells = (46082.0, "B", "физ", "02", "Уфа", 110.0, 5000.0, None, 0.91, 35.0, 10.0)
    ((answer,),) = call_udf("osago_xl.excel.udfs", "call", ("OSAGO_PREMIUM", *cells))
    assert answer == registry.call("OSAGO_PREMIUM", *cells) > 5000


@pytest.mark.parametrize("name", sorted(registry.FUNCTIONS))
def test_nonsense_is_answered_by_a_real_error_never_by_an_exception(call_udf: Callable[..., Any], name: str) -> None:
    nonsense = ["чепуха"] * len(registry.FUNCTIONS[name].args)
    ((answer,),) = call_udf("osago_xl.excel.udfs", "call", (name, *nonsense))
    assert answer.startswith("#OSAGO:") or name == "OSAGO_WHY"


def test_every_error_of_excel_has_its_number() -> None:
    assert sorted(module.ERROR_NUMBERS.values()) == [2000, 2007, 2015, 2023, 2029, 2036, 2042]


def test_the_entry_loads_no_module_of_documents_or_workbooks() -> None:
    code = "import sys; before = set(sys.modules); import xlwings; own = set(sys.modules); import osago_xl.excel.udfs;"
    code += "print(*sorted(set(sys.modules) - own))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    new = loaded.stdout.split()
    assert "osago_xl.excel.udfs" in new
    assert not {"openpyxl", "docxtpl", "lxml", "reportlab", "python_calamine"} & set(new)


def test_both_sides_agree_on_the_mark_and_the_entry() -> None:
    folder = files("osago_xl.workbook") / "vba"
    assert f'ERROR_MARK As String = "{module.ERROR_MARK}"' in (folder / "OsagoCall.bas").read_text("ascii")
    called = f'"{module.__name__}", "{module.call.__name__}"'
    assert called in (folder / "OsagoHost.bas").read_text("ascii")
